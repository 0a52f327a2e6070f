import './notice.css';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type Tone = 'info' | 'warning' | 'danger' | 'success';
const ICONS = { info: IconInfoCircle, warning: IconAlertTriangle, danger: IconAlertTriangle, success: IconCircleCheck } as const;

/** Something to know beside what one does. */
export function Notice({
  tone = 'info',
  role,
  children,
}: {
  readonly tone?: Tone;
  readonly role?: 'alert' | 'status';
  readonly children: ReactNode;
}) {
  const Icon = ICONS[tone];
  return (
    <div className={`notice ${tone}`} role={role}>
      <Icon size={18} stroke={1.7} aria-hidden />
      <div>{children}</div>
    </div>
  );
}

export interface EmptyProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text?: ReactNode;
  readonly isFault?: boolean;
  /** Stands for the whole page: its title is the page's. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

/** Stands where rows or a page would stand: why there is nothing, and what helps. */
export function Empty({ icon, title, text, isFault = false, isPage = false, children }: EmptyProps) {
  return (
    <div className="empty" role={isFault ? 'alert' : undefined}>
      <div className={`sign${isFault ? ' danger' : ''}`} aria-hidden="true">
        {icon}
      </div>
      {isPage ? (
        <h1 className="empty-title" tabIndex={-1}>
          {title}
        </h1>
      ) : (
        <h2>{title}</h2>
      )}
      {text && <p>{text}</p>}
      {children && <div className="row">{children}</div>}
    </div>
  );
}
