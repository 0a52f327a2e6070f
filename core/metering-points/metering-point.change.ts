import { z } from 'zod';
import type { MeteringPoint, Prisma } from '#prisma';
import { address, maybe } from '../customers/customer.facts.ts';
import { addressKey } from '../customers/customer.keys.ts';
import { changedMeanwhile } from '../kernel/both-versions.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { invalid, type Problem, problemsOf } from '../kernel/problems.ts';
import { meteringLocationProblem, normaliseMeteringPointCode } from './metering-point-code.ts';

const decimal = (code: string, isRight: (value: number) => boolean) =>
  z
    .string()
    .refine((text) => /^-?\d{1,9}(\.\d{1,6})?$/.test(text) && isRight(Number(text)), { params: { code } })
    .nullish()
    .transform((value) => value ?? null);

/** What may change of a point. Its code, commodity and country do not: another one is another point. */
const pointFacts = z.strictObject({
  meteringLocation: maybe(60).transform((value) => value && normaliseMeteringPointCode(value)),
  meterNumber: maybe(60),
  gridArea: maybe(60),
  profile: maybe(20),
  capacityKw: decimal('CAPACITY_INVALID', (kw) => kw > 0 && kw < 1_000_000_000),
  addressRegisterId: maybe(60),
  latitude: decimal('COORDINATES_INVALID', (degrees) => Math.abs(degrees) <= 90),
  longitude: decimal('COORDINATES_INVALID', (degrees) => Math.abs(degrees) <= 180),
  street: address.street,
  houseNumber: address.houseNumber,
  postcode: address.postcode,
  city: address.city,
});
type PointFacts = z.output<typeof pointFacts>;

export interface MeteringPointChangeRequest {
  /** The version the caller saw; another one is a conflict. */
  readonly expectedVersion: number;
  /** What is to be different; what is left out stays, null empties. */
  readonly change: Readonly<Record<string, unknown>>;
}

/** Changes a metering point. Fails with METERING_POINT_INVALID, and with METERING_POINT_CHANGED where somebody else was faster. */
export const changeMeteringPoint = (ctx: Ctx, id: string, { expectedVersion, change }: MeteringPointChangeRequest): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const stored = await readPoint(ctx, id);
    if (stored.version !== expectedVersion) throw await conflict(ctx, stored, expectedVersion);
    const before = factsOf(stored);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after = soundFacts({ ...before, ...given }, stored.country);
    const fields = (Object.keys(before) as (keyof PointFacts)[]).filter((field) => before[field] !== after[field]);
    if (fields.length === 0) return;

    // The version in the condition: of two at once, the second finds no row any more.
    const { count } = await ctx.tx.meteringPoint.updateMany({
      where: { id, version: expectedVersion },
      data: { ...after, addressKey: addressKey({ ...after, country: stored.country }), version: { increment: 1 } },
    });
    if (count === 0) throw await conflict(ctx, await readPoint(ctx, id), expectedVersion);
    const pick = (facts: PointFacts): Prisma.InputJsonObject => Object.fromEntries(fields.map((field) => [field, facts[field]]));
    await asBrand(ctx).tx.meteringPointChange.createMany({
      data: [
        {
          meteringPointId: id,
          at: ctx.clock.now(),
          by: ctx.viewer.name,
          version: expectedVersion + 1,
          before: pick(before),
          after: pick(after),
        },
      ],
    });
  });

function soundFacts(given: object, country: string): PointFacts {
  const parsed = pointFacts.safeParse(given);
  if (!parsed.success) throw invalid('METERING_POINT_INVALID', problemsOf(parsed.error));
  const { meteringLocation, latitude, longitude } = parsed.data;
  const location = meteringLocation === null ? null : meteringLocationProblem('meteringLocation', country, meteringLocation);
  const half: Problem | null =
    (latitude === null) === (longitude === null)
      ? null
      : { field: latitude === null ? 'latitude' : 'longitude', code: 'REQUIRED', values: {} };
  const problems = [location, half].filter((problem) => problem !== null);
  if (problems.length > 0) throw invalid('METERING_POINT_INVALID', problems);
  return parsed.data;
}

/** A point in the viewer's rows. Fails with METERING_POINT_NOT_FOUND. */
export async function readPoint({ tx }: TxCtx, id: string): Promise<MeteringPoint> {
  const point = await tx.meteringPoint.findUnique({ where: { id } });
  if (!point) throw meteringPointNotFound(id);
  return point;
}

const meteringPointNotFound = (id: string): DomainError =>
  new DomainError('METERING_POINT_NOT_FOUND', `meteringPointId: there is no metering point ${id}`, { meteringPointId: id });

function factsOf(row: MeteringPoint): PointFacts {
  const { meteringLocation, meterNumber, gridArea, profile, addressRegisterId, street, houseNumber, postcode, city } = row;
  const [capacityKw = null, latitude = null, longitude = null] = [row.capacityKw, row.latitude, row.longitude].map(
    (value) => value?.toString() ?? null,
  );
  return {
    ...{ meteringLocation, meterNumber, gridArea, profile, capacityKw, addressRegisterId, latitude, longitude, street },
    houseNumber,
    postcode,
    city,
  };
}

async function conflict(ctx: TxCtx, stored: MeteringPoint, expectedVersion: number): Promise<DomainError> {
  const since = await asBrand(ctx).tx.meteringPointChange.findMany({
    where: { meteringPointId: stored.id, version: { gt: expectedVersion } },
    orderBy: { version: 'asc' },
  });
  const current = { version: stored.version, values: factsOf(stored) };
  return changedMeanwhile(ctx, { code: 'METERING_POINT_CHANGED', type: 'MeteringPoint', expectedVersion, current, since });
}
