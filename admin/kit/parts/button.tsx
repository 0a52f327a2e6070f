import './button.css';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { say } from '../text.ts';

type Kind = 'primary' | 'default' | 'quiet' | 'plain' | 'danger';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type'> {
  readonly kind?: Kind;
  readonly icon?: ReactNode;
  readonly isWide?: boolean;
  /** Work is under way: it says so, keeps the focus and takes no further click. */
  readonly isBusy?: boolean;
  readonly type?: 'button' | 'submit';
}

/** One view has one primary button at most. It is never disabled: a refusal explains itself instead. */
export function Button({ kind = 'default', icon, isWide, isBusy, type = 'button', children, onClick, className, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={['btn', kind, isWide ? 'wide' : '', className ?? ''].join(' ')}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
    >
      {icon}
      {isBusy ? say('kit.sending') : children}
    </button>
  );
}

/** A button that shows an icon alone; its label is its name and its tooltip. */
export function IconButton({
  label,
  children,
  ...rest
}: { readonly label: string; readonly children: ReactNode } & ComponentPropsWithRef<'button'>) {
  return (
    <button type="button" {...rest} className={`btn icon ${rest.className ?? ''}`} aria-label={label} title={label}>
      {children}
    </button>
  );
}
