import { IconHistory } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { AuditDocument, type AuditFilter, type AuditQuery } from '../../../generated/admin/graphql.ts';
import { moment } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { say } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import type { ViewOf } from '../list/list-views.tsx';
import { oneOf, sortBy, usePageOf } from '../list/loaded.ts';
import { AuditDays } from './audit-days.tsx';
import { ChangeText } from './change-text.tsx';
import { EntryDialog } from './entry-dialog.tsx';
import { Subject } from './subject.tsx';

export type AuditRow = AuditQuery['auditLog']['edges'][number]['node'];
export interface AuditSearch extends ListSearch {
  /** What it is about: the first word of the action. */
  readonly area?: string;
  readonly subject?: string;
  /** Plain days, both inclusive. */
  readonly from?: string;
  readonly to?: string;
}

const AREAS = ['plugin', 'user', 'partner', 'api-key', 'tariff-price', 'contract-states', 'import', 'list', 'job'] as const;

function filterOf({ q, area, subject, from, to }: AuditSearch): AuditFilter {
  const known = oneOf(area, AREAS);
  const at = { ...(from && { from: startOf(from) }), ...(to && { before: startOf(to, 1) }) };
  return {
    ...(q && { by: q.trim() }),
    ...(known && { area: known }),
    ...(subject && { subject }),
    ...((from || to) && { at }),
  };
}

/** The instant at which a day begins where the reader is. */
const startOf = (plain: string, later = 0): string => {
  const [year = 0, month = 1, day = 1] = plain.split('-').map(Number);
  return new Date(year, month - 1, day + later).toISOString();
};

function Look({ row }: { readonly row: AuditRow }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {say('office.audit.look')}
        <span className="sr"> {moment(row.at)}</span>
      </Button>
      {isOpen && <EntryDialog entry={row} onClose={() => setOpen(false)} />}
    </>
  );
}

const AUDIT: ListDefinition<AuditRow, AuditSearch> = {
  name: 'audit',
  path: '/audit',
  permission: 'audit.read',
  title: 'office.audit.title',
  find: 'office.audit.find',
  none: { title: 'office.audit.none', text: 'office.audit.noneText', icon: <IconHistory size={18} stroke={1.7} /> },
  columns: [
    { id: 'at', label: 'office.audit.at', sort: 'ID', cell: ({ at }) => <span className="num">{moment(at)}</span> },
    { id: 'by', label: 'office.audit.by', cell: ({ by }) => <span className="medium">{by}</span> },
    { id: 'what', label: 'office.audit.what', cell: (row) => <ChangeText entry={row} /> },
    { id: 'subject', label: 'office.audit.subject', from: 2, cell: (row) => <Subject entry={row} /> },
    { id: 'look', label: 'office.jobs.acts', cell: (row) => <Look row={row} /> },
  ],
  line: (row) => (
    <div className="line">
      <span className="between">
        <span className="medium cut">{row.by}</span>
        <span className="muted small num">{moment(row.at)}</span>
      </span>
      <ChangeText entry={row} />
    </div>
  ),
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: filterOf(search), orderBy: sortBy(search, ['ID']) };
    return usePageOf(AuditDocument, variables, { name: 'audit', pick: ({ auditLog }) => auditLog });
  },
  useViews: () => [
    { label: 'office.audit.all', search: {} },
    ...AREAS.map((area): ViewOf<AuditSearch> => ({ label: `office.audit.area.${area}`, search: { area } })),
  ],
  filters: (search, onSearch) => <AuditDays search={search} onSearch={onSearch} />,
  exported: null,
};

export const AuditPage = () => <DefinedList list={AUDIT} search={useSearch({ from: '/office/audit' })} />;
