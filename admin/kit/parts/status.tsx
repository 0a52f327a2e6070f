import './status.css';
import type { ReactNode } from 'react';

/** What a status means to the eye; its word comes from the brand. */
export type StatusKind = 'ok' | 'progress' | 'wait' | 'idle' | 'attention' | 'ended' | 'failed';

const ring = { cx: 6, cy: 6, r: 4.75, fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 };
const cut = { fill: 'none', stroke: 'var(--vk-surface)', strokeWidth: 1.5 };

const SHAPES: Readonly<Record<StatusKind, ReactNode>> = {
  ok: (
    <>
      <circle cx="6" cy="6" r="5.5" fill="currentColor" />
      <path d="M3.6 6.2 5.3 7.9 8.5 4.4" {...cut} />
    </>
  ),
  progress: (
    <>
      <circle {...ring} />
      <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
    </>
  ),
  wait: (
    <>
      <circle {...ring} />
      <path d="M6 3.4V6l1.8 1.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  idle: <circle {...ring} strokeDasharray="2.1 1.6" />,
  attention: (
    <>
      <path d="M6 .9 11.6 11H.4z" fill="currentColor" />
      <path d="M6 4.6v3M6 8.6v1.2" {...cut} />
    </>
  ),
  ended: (
    <>
      <rect x="1" y="1" width="10" height="10" rx="2.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M3.6 6h4.8" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  failed: (
    <>
      <path d="M3.7.8h4.6l2.9 2.9v4.6l-2.9 2.9H3.7L.8 8.3V3.7z" fill="currentColor" />
      <path d="m4.2 4.2 3.6 3.6m0-3.6L4.2 7.8" {...cut} />
    </>
  ),
};

/** Shape and word: colour is never the only sign. */
export function Status({
  kind,
  isPill = false,
  children,
}: {
  readonly kind: StatusKind;
  readonly isPill?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <span className={`status ${kind}${isPill ? ' pill' : ''}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        {SHAPES[kind]}
      </svg>
      <span className="cut">{children}</span>
    </span>
  );
}

const OF_CONTRACTS: Readonly<Record<string, StatusKind>> = {
  OPEN: 'idle',
  REVIEW: 'progress',
  WAITING: 'wait',
  SUPPLY: 'ok',
  ENDED: 'ended',
  REFUSED: 'failed',
};

/** A status that asks somebody to act is told apart from its kind. */
export const contractStatusKind = ({ kind, status }: { readonly kind: string; readonly status: string }): StatusKind =>
  status === 'clarification' ? 'attention' : (OF_CONTRACTS[kind] ?? 'idle');
