import type { Contract } from '#prisma';
import { fromDbDate, todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import type { Texts } from '../kernel/i18n.ts';
import { labelIn, type StateSet } from './contract.states.ts';
import { actorRefusal, mayStep } from './transition.actors.ts';
import { type GuardFacts, type Refusal, refusalOf } from './transition.guards.ts';
import { dayOf, type StepDay } from './transition-dates.ts';

/** A transition as a viewer finds it: open, or closed with the reason in words. */
export interface NextStepView {
  /** The contract's version for which it was told. */
  readonly version: number;
  readonly code: string;
  readonly label: string;
  readonly to: string;
  readonly isAllowed: boolean;
  /** Code and text of what stands in the way; null where nothing does. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly day: StepDay | null;
  readonly isReasonRequired: boolean;
  readonly reasons: readonly { readonly code: string; readonly label: string }[];
}

/** What must be selected of a contract to tell its steps. */
export const STEP_COLUMNS = {
  status: true,
  version: true,
  confirmedStartOn: true,
  withdrawalEndsOn: true,
  suppliedFrom: true,
  requestedStartOn: true,
  earliestStartOn: true,
  minimumTermEndsOn: true,
  priceGuaranteeEndsOn: true,
  dueOn: true,
  endsOn: true,
} as const;

type Standing = Pick<Contract, keyof typeof STEP_COLUMNS>;

/** Every way out of a contract's status, for this viewer and day. Conditions on what the caller will say are not asked yet. */
export function nextSteps(
  contract: Standing,
  set: StateSet,
  ctx: Pick<Ctx, 'viewer' | 'clock' | 'brand'> & { kernel: { texts: Texts } },
): NextStepView[] {
  const { viewer } = ctx;
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const facts: GuardFacts = {
    ...{ contract, today, receivedOn: today, effectiveOn: null, earliestEndOn: null, openFaults: [] },
    // As it was when the order was handed in: what was too early then is too early now. The step itself asks anew.
    earliestStartOn: contract.earliestStartOn && fromDbDate(contract.earliestStartOn),
    ...{ reason: null, reasonCode: null, isGuaranteeWaived: false },
  };
  const inWords = ({ code, message, details }: Refusal) => ({
    code,
    message: ctx.kernel.texts(viewer.language, `error.${code}`, details) ?? message,
  });
  return set.transitions
    .filter(({ from }) => from.includes(contract.status))
    .map((way) => {
      const refusal = actorRefusal(way, { viewer, actor: null }) ?? mayStep(viewer) ?? refusalOf(way.guards, facts, 'state');
      return {
        ...{ code: way.code, to: way.to, isReasonRequired: way.isReasonRequired, version: contract.version },
        label: labelIn(viewer.language, way.labels, way.code),
        isAllowed: refusal === null,
        refusal: refusal && inWords(refusal),
        day: dayOf({ transition: way.code, from: contract.status, to: way.to }),
        reasons: way.reasons.map(({ code, labels }) => ({ code, label: labelIn(viewer.language, labels, code) })),
      };
    });
}
