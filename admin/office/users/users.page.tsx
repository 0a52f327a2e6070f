import { IconUserShield } from '@tabler/icons-react';
import { useRouteContext, useSearch } from '@tanstack/react-router';
import { type UserFilter, UsersDocument, type UsersQuery } from '../../../generated/admin/graphql.ts';
import { Status } from '../../kit/parts/status.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { DefinedList, type ListDefinition, type ViewOf } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { oneOf, sortBy, usePageOf } from '../list/loaded.ts';

type UserRow = UsersQuery['users']['edges'][number]['node'];
interface UsersSearch extends ListSearch {
  readonly role?: string;
}
const ROLES = ['TENANT_ADMIN', 'BACK_OFFICE', 'PARTNER', 'INSPECTION'] as const;

const filterOf = ({ q, role }: UsersSearch): UserFilter => {
  const known = oneOf(role, ROLES);
  return { ...(q && { email: q.trim() }), ...(known && { role: known }) };
};

/** What somebody is in this brand; administrators are it in all of them. */
const RoleHere = ({ row: { memberships } }: { readonly row: UserRow }) => {
  const { me } = useRouteContext({ from: '/office' });
  const here = memberships.find(({ role }) => role === 'TENANT_ADMIN') ?? memberships.find(({ brandId }) => brandId === me.brand.id);
  return here ? sayIfKnown(`office.role.${here.role}`) : <span className="muted">–</span>;
};

const StateOf = ({ row: { isDisabled } }: { readonly row: UserRow }) => (
  <Status kind={isDisabled ? 'ended' : 'ok'}>{say(isDisabled ? 'office.users.disabled' : 'office.users.enabled')}</Status>
);

const view = (role: (typeof ROLES)[number]): ViewOf<UsersSearch> => ({ label: `office.role.${role}`, search: { role } });

const USERS: ListDefinition<UserRow, UsersSearch> = {
  name: 'users',
  path: '/users',
  permission: 'user.read',
  title: 'office.users.title',
  find: 'office.users.find',
  none: { title: 'office.users.none', text: 'office.users.noneText', icon: <IconUserShield size={18} stroke={1.7} /> },
  columns: [
    { id: 'name', label: 'office.customer.name', sort: 'NAME', cell: ({ name }) => <span className="medium">{name}</span> },
    { id: 'email', label: 'office.customer.email', sort: 'EMAIL', cell: ({ email }) => email },
    { id: 'role', label: 'office.users.role', cell: (row) => <RoleHere row={row} /> },
    { id: 'state', label: 'office.contracts.status', cell: (row) => <StateOf row={row} /> },
    { id: 'second', label: 'office.users.second', from: 2, cell: ({ hasSecondFactor }) => say(hasSecondFactor ? 'kit.yes' : 'kit.no') },
  ],
  line: (row) => (
    <div className="line">
      <span className="between">
        <span className="medium cut">{row.name}</span>
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
  useViews: () => [{ label: 'office.users.all', search: {} }, ...ROLES.map(view)],
  exported: (search) => ({ filter: filterOf(search) }),
};

export const UsersPage = () => <DefinedList list={USERS} search={useSearch({ from: '/office/users' })} />;
