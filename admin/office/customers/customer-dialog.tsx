import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { z } from 'zod/mini';
import { ChangeCustomerDocument, type CustomerInput } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { moment } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { ChoiceField, TextField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import { nameOf } from '../contracts/contract.facts.ts';
import { problemsBeside } from '../problems-of.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';
import type { CustomerOfPage } from './customer.page.tsx';

const PERSON = ['firstName', 'lastName'] as const;
const REACHED = ['email', 'phone', 'street', 'houseNumber', 'postcode', 'city'] as const;
type Field = (typeof PERSON)[number] | (typeof REACHED)[number] | 'companyName';
type Form = Readonly<Record<Field, string>>;

const fieldsOf = ({ kind }: CustomerOfPage): readonly Field[] => [
  ...(kind === 'COMPANY' ? (['companyName'] as const) : PERSON),
  ...REACHED,
];
const OPTIONAL: ReadonlySet<Field> = new Set(['phone']);

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const formOf = (values: Readonly<Partial<Record<Field, unknown>>>): Form => ({
  ...{ firstName: textOf(values.firstName), lastName: textOf(values.lastName), companyName: textOf(values.companyName) },
  ...{ email: textOf(values.email), phone: textOf(values.phone), street: textOf(values.street) },
  ...{ houseNumber: textOf(values.houseNumber), postcode: textOf(values.postcode), city: textOf(values.city) },
});

/** Only what differs. */
const changedBy = (form: Form, seen: Form): Partial<Form> =>
  Object.fromEntries(Object.entries(form).filter(([field, value]) => value !== seen[field as Field]));

/** What is left out stays as it is; what is left empty is taken away. */
const changeOf = (form: Form, seen: Form): CustomerInput =>
  Object.fromEntries(Object.entries(changedBy(form, seen)).map(([field, value]) => [field, value === '' ? null : value]));

const Conflict = z.object({
  current: z.object({
    version: z.number(),
    values: z.record(z.string(), z.unknown()),
    changedAt: z.nullable(z.string()),
    changedBy: z.nullable(z.string()),
  }),
});
type Theirs = z.infer<typeof Conflict>['current'];

export function CustomerDialog({ customer, onClose }: { readonly customer: CustomerOfPage; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [seen, setSeen] = useState(formOf(customer));
  const [form, setForm] = useState(seen);
  const [version, setVersion] = useState(customer.version);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  /** In which both differ. */
  const [disputed, setDisputed] = useState<readonly Field[]>([]);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const fields = fieldsOf(customer);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const input = changeOf(form, seen);
    if (Object.keys(input).length === 0) return onClose();
    setBusy(true);
    setError(null);
    try {
      await ask(ChangeCustomerDocument, { id: customer.id, version, input });
      onClose();
      toast(say('office.customer.saved', { name: nameOf(customer) }));
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      const now = cause.code === 'CUSTOMER_CHANGED' ? Conflict.parse(cause.details).current : null;
      if (now) {
        const stored = formOf(now.values);
        // What only they changed is theirs; what I changed stays mine until I choose.
        const merged = { ...stored, ...changedBy(form, seen) };
        setVersion(now.version);
        setSeen(stored);
        setForm(merged);
        setDisputed(fields.filter((field) => merged[field] !== stored[field]));
      }
      setTheirs(now);
      setError(now ? null : cause);
      setBusy(false);
    }
    await refresh(queries);
  };
  return (
    <Dialog title={say('office.customer.change', { name: nameOf(customer) })} onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        {theirs && <Faster theirs={theirs} />}
        <Problems problems={problemsBeside(error)} />
        {theirs
          ? disputed.map((field) => <Choice key={field} {...{ field, form, seen, setForm }} />)
          : fields.map((field) => (
              <TextField
                key={field}
                id={field}
                label={say(`office.customer.${field}`)}
                value={form[field]}
                onValue={(value) => setForm({ ...form, [field]: value })}
                {...(OPTIONAL.has(field) && { isOptional: true })}
              />
            ))}
        <div className="actions">
          <Button onClick={onClose}>{say('kit.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('office.change.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const Faster = ({ theirs: { changedAt, changedBy: by } }: { readonly theirs: Theirs }) => (
  <Notice tone="warning" role="alert">
    <strong>{say('office.conflict.title')}</strong>
    {by !== null && changedAt !== null && <p>{say('office.customer.changedBy', { by, when: moment(changedAt) })}</p>}
  </Notice>
);

interface ChoiceProps {
  readonly field: Field;
  readonly form: Form;
  readonly seen: Form;
  readonly setForm: (form: Form) => void;
}

/** One choice per field in which both differ: nothing is thrown away unseen. */
function Choice({ field, form, seen, setForm }: ChoiceProps) {
  const [mine] = useState(form[field]);
  const [theirs] = useState(seen[field]);
  return (
    <ChoiceField
      label={say(`office.customer.${field}`)}
      value={form[field] === mine ? 'mine' : 'theirs'}
      onValue={(whose) => setForm({ ...form, [field]: whose === 'mine' ? mine : theirs })}
      options={[
        { value: 'theirs', label: say('office.conflict.theirs', { value: theirs || '–' }) },
        { value: 'mine', label: say('office.conflict.mine', { value: mine || '–' }) },
      ]}
    />
  );
}
