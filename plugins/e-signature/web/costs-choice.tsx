import { CheckField, money } from '#web';
import type { CostView } from './signing.api.ts';
import { say } from './texts.ts';

export interface CostsChoiceProps {
  readonly costs: readonly CostView[];
  /** Ids. */
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
  readonly error: string | undefined;
}

/** What somebody accepts of the costs, with the sum that follows. */
export function CostsChoice({ costs, chosen, onChosen, error }: CostsChoiceProps) {
  const sum = costs.filter(({ id }) => chosen.includes(id)).reduce((total, { grossCents }) => total + grossCents, 0);
  return (
    <fieldset className="field" aria-describedby="e-signature-chosen">
      <legend>{say('e-signature.sign.choose')}</legend>
      <div className="stack">
        {costs.map(({ id, text, netCents, grossCents, percent }) => (
          <div key={id}>
            <CheckField
              label={say('e-signature.sign.cost', { text, gross: money(grossCents) })}
              checked={chosen.includes(id)}
              onValue={(isChosen) => onChosen(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
            <p className="muted small">{say('e-signature.sign.costHelp', { net: money(netCents), percent })}</p>
          </div>
        ))}
        {error && (
          <p className="error" role="alert">
            {error}
          </p>
        )}
        <p id="e-signature-chosen" className="strong" aria-live="polite">
          {say('e-signature.sign.chosen', { amount: money(sum) })}
        </p>
      </div>
    </fieldset>
  );
}
