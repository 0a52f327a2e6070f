import { ContractStatusesDocument } from '../../../generated/admin/graphql.ts';
import { day } from '../../kit/format.ts';
import { TextField } from '../../kit/parts/field.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { Chip } from '../list/filter-chip.tsx';
import { listOf, narrowed } from '../list/list.types.ts';
import { useAsk } from '../use-ask.ts';
import type { ContractsSearch } from './contracts.search.ts';

export interface FiltersProps {
  readonly search: ContractsSearch;
  readonly onSearch: (search: ContractsSearch) => void;
}

/** Chips "Field value ×"; the value opens what changes it. */
export function ContractFilters({ search, onSearch }: FiltersProps) {
  const { data } = useAsk('contract-statuses', ContractStatusesDocument, {});
  const chosen = listOf(search.status);
  const statuses = data?.contractStatuses ?? [];
  const toggle = (code: string): void => {
    const next = chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code];
    onSearch(narrowed(search, { status: next.join(',') }));
  };
  const chosenText =
    chosen.length === 1
      ? (statuses.find(({ code }) => code === chosen[0])?.label ?? chosen[0])
      : sayCount('office.filter.anyOf', chosen.length);
  const days = [
    search.from && say('office.filter.from', { day: day(search.from) }),
    search.to && say('office.filter.to', { day: day(search.to) }),
  ];
  return (
    <>
      <Chip
        name={say('office.contracts.status')}
        value={chosen.length === 0 ? null : chosenText}
        onRemove={() => onSearch(narrowed(search, { status: '' }))}
      >
        {statuses.map(({ code, label }) => (
          <label key={code} className="pick">
            <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
            {label}
          </label>
        ))}
      </Chip>
      <Chip
        name={say('office.contracts.start')}
        value={days.filter(Boolean).join(' ') || null}
        onRemove={() => onSearch(narrowed(search, { from: '', to: '' }))}
      >
        <div className="stack range">
          <TextField
            label={say('office.filter.fromDay')}
            type="date"
            value={search.from ?? ''}
            onValue={(from) => onSearch(narrowed(search, { from }))}
          />
          <TextField
            label={say('office.filter.toDay')}
            type="date"
            value={search.to ?? ''}
            onValue={(to) => onSearch(narrowed(search, { to }))}
          />
        </div>
      </Chip>
    </>
  );
}
