import { type FormEvent, useState } from 'react';
import {
  ApiError,
  addDays,
  ask,
  Button,
  brand,
  Dialog,
  isRecord,
  Problems,
  SelectField,
  TextField,
  toast,
  today,
  useRefresh,
} from '#admin';
import { ESignatureAskCostsDocument } from '#operations/e-signature';
import { type CostForm, centsOf, EMPTY_COST, RATES } from './costs.facts.ts';
import { say } from './texts.ts';

const DAYS = 14;

/** Asks the customer to accept one or several costs; everything that is missing is said at once. */
export function CostsDialog({ contractId, onClose }: { readonly contractId: string; readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [validUntil, setValidUntil] = useState(addDays(today(), DAYS));
  const [costs, setCosts] = useState<readonly CostForm[]>([EMPTY_COST]);
  const [faults, setFaults] = useState<readonly { readonly id: string | null; readonly text: string }[]>([]);
  const [isBusy, setBusy] = useState(false);
  const change = (at: number, part: Partial<CostForm>) =>
    setCosts(costs.map((cost, index) => (index === at ? { ...cost, ...part } : cost)));
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const unreadable = costs.flatMap(({ net }, at) =>
      centsOf(net) === null ? [{ id: `costs.${at}.netCents`, text: say('e-signature.costs.amountMissing') }] : [],
    );
    setFaults(unreadable);
    if (unreadable.length > 0) return;
    setBusy(true);
    try {
      const input = { validUntil, costs: costs.map(({ text, net, vatRate }) => ({ text, netCents: centsOf(net) ?? 0, vatRate })) };
      await ask(ESignatureAskCostsDocument, { contractId, input });
      toast(say('e-signature.costs.asked'));
      onClose();
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults(faultsOf(error));
      setBusy(false);
    }
  };
  const faultOf = (id: string) => faults.find((fault) => fault.id === id)?.text ?? null;
  return (
    <Dialog title={say('e-signature.costs.ask')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void send(event)} noValidate>
        <p className="muted">{say('e-signature.costs.lead')}</p>
        <Problems problems={faults} />
        {costs.map(({ text, net, vatRate }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
          <fieldset key={at} className="field">
            <legend className="sr">{`${say('e-signature.costs.side')} ${at + 1}`}</legend>
            <div className="stack">
              <TextField
                id={`costs.${at}.text`}
                label={say('e-signature.costs.text')}
                value={text}
                onValue={(value) => change(at, { text: value })}
                error={faultOf(`costs.${at}.text`)}
                autoComplete="off"
              />
              <TextField
                id={`costs.${at}.netCents`}
                label={say('e-signature.costs.netCents', { currency: brand.currency })}
                value={net}
                onValue={(value) => change(at, { net: value })}
                error={faultOf(`costs.${at}.netCents`)}
                inputMode="decimal"
                autoComplete="off"
              />
              <SelectField
                id={`costs.${at}.vatRate`}
                label={say('e-signature.costs.vat')}
                value={vatRate}
                onValue={(value) => change(at, { vatRate: value })}
                options={RATES}
              />
              {costs.length > 1 && (
                <div>
                  <Button kind="quiet" onClick={() => setCosts(costs.filter((_cost, index) => index !== at))}>
                    {say('e-signature.costs.less')}
                  </Button>
                </div>
              )}
            </div>
          </fieldset>
        ))}
        <div>
          <Button onClick={() => setCosts([...costs, EMPTY_COST])}>{say('e-signature.costs.more')}</Button>
        </div>
        <TextField
          id="validUntil"
          type="date"
          min={today()}
          label={say('e-signature.costs.validUntil')}
          value={validUntil}
          onValue={setValidUntil}
          error={faultOf('validUntil')}
        />
        <div className="actions">
          <Button onClick={onClose}>{say('e-signature.revoke.keep')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('e-signature.costs.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function faultsOf({ message, details: { problems } }: ApiError) {
  if (!Array.isArray(problems)) return [{ id: null, text: message }];
  return problems.filter(isRecord).map(({ field, message: what, remedy }) => ({
    id: String(field) || null,
    text: `${String(what)} ${String(remedy ?? '')}`.trim(),
  }));
}
