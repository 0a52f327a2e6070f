import { ChangeContractDocument, type ContractChangeInput } from '../../../generated/admin/graphql.ts';
import { ask } from '../../api/ask.ts';
import { SelectField, TextField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { ChangeFrame } from '../change/change-frame.tsx';
import { type Texts, useChange } from '../change/use-change.ts';
import { conflictOf, Since } from './conflict.tsx';
import type { ContractOfPage } from './contract.page.tsx';

const FIELDS = ['annualKwh', 'requestedStartOn', 'paymentMethod', 'costCentre'] as const;
type Field = (typeof FIELDS)[number];

/** Only what differs: what is left out stays as it is. */
function inputOf(change: Texts<Field>): ContractChangeInput {
  const [use, start, payment, costCentre] = FIELDS.map((field) => change.get(field));
  return {
    ...(use !== undefined && { annualKwh: Number(use) }),
    ...(start !== undefined && { requestedStartOn: start }),
    ...(payment !== undefined && { paymentMethod: payment }),
    ...(costCentre !== undefined && { costCentre: costCentre || null }),
  };
}

export function ChangeDialog({ contract, onClose }: { readonly contract: ContractOfPage; readonly onClose: () => void }) {
  const { id, number } = contract;
  const change = useChange({
    ...{ fields: FIELDS, values: contract, version: contract.version, onClose },
    send: (texts, version) => ask(ChangeContractDocument, { id, version, input: inputOf(texts) }),
    fasterOf: (error) => {
      const theirs = conflictOf(error);
      return theirs && { version: theirs.version, values: theirs.theirs, told: <Since since={theirs.since} /> };
    },
    saved: say('office.change.saved', { number }),
  });
  const { at, set } = change;
  return (
    <ChangeFrame
      title={say('office.change.title', { number })}
      labelOf={(field) => say(`office.change.field.${field}`)}
      {...{ change, onClose }}
    >
      <TextField
        id="annualKwh"
        label={say('office.figure.use')}
        unit="kWh"
        inputMode="numeric"
        value={at('annualKwh')}
        onValue={set('annualKwh')}
      />
      <TextField
        id="requestedStartOn"
        label={say('office.change.start')}
        type="date"
        value={at('requestedStartOn')}
        onValue={set('requestedStartOn')}
      />
      <SelectField
        id="paymentMethod"
        label={say('office.terms.payment')}
        value={at('paymentMethod')}
        onValue={set('paymentMethod')}
        options={(['direct-debit', 'transfer'] as const).map((value) => ({ value, label: say(`office.payment.${value}`) }))}
      />
      <TextField id="costCentre" label={say('office.terms.costCentre')} isOptional value={at('costCentre')} onValue={set('costCentre')} />
    </ChangeFrame>
  );
}
