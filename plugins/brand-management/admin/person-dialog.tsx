import { type FormEvent, useState } from 'react';
import { ApiError, ask, Button, Dialog, Notice, SelectField, toast, useRefresh } from '#admin';
import { BrandManagementSetRoleDocument } from '#operations/brand-management';
import { type Choice, choiceOf, isSame, type People, type PersonOfPage, ROLES, roleAt } from './people.facts.ts';
import { say } from './texts.ts';

/** An empty value would be none that one can choose. */
const NONE = 'NONE';

export interface PersonDialogProps {
  readonly person: PersonOfPage;
  readonly known: People;
  readonly onClose: () => void;
}

/** What somebody is, brand by brand. What is not touched stays; one brand that refuses keeps no other from being saved. */
export function PersonDialog({ person, known: { brands, companies }, onClose }: PersonDialogProps) {
  const refresh = useRefresh();
  const [choices, setChoices] = useState(() => new Map(brands.map(({ brandId }) => [brandId, choiceOf(person, brandId)])));
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const [isBusy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const refused = await saveChoices(person, choices);
    setBusy(false);
    setFaults(refused);
    await refresh();
    if (refused.size > 0) return;
    toast(say('brand-management.look.saved'));
    onClose();
  };
  return (
    <Dialog title={person.name} onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        <p className="muted">{person.email}</p>
        {brands.map(({ brandId, name }) => (
          <BrandChoice
            key={brandId}
            name={name}
            choice={choices.get(brandId) ?? { role: '', partnerId: '' }}
            isAdminElsewhere={roleAt(person, brandId)?.isSaidElsewhere ?? false}
            companies={companies.filter(({ sells }) => sells.includes(brandId))}
            fault={faults.get(brandId) ?? null}
            onChoice={(choice) => setChoices(new Map([...choices, [brandId, choice]]))}
          />
        ))}
        <div className="actions">
          <Button onClick={onClose}>{say('brand-management.act.leave')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('brand-management.look.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Saves what differs, brand by brand; why a brand refused, by its id. */
async function saveChoices(person: PersonOfPage, choices: ReadonlyMap<string, Choice>): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (const [brandId, choice] of choices) {
    if (isSame(choice, choiceOf(person, brandId))) continue;
    const partnerId = choice.role === 'PARTNER' && choice.partnerId !== '' ? choice.partnerId : null;
    try {
      await ask(BrandManagementSetRoleDocument, { userId: person.userId, brandId, role: choice.role || null, partnerId });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused.set(brandId, error.message);
    }
  }
  return refused;
}

interface BrandChoiceProps {
  readonly name: string;
  readonly choice: Choice;
  readonly isAdminElsewhere: boolean;
  readonly companies: People['companies'];
  readonly fault: string | null;
  readonly onChoice: (choice: Choice) => void;
}

const BrandChoice = ({ name, choice, isAdminElsewhere, companies, fault, onChoice }: BrandChoiceProps) => (
  <fieldset className="field">
    <legend>{name}</legend>
    <div className="stack">
      {fault !== null && (
        <Notice tone="danger" role="alert">
          {fault}
        </Notice>
      )}
      {isAdminElsewhere ? (
        <p className="muted">{say('brand-management.people.adminElsewhere')}</p>
      ) : (
        <SelectField
          label={say('brand-management.people.role')}
          value={choice.role || NONE}
          onValue={(text) => onChoice({ ...choice, role: ROLES.find((role) => role === text) ?? '' })}
          options={[
            { value: NONE, label: say('brand-management.people.noAccess') },
            ...ROLES.map((value) => ({ value, label: say(`brand-management.role.${value}`) })),
          ]}
        />
      )}
      {!isAdminElsewhere && choice.role === 'PARTNER' && (
        <SelectField
          label={say('brand-management.companies.name')}
          value={choice.partnerId}
          onValue={(partnerId) => onChoice({ ...choice, partnerId })}
          options={companies.map(({ partnerId, name: company }) => ({ value: partnerId, label: company }))}
        />
      )}
    </div>
  </fieldset>
);
