import type { Prisma } from '#prisma';
import { addressKey } from '../customers/customer.keys.ts';
import { type PlainDate, toDbDate } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { invalid } from '../kernel/problems.ts';
import { type Consumption, consumptionProblems } from './consumption.rules.ts';

/** The place of supply as a seller or an import knows it. Decimals are texts. */
export interface MeteringPointFacts {
  /** Normalised and checked, see metering-point-code.ts. */
  readonly code: string;
  readonly commodity: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
  readonly meteringLocation?: string | null;
  readonly meterNumber?: string | null;
  readonly gridArea?: string | null;
  readonly profile?: string | null;
  readonly capacityKw?: string | null;
  readonly addressRegisterId?: string | null;
  readonly latitude?: string | null;
  readonly longitude?: string | null;
}

/**
 * The place of supply: known by its code within the brand, whoever ordered there before. What is known of it stays as it is;
 * changing it is `changeMeteringPoint`. Gives back its id.
 */
export async function saveMeteringPoint(ctx: TxCtx, facts: MeteringPointFacts): Promise<string> {
  const { tx } = asBrand(ctx);
  await tx.meteringPoint.createMany({
    data: [{ ...facts, addressKey: addressKey(facts), createdAt: ctx.clock.now() } satisfies Prisma.MeteringPointCreateManyInput],
    skipDuplicates: true,
  });
  const { id } = await tx.meteringPoint.findFirstOrThrow({ where: { code: facts.code }, select: { id: true } });
  return id;
}

export interface ConsumptionNote extends Consumption {
  readonly meteringPointId: string;
  /** "customer", "partner", "back-office", "market", "reading", "estimate". */
  readonly source: string;
  readonly validFrom: PlainDate;
}

/** What a point is expected to use in a year, from a day on. What was said before stays for the days before. Fails with CONSUMPTION_INVALID. */
export async function noteConsumption(ctx: TxCtx, { validFrom, ...note }: ConsumptionNote): Promise<void> {
  const problems = consumptionProblems(note);
  if (problems.length > 0) throw invalid('CONSUMPTION_INVALID', problems);
  const { meteringPointId, annualKwh, lowRateKwh, source } = note;
  await asBrand(ctx).tx.annualConsumption.createMany({
    data: [
      {
        meteringPointId,
        annualKwh,
        lowRateKwh: lowRateKwh ?? null,
        source,
        validFrom: toDbDate(validFrom),
        createdAt: ctx.clock.now(),
        createdBy: ctx.viewer.name,
      },
    ],
  });
}
