import { z } from 'zod/mini';
import { ChangeCustomerDocument, type CustomerInput } from '../../../generated/admin/graphql.ts';
import { type ApiError, ask } from '../../api/ask.ts';
import { moment } from '../../kit/format.ts';
import { TextField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { ChangeFrame } from '../change/change-frame.tsx';
import { type Faster, type Texts, useChange } from '../change/use-change.ts';
import { nameOf } from '../contracts/contract.facts.ts';
import type { CustomerOfPage } from './customer.page.tsx';

const PERSON = ['firstName', 'lastName'] as const;
const REACHED = ['email', 'phone', 'street', 'houseNumber', 'postcode', 'city'] as const;
type Field = (typeof PERSON)[number] | (typeof REACHED)[number] | 'companyName';

const fieldsOf = ({ kind }: CustomerOfPage): readonly Field[] => [
  ...(kind === 'COMPANY' ? (['companyName'] as const) : PERSON),
  ...REACHED,
];
const OPTIONAL: ReadonlySet<Field> = new Set(['phone']);

/** What is left out stays as it is; what is left empty is taken away. */
const inputOf = (change: Texts<Field>): CustomerInput =>
  Object.fromEntries([...change].map(([field, value]) => [field, value === '' ? null : value]));

const Conflict = z.object({
  current: z.object({
    version: z.number(),
    values: z.record(z.string(), z.unknown()),
    changedAt: z.nullable(z.string()),
    changedBy: z.nullable(z.string()),
  }),
});

function fasterOf(error: ApiError): Faster | null {
  if (error.code !== 'CUSTOMER_CHANGED') return null;
  const { version, values, changedAt, changedBy: by } = Conflict.parse(error.details).current;
  const told = by !== null && changedAt !== null && <p>{say('office.customer.changedBy', { by, when: moment(changedAt) })}</p>;
  return { version, values, told };
}

export function CustomerDialog({ customer, onClose }: { readonly customer: CustomerOfPage; readonly onClose: () => void }) {
  const { id } = customer;
  const fields = fieldsOf(customer);
  const change = useChange({
    ...{ fields, values: customer, version: customer.version, fasterOf, onClose },
    send: (texts, version) => ask(ChangeCustomerDocument, { id, version, input: inputOf(texts) }),
    saved: say('office.customer.saved', { name: nameOf(customer) }),
  });
  return (
    <ChangeFrame
      title={say('office.customer.change', { name: nameOf(customer) })}
      labelOf={(field) => say(`office.customer.${field}`)}
      {...{ change, onClose }}
    >
      {fields.map((field) => (
        <TextField
          key={field}
          id={field}
          label={say(`office.customer.${field}`)}
          value={change.at(field)}
          onValue={change.set(field)}
          {...(OPTIONAL.has(field) && { isOptional: true })}
        />
      ))}
    </ChangeFrame>
  );
}
