import { type ReactNode, useId, useRef } from 'react';

export interface PopoverProps {
  readonly label: string;
  readonly trigger: ReactNode;
  readonly triggerClass: string;
  readonly children: ReactNode;
}

/** A panel below a button, for a few fields; it stays while one uses it and closes on Escape or elsewhere. */
export function Popover({ label, trigger, triggerClass, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLElement>(null);
  const place = (): void => {
    if (!button.current || !panel.current) return;
    const { left, bottom } = button.current.getBoundingClientRect();
    panel.current.style.top = `${bottom + 4}px`;
    panel.current.style.left = `${Math.max(8, Math.min(left, window.innerWidth - 340))}px`;
  };
  return (
    <>
      <button type="button" ref={button} className={triggerClass} popoverTarget={id} onClick={place}>
        {trigger}
      </button>
      <section id={id} ref={panel} popover="auto" className="menu panel" aria-label={label}>
        {children}
      </section>
    </>
  );
}
