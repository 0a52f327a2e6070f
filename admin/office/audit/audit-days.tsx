import { day } from '../../kit/format.ts';
import { TextField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { Chip } from '../list/filter-chip.tsx';
import { narrowed } from '../list/list.types.ts';
import type { AuditSearch } from './audit.page.tsx';

export interface DaysProps {
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
}

/** From when to when. */
export function AuditDays({ search, onSearch }: DaysProps) {
  const { from, to } = search;
  const days = [from && say('office.filter.from', { day: day(from) }), to && say('office.filter.to', { day: day(to) })];
  return (
    <Chip
      name={say('office.audit.at')}
      value={days.filter(Boolean).join(' ') || null}
      onRemove={() => onSearch(narrowed(search, { from: '', to: '' }))}
    >
      <div className="stack range">
        <TextField
          label={say('office.filter.fromDay')}
          type="date"
          value={from ?? ''}
          onValue={(next) => onSearch(narrowed(search, { from: next }))}
        />
        <TextField
          label={say('office.filter.toDay')}
          type="date"
          value={to ?? ''}
          onValue={(next) => onSearch(narrowed(search, { to: next }))}
        />
      </div>
    </Chip>
  );
}
