import { z } from 'zod';
import type { Contract } from '#prisma';
import { fromDbDate, type PlainDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { normaliseMeteringPointCode } from '../metering-points/metering-point-code.ts';
import { type StartRule, startBy } from '../orders/order.dates.ts';
import { stateCode } from '../places/countries.ts';
import { startFacts } from './contract.sql.ts';
import type { Step } from './contract.states.ts';

/** When supply of a contract may start, by the rule of the day on which the market is told; null = nothing is known of its place. */
export async function earliestStartOf(ctx: TxCtx, { id, supplyReason }: Contract, today: PlainDate): Promise<StartRule | null> {
  const { country } = ctx.brand;
  const [facts] = await startFacts(ctx, id, country);
  if (!facts?.commodity) return null;
  const { commodity, region, code, answers } = facts;
  const reason = supplyReason === 'MOVE_IN' ? 'MOVE_IN' : 'SWITCH';
  const state = region === null ? null : stateCode(country, region);
  return startBy({ country, state, commodity, reason, endsOldContract: endsOldContract(answers, code), today });
}

interface StartDay {
  readonly step: Step;
  readonly effectiveOn: PlainDate | null;
  /** When the market's word arrived. */
  readonly receivedOn: PlainDate;
  readonly today: PlainDate;
}

/**
 * The day on which supply is to start: confirmed for no day before the word of it, unless a move-in may be told late; moved to a
 * day for which the market can still be told. Fails with START_BEHIND or LEAD_TIME_MISSED.
 */
export async function demandStart(ctx: TxCtx, contract: Contract, { step, effectiveOn, receivedOn, today }: StartDay): Promise<void> {
  if (step.to === 'confirmed') {
    if (effectiveOn === null || effectiveOn >= receivedOn) return;
    const earliest = (await earliestStartOf(ctx, contract, receivedOn))?.latestBack ?? receivedOn;
    if (effectiveOn < earliest)
      throw new DomainError(
        'START_BEHIND',
        `effectiveOn: supply can be confirmed for ${earliest} at the earliest; choose a later day, or say when the confirmation arrived`,
        { earliest },
      );
    return;
  }
  const wished = effectiveOn ?? (contract.requestedStartOn && fromDbDate(contract.requestedStartOn));
  const rule = wished && (await earliestStartOf(ctx, contract, today));
  if (rule && wished < rule.earliest)
    throw new DomainError(
      'LEAD_TIME_MISSED',
      `effectiveOn: supply can start on ${rule.earliest} at the earliest; choose that day or a later one`,
      {
        earliestStartOn: rule.earliest,
      },
    );
}

const entry = z.looseObject({
  endsOldContract: z.boolean().nullish().catch(null),
  meteringPoint: z
    .looseObject({ code: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});
const form = entry.extend({ contracts: z.array(entry).nullish().catch(null) });

/** Whether we end the contract with the former supplier at this point, as the order's form says. */
function endsOldContract(answers: unknown, code: string | null): boolean {
  const read = form.safeParse(answers);
  if (!read.success) return false;
  const supplies = read.data.contracts ?? [read.data];
  const own = supplies.length === 1 ? supplies[0] : supplies.find(({ meteringPoint }) => codeOf(meteringPoint?.code) === codeOf(code));
  return own?.endsOldContract ?? false;
}

const codeOf = (code: string | null | undefined): string => normaliseMeteringPointCode(code ?? '');
