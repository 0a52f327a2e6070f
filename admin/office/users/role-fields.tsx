import { PartnerTreeDocument } from '../../../generated/admin/graphql.ts';
import { SelectField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { inTreeOrder } from '../partners/partner.tree.ts';
import { useAsk } from '../use-ask.ts';
import { type Role, roleHelp, roleOf, roleOptions } from './user.facts.ts';

export interface Assigned {
  readonly role: Role | null;
  /** Of a partner's user alone. */
  readonly partnerId: string;
}

export interface RoleFieldsProps {
  readonly value: Assigned;
  readonly onValue: (value: Assigned) => void;
  readonly errors: { readonly role?: string | undefined; readonly partnerId?: string | undefined };
}

/** The role in this brand; of a partner's user also the company. */
export function RoleFields({ value, onValue, errors }: RoleFieldsProps) {
  const { data } = useAsk('partner-tree', PartnerTreeDocument, {});
  const companies = data?.partners.edges.map(({ node }) => node) ?? [];
  return (
    <>
      <SelectField
        label={say('office.users.role')}
        help={value.role === null ? undefined : roleHelp(value.role)}
        value={value.role ?? ''}
        onValue={(text) => onValue({ ...value, role: roleOf(text) })}
        options={roleOptions()}
        error={errors.role}
      />
      {value.role === 'PARTNER' && (
        <SelectField
          label={say('office.users.company')}
          help={say('office.users.companyHelp')}
          value={value.partnerId}
          onValue={(partnerId) => onValue({ ...value, partnerId })}
          options={inTreeOrder(companies).map(({ company, depth }) => ({
            value: company.id,
            label: `${'– '.repeat(depth)}${company.name}`,
          }))}
          error={errors.partnerId}
        />
      )}
    </>
  );
}

/** What is missing, by field. */
export function missingOf({ role, partnerId }: Assigned): RoleFieldsProps['errors'] {
  return {
    ...(role === null && { role: say('office.users.roleMissing') }),
    ...(role === 'PARTNER' && partnerId === '' && { partnerId: say('office.users.companyMissing') }),
  };
}

/** For the API: a company belongs to a partner's user alone. */
export const companyOf = ({ role, partnerId }: Assigned): string | null => (role === 'PARTNER' ? partnerId : null);
