import { useState } from 'react';
import { ApiError, Button, ErrorState, Notice, PageFrame, type PageProps, Status, TableCard, TextField, useAsk, useSettled } from '#admin';
import { BrandManagementPeopleDocument } from '#operations/brand-management';
import { Companies } from './companies.tsx';
import { type People, type PersonOfPage, type RoleOfPage, roleAt } from './people.facts.ts';
import { PersonDialog } from './person-dialog.tsx';
import { say } from './texts.ts';

/** People and companies beside the brands: who may do what where. The address holds what was searched for. */
export default function PeoplePage({ title, search, onSearch }: PageProps) {
  const typed = search.q ?? '';
  const { data, error, refetch } = useAsk('brand-management-people', BrandManagementPeopleDocument, { search: useSettled(typed) });
  const [open, setOpen] = useState<string | null>(null);
  const known = data?.brandPeople;
  const person = known?.people.find(({ userId }) => userId === open);
  return (
    <PageFrame title={title} line={say('brand-management.people.line')}>
      <TextField
        type="search"
        label={say('brand-management.people.search')}
        value={typed}
        onValue={(q) => onSearch(q === '' ? {} : { q })}
        autoComplete="off"
      />
      {error instanceof ApiError && (
        <ErrorState title={say('brand-management.people.failed')} error={error} onRetry={() => void refetch()} />
      )}
      {!known && !error && <p role="status">{say('brand-management.page.loading')}</p>}
      {known?.people.length === 0 && <Notice tone="info">{say('brand-management.people.none')}</Notice>}
      {known && known.people.length > 0 && <Persons known={known} onOpen={setOpen} />}
      {known && known.companies.length > 0 && <Companies known={known} />}
      {known && person && <PersonDialog key={person.userId} person={person} known={known} onClose={() => setOpen(null)} />}
    </PageFrame>
  );
}

const Persons = ({ known: { brands, people, companies }, onOpen }: { readonly known: People; readonly onOpen: (id: string) => void }) => (
  <TableCard
    title={say('brand-management.people.title')}
    head={[
      { label: say('brand-management.people.name') },
      ...brands.map(({ name }) => ({ label: name })),
      { label: say('brand-management.column.act') },
    ]}
    rows={people.map((person) => ({
      id: person.userId,
      cells: [
        <Name key="name" person={person} />,
        ...brands.map(({ brandId }) => <RoleText key={brandId} role={roleAt(person, brandId)} companies={companies} />),
        <Button
          key="act"
          kind="quiet"
          aria-label={`${say('brand-management.people.change')}: ${person.name}`}
          onClick={() => onOpen(person.userId)}
        >
          {say('brand-management.people.change')}
        </Button>,
      ],
    }))}
  />
);

const Name = ({ person: { name, email, isDisabled } }: { readonly person: PersonOfPage }) => (
  <span>
    <span className="medium">{name}</span> <span className="muted">{email}</span>
    {isDisabled && (
      <>
        {' '}
        <Status kind="idle">{say('brand-management.people.disabled')}</Status>
      </>
    )}
  </span>
);

function RoleText({ role, companies }: { readonly role: RoleOfPage | null; readonly companies: People['companies'] }) {
  if (!role) return <span className="muted">{say('brand-management.people.noAccess')}</span>;
  const company = companies.find(({ partnerId }) => partnerId === role.partnerId)?.name;
  return <>{[say(`brand-management.role.${role.role}`), company].filter(Boolean).join(', ')}</>;
}
