import { IconUserPlus, IconUserShield } from '@tabler/icons-react';
import { useRouteContext, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type UserFilter, UsersDocument } from '../../../generated/admin/graphql.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Status } from '../../kit/parts/status.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import type { ViewOf } from '../list/list-views.tsx';
import { oneOf, sortBy, usePageOf } from '../list/loaded.ts';
import { may } from '../session.ts';
import { useMe } from '../use-me.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { ROLES, roleIn } from './user.facts.ts';
import { UserDialog, type UserRow } from './user-dialog.tsx';

interface UsersSearch extends ListSearch {
  readonly role?: string;
}

const filterOf = ({ q, role }: UsersSearch): UserFilter => {
  const known = oneOf(role, ROLES);
  return { ...(q && { email: q.trim() }), ...(known && { role: known }) };
};

/** What somebody is in this brand; administrators are it in all of them. */
const RoleHere = ({ row: { memberships } }: { readonly row: UserRow }) => {
  const { me } = useRouteContext({ from: '/office' });
  const here = roleIn(memberships, me.brand.id);
  return here ? sayIfKnown(`office.role.${here.role}`) : <span className="muted">–</span>;
};

const StateOf = ({ row: { isDisabled } }: { readonly row: UserRow }) => (
  <Status kind={isDisabled ? 'ended' : 'ok'}>{say(isDisabled ? 'office.users.disabled' : 'office.users.enabled')}</Status>
);

function Open({ row }: { readonly row: UserRow }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="linklike medium" onClick={() => setOpen(true)}>
        {row.name}
      </button>
      {isOpen && <UserDialog user={row} onClose={() => setOpen(false)} />}
    </>
  );
}

function Invite() {
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!may(me, 'user.write')) return null;
  return (
    <>
      <Button icon={<IconUserPlus size={15} stroke={1.7} aria-hidden />} onClick={() => setOpen(true)}>
        {say('office.users.invite')}
      </Button>
      {isOpen && <InviteDialog onClose={() => setOpen(false)} />}
    </>
  );
}

const view = (role: (typeof ROLES)[number]): ViewOf<UsersSearch> => ({ label: `office.role.${role}`, search: { role } });

const USERS: ListDefinition<UserRow, UsersSearch> = {
  name: 'users',
  path: '/users',
  permission: 'user.read',
  title: 'office.users.title',
  find: 'office.users.find',
  none: { title: 'office.users.none', text: 'office.users.noneText', icon: <IconUserShield size={18} stroke={1.7} /> },
  columns: [
    { id: 'name', label: 'office.customer.name', sort: 'NAME', cell: (row) => <Open row={row} /> },
    { id: 'email', label: 'office.customer.email', sort: 'EMAIL', cell: ({ email }) => email },
    { id: 'role', label: 'office.users.role', cell: (row) => <RoleHere row={row} /> },
    { id: 'state', label: 'office.contracts.status', cell: (row) => <StateOf row={row} /> },
    { id: 'second', label: 'office.users.second', from: 2, cell: ({ hasSecondFactor }) => say(hasSecondFactor ? 'kit.yes' : 'kit.no') },
  ],
  line: (row) => (
    <div className="line">
      <span className="between">
        <Open row={row} />
        <StateOf row={row} />
      </span>
      <span className="between muted small">
        <span className="cut">{row.email}</span>
        <RoleHere row={row} />
      </span>
    </div>
  ),
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: filterOf(search), orderBy: sortBy(search, ['NAME', 'EMAIL'], 'ASC') };
    return usePageOf(UsersDocument, variables, { name: 'users', pick: ({ users }) => users });
  },
  action: <Invite />,
  useViews: () => [{ label: 'office.users.all', search: {} }, ...ROLES.map(view)],
  exported: (search) => ({ filter: filterOf(search) }),
};

export const UsersPage = () => <DefinedList list={USERS} search={useSearch({ from: '/office/users' })} />;
