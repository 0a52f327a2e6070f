import './work.css';
import { useId } from 'react';
import { number, withUnit } from '../kit/format.ts';

export interface ProgressBarProps {
  /** 0 to 1; null = under way, and nobody knows how far. */
  readonly value: number | null;
  readonly label: string;
}

/** How far work is that runs elsewhere. */
export function ProgressBar({ value, label }: ProgressBarProps) {
  const id = useId();
  return (
    <div className="progress-bar">
      <div className="between">
        <span id={id} role="status">
          {label}
        </span>
        {value !== null && <span className="num muted">{withUnit(number(Math.floor(value * 100)), '%')}</span>}
      </div>
      <progress aria-labelledby={id} max={1} {...(value !== null && { value })} />
    </div>
  );
}
