import { IconLock, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { day } from '../../kit/format.ts';
import { Notice } from '../../kit/parts/notice.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say } from '../../kit/text.ts';
import type { ContractOfPage } from './contract.page.tsx';
import { StepDialog } from './step-dialog.tsx';

type Step = ContractOfPage['nextSteps'][number];

/** What may be done now, and why the rest may not: a refusal names its reason instead of being grey. */
export function NextSteps({ contract }: { readonly contract: ContractOfPage }) {
  const [chosen, setChosen] = useState<Step | null>(null);
  const { nextSteps, pending, dueOn } = contract;
  const open = nextSteps.filter(({ isAllowed }) => isAllowed);
  const closed = nextSteps.filter(({ isAllowed }) => !isAllowed);
  return (
    <section className="card block" aria-labelledby="steps">
      <h2 id="steps" className="block-head">
        {say('office.steps.title')}
      </h2>
      {pending.length > 0 && (
        <Notice>{say('office.steps.pending', { who: pending.map(({ pluginId }) => pluginName(pluginId)).join(', ') })}</Notice>
      )}
      {nextSteps.length === 0 && <p className="muted">{say('office.steps.none')}</p>}
      <ul className="steps">
        {open.map((step) => (
          <li key={step.code}>
            <IconPlayerPlay size={15} stroke={1.7} aria-hidden />
            <div>
              <button type="button" className="step" onClick={() => setChosen(step)}>
                {step.label}
              </button>
              {step.day !== null && <div className="muted small">{say(`office.step.needs.${step.day}`)}</div>}
            </div>
          </li>
        ))}
        {closed.map((step) => (
          <li key={step.code} className="muted">
            <IconLock size={15} stroke={1.7} aria-hidden />
            <div>
              <span>{step.label}</span>
              <div className="small">{step.refusal?.message}</div>
            </div>
          </li>
        ))}
      </ul>
      {dueOn !== null && <p className="muted small">{say('office.steps.due', { day: day(dueOn) })}</p>}
      {chosen && <StepDialog contract={contract} step={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}
