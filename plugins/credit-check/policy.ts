import type { Ctx } from '#core';
import { startingRules } from './band-defaults.ts';
import { type BandRule, bandRules } from './band-rules.ts';
import type { Policy } from './bands.ts';
import { settings } from './settings.ts';

type Tables = Pick<Ctx['db'], 'creditCheckBands'>;

export interface PolicyInForce extends Policy {
  /** Number of the bands; null = the brand has none yet. */
  readonly bandsNumber: number | null;
}

/** What the brand decides by at this moment. */
export async function policyNow({ activation, clock }: Pick<Ctx, 'activation' | 'clock'>, tables: Tables): Promise<PolicyInForce> {
  const given = activation.settings(settings);
  const bands = await bandsOn(tables, clock.now());
  return {
    rules: bands?.rules ?? startingRules(given),
    bandsNumber: bands?.number ?? null,
    harmlessReservations: given.harmlessReservations,
    acceptUnansweredBelowCents: given.whenNoAnswer === 'accept-below' ? given.acceptBelowCents : 0,
  };
}

async function bandsOn(tables: Tables, now: Date): Promise<{ readonly number: number; readonly rules: readonly BandRule[] } | null> {
  const version = await tables.creditCheckBands.findFirst({
    where: { state: 'APPROVED', validFrom: { lte: now } },
    orderBy: [{ validFrom: 'desc' }, { number: 'desc' }],
    select: { number: true, rules: true },
  });
  return version && { number: version.number, rules: bandRules.parse(version.rules) };
}
