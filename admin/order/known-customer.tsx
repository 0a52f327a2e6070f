import { z } from 'zod/mini';
import { ChoiceField } from '../kit/parts/field.tsx';
import { Notice } from '../kit/parts/notice.tsx';
import { say, sayIfKnown } from '../kit/text.ts';
import type { AnswerValue } from './draft.ts';
import type { OrderProblem } from './steps/details.tsx';

const Values = z.looseObject({
  customerId: z.optional(z.string()),
  agreementId: z.optional(z.nullable(z.string())),
  /** Codes, the surest first. */
  reasons: z._default(z.string(), ''),
});

const reasonsIn = (codes: string): string =>
  codes
    .split(', ')
    .map((code) => sayIfKnown(`order.known.reason.${code}`) ?? code)
    .join(', ');

export interface KnownCustomerProps {
  readonly problems: readonly OrderProblem[];
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly onAnswers: (answers: Readonly<Record<string, AnswerValue>>) => void;
}

/** Somebody like this is known already: the seller decides whether it is the same one. Other warnings are shown as they are. */
export function KnownCustomer({ problems, answers, onAnswers }: KnownCustomerProps) {
  const warnings = problems.filter(({ severity }) => severity === 'WARNING');
  const known = warnings.find(({ field }) => field.startsWith('party'));
  const values = Values.safeParse(known?.values).data;
  const decision = String(answers['party.decision'] ?? '');
  const decide = (choice: string): void =>
    onAnswers({
      'party.decision': choice,
      'party.customerId': choice === 'NEW_CUSTOMER' ? '' : (values?.customerId ?? ''),
      'party.agreementId': choice === 'EXISTING_AGREEMENT' ? (values?.agreementId ?? '') : '',
    });
  return (
    <>
      {warnings
        .filter(({ field }) => !field.startsWith('party')) // the surest of those who may be known is enough
        .map(({ field, code, message, remedy }) => (
          <Notice key={field + code} tone="warning">
            {message} {remedy}
          </Notice>
        ))}
      {known && values?.customerId && (
        <div className="stack">
          <Notice tone="warning">{say('order.known.text', { reasons: reasonsIn(values.reasons) })}</Notice>
          <ChoiceField
            label={say('order.known.label')}
            value={decision}
            onValue={decide}
            options={[
              { value: 'NEW_CUSTOMER', label: say('order.known.new') },
              { value: 'EXISTING_CUSTOMER', label: say('order.known.customer') },
              ...(values.agreementId ? [{ value: 'EXISTING_AGREEMENT', label: say('order.known.agreement') }] : []),
            ]}
          />
        </div>
      )}
    </>
  );
}
