import { IconBuildingStore } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { type PartnerFilter, PartnersDocument, type PartnersQuery } from '../../../generated/admin/graphql.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { sortBy, usePageOf } from '../list/loaded.ts';

type PartnerRow = PartnersQuery['partners']['edges'][number]['node'];

const filterOf = ({ q }: ListSearch): PartnerFilter => (q ? { code: q.trim() } : {});
const none = <span className="muted">–</span>;

const PARTNERS: ListDefinition<PartnerRow, ListSearch> = {
  name: 'partners',
  path: '/partners',
  permission: 'partner.read',
  title: 'office.partners.title',
  find: 'office.partners.find',
  none: { title: 'office.partners.none', text: 'office.partners.noneText', icon: <IconBuildingStore size={18} stroke={1.7} /> },
  columns: [
    { id: 'name', label: 'office.customer.name', sort: 'NAME', cell: ({ name }) => <span className="medium">{name}</span> },
    { id: 'code', label: 'office.tariffs.code', sort: 'CODE', cell: ({ code }) => code },
    { id: 'below', label: 'office.partners.below', cell: ({ children }) => children.map(({ name }) => name).join(', ') || none },
  ],
  line: ({ name, code }) => (
    <div className="line">
      <span className="medium">{name}</span>
      <span className="muted small">{code}</span>
    </div>
  ),
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: filterOf(search), orderBy: sortBy(search, ['NAME', 'CODE'], 'ASC') };
    return usePageOf(PartnersDocument, variables, { name: 'partners', pick: ({ partners }) => partners });
  },
  useViews: () => [],
  exported: (search) => ({ filter: filterOf(search) }),
};

export const PartnersPage = () => <DefinedList list={PARTNERS} search={useSearch({ from: '/office/partners' })} />;
