import { IconFilter, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { say } from '../../kit/text.ts';
import { Popover } from './popover.tsx';

export interface ChipProps {
  readonly name: string;
  readonly value: string | null | undefined;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

/** A filter as "Field value ×"; the value opens what changes it. The panel stays open while the first value is chosen: the same parts stand there with a value and without. */
export const Chip = ({ name, value, onRemove, children }: ChipProps) => (
  <div className={value ? 'chip' : 'chip off'}>
    <Popover
      label={name}
      triggerClass=""
      trigger={
        <>
          {!value && <IconFilter size={14} stroke={1.7} aria-hidden />}
          {name} {value && <b>{value}</b>}
        </>
      }
    >
      {children}
    </Popover>
    {value && (
      <button type="button" className="remove" aria-label={say('office.filter.remove', { name })} onClick={onRemove}>
        <IconX size={13} stroke={2} />
      </button>
    )}
  </div>
);
