import { IconArrowRight, IconLock } from '@tabler/icons-react';
import { useRouteContext } from '@tanstack/react-router';
import { say } from '../../kit/text.ts';
import { may } from '../session.ts';
import { stateOf, type Version } from './tariff.facts.ts';
import type { VersionStep } from './version-step-dialog.tsx';

interface Offered {
  readonly step: VersionStep;
  /** Why it is not possible for this reader; null = it is. */
  readonly refusal: string | null;
}

/** What can be done with a version next, and why the rest cannot. */
export function VersionSteps({ version, onStep }: { readonly version: Version; readonly onStep: (step: VersionStep) => void }) {
  const { me } = useRouteContext({ from: '/office' });
  const offered = offeredOf(version, {
    mayWrite: may(me, 'tariff.write'),
    mayApprove: may(me, 'tariff.approve'),
    mayPublish: may(me, 'tariff.publish'),
  });
  return (
    <section className="card block" aria-labelledby="steps">
      <h2 id="steps" className="block-head">
        {say('office.steps.title')}
      </h2>
      {offered.length === 0 && <p className="muted small">{say('office.version.final')}</p>}
      <ul className="steps">
        {offered.map(({ step, refusal }) => (
          <li key={step} className={refusal ? 'muted' : undefined}>
            {refusal ? <IconLock size={15} stroke={1.7} aria-hidden /> : <IconArrowRight size={15} stroke={1.7} aria-hidden />}
            <div>
              {refusal ? (
                <span className="medium">{say(`office.version.step.${step}`)}</span>
              ) : (
                <button type="button" className="step" onClick={() => onStep(step)}>
                  {say(`office.version.step.${step}`)}
                </button>
              )}
              <div className="muted small">{refusal ?? say(`office.version.effect.${step}`)}</div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Rights {
  readonly mayWrite: boolean;
  readonly mayApprove: boolean;
  readonly mayPublish: boolean;
}

function offeredOf(version: Version, { mayWrite, mayApprove, mayPublish }: Rights): Offered[] {
  const unless = (isAllowed: boolean): string | null => (isAllowed ? null : say('office.version.noRight'));
  const approval = version.isOwn ? say('office.version.fourEyes') : unless(mayApprove);
  switch (stateOf(version)) {
    case 'draft':
      return [
        { step: 'handIn', refusal: unless(mayWrite) },
        { step: 'approve', refusal: say('office.version.notHandedIn') },
        { step: 'delete', refusal: unless(mayWrite) },
      ];
    case 'handedIn':
      return [
        { step: 'approve', refusal: approval },
        { step: 'delete', refusal: unless(mayWrite) },
      ];
    case 'approved':
      return [
        { step: 'publish', refusal: unless(mayPublish) },
        { step: 'withdraw', refusal: unless(mayWrite) },
        { step: 'delete', refusal: unless(mayWrite) },
      ];
    default:
      return [];
  }
}
