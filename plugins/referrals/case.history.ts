import type { TxCtx } from '#core';
import type { CaseState } from './case.life.ts';

export interface CaseStep {
  readonly caseId: string;
  /** Null = it is the first one. */
  readonly before: CaseState | null;
  readonly after: CaseState;
  /** Codes of the rules that caused it. */
  readonly rules: readonly string[];
}

/** A step of a case in its history: by the person who took it, else by this plugin. */
export async function noteStep({ tx, clock, viewer }: TxCtx, { rules, ...step }: CaseStep): Promise<void> {
  await tx.referralsStep.create({
    data: { ...step, rules: [...rules], at: clock.now(), by: viewer.kind === 'system' ? 'referrals' : viewer.name },
    select: { id: true },
  });
}
