import { IconBuildingStore, IconPlus } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type PartnerFilter, PartnersDocument, type PartnersQuery } from '../../../generated/admin/graphql.ts';
import { Button } from '../../kit/parts/button.tsx';
import { say } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { sortBy, usePageOf } from '../list/loaded.ts';
import { may } from '../session.ts';
import { useMe } from '../use-me.ts';
import { PartnerDialog } from './partner-dialog.tsx';

type PartnerRow = PartnersQuery['partners']['edges'][number]['node'];

const filterOf = ({ q }: ListSearch): PartnerFilter => (q ? { code: q.trim() } : {});
const none = <span className="muted">–</span>;

const NameOf = ({ row: { id, name } }: { readonly row: PartnerRow }) => (
  <Link to="/partners/$id" params={{ id }} search={{}} className="id">
    {name}
  </Link>
);

function NewPartner() {
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!may(me, 'partner.write')) return null;
  return (
    <>
      <Button icon={<IconPlus size={15} stroke={1.7} aria-hidden />} onClick={() => setOpen(true)}>
        {say('office.partner.new')}
      </Button>
      {isOpen && <PartnerDialog task="add" partner={null} companies={[]} onClose={() => setOpen(false)} />}
    </>
  );
}

const PARTNERS: ListDefinition<PartnerRow, ListSearch> = {
  name: 'partners',
  path: '/partners',
  permission: 'partner.read',
  title: 'office.partners.title',
  find: 'office.partners.find',
  none: { title: 'office.partners.none', text: 'office.partners.noneText', icon: <IconBuildingStore size={18} stroke={1.7} /> },
  columns: [
    { id: 'name', label: 'office.customer.name', sort: 'NAME', cell: (row) => <NameOf row={row} /> },
    { id: 'code', label: 'office.tariffs.code', sort: 'CODE', cell: ({ code }) => code },
    { id: 'below', label: 'office.partners.below', cell: ({ children }) => children.map(({ name }) => name).join(', ') || none },
  ],
  line: (row) => (
    <div className="line">
      <NameOf row={row} />
      <span className="muted small">{row.code}</span>
    </div>
  ),
  hrefOf: ({ id }) => `/partners/${id}`,
  action: <NewPartner />,
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: filterOf(search), orderBy: sortBy(search, ['NAME', 'CODE'], 'ASC') };
    return usePageOf(PartnersDocument, variables, { name: 'partners', pick: ({ partners }) => partners });
  },
  useViews: () => [],
  exported: (search) => ({ filter: filterOf(search) }),
};

export const PartnersPage = () => <DefinedList list={PARTNERS} search={useSearch({ from: '/office/partners' })} />;
