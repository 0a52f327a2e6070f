import { z } from 'zod';
import type { MeteringPoint } from '#prisma';
import { address, maybe } from '../customers/customer.facts.ts';
import { addressKey } from '../customers/customer.keys.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { invalid, type Problem, problemsOf } from '../kernel/problems.ts';
import { type ChangeRequest, changeVersioned, type VersionedRow } from '../kernel/versioned-change.ts';
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

/** Changes a metering point. Fails with METERING_POINT_INVALID, and with METERING_POINT_CHANGED where somebody else was faster. */
export const changeMeteringPoint = (ctx: Ctx, id: string, request: ChangeRequest): Promise<void> =>
  inTransaction(ctx, (ctx) => changeMeteringPointWithin(ctx, id, request));

/** As `changeMeteringPoint`, for callers with an open transaction. */
export const changeMeteringPointWithin = (ctx: TxCtx, id: string, request: ChangeRequest): Promise<void> =>
  changeVersioned(ctx, request, pointRow(ctx, id, request.expectedVersion));

const pointRow = (ctx: TxCtx, id: string, version: number): VersionedRow<MeteringPoint, PointFacts> => ({
  ...{ code: 'METERING_POINT_CHANGED', type: 'MeteringPoint', factsOf },
  read: () => readPoint(ctx, id),
  sound: (given, { country }) => soundFacts(given, country),
  save: async (facts, { stored: { country } }) => {
    const data = { ...facts, addressKey: addressKey({ ...facts, country }), version: { increment: 1 } };
    return (await ctx.tx.meteringPoint.updateMany({ where: { id, version }, data })).count;
  },
  note: async (noted) => {
    const row = { meteringPointId: id, at: ctx.clock.now(), by: ctx.viewer.name, ...noted };
    await asBrand(ctx).tx.meteringPointChange.createMany({ data: [row] });
  },
  since: (version) =>
    asBrand(ctx).tx.meteringPointChange.findMany({ where: { meteringPointId: id, version: { gt: version } }, orderBy: { version: 'asc' } }),
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
