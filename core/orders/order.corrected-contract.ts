import type { Contract } from '#prisma';
import { writeColumns } from '../contracts/contract.columns.ts';
import { openSlice, startSlices } from '../contracts/contract.slices.ts';
import { writeRows } from '../db/write-rows.sql.ts';
import { fromDbDate } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { noteConsumption } from '../metering-points/consumption.service.ts';
import { changeMeteringPointWithin } from '../metering-points/metering-point.change.ts';
import type { PartyColumns } from './order.corrected-party.ts';
import type { Examined } from './order.examine.ts';
import { codeOf } from './order.facts.ts';
import type { SoundSupply, Supply } from './order.form.ts';
import { type Correction, isSame } from './order.handed-in.ts';
import { agreedColumns, pointsOf } from './order.rows.ts';

/** One contract of a corrected order. */
export interface CorrectedSupply extends Correction {
  /** Its place in the form. */
  readonly index: number;
  readonly supply: Supply;
  /** Its answers as they were handed in. */
  readonly former: SoundSupply;
}

/** Makes a contract, its tariff slice and its metering point say what the corrected form does; what was not corrected stays. */
export async function correctContract(
  ctx: TxCtx,
  { id, meteringPointId, hasMeteringPoint }: Contract,
  asked: CorrectedSupply & { readonly party: PartyColumns },
): Promise<void> {
  // Read again: a contract follows its customer's account by itself. Its point may have been let go of, see `letGoOfPoints`.
  const contract = { ...(await ctx.tx.contract.findUniqueOrThrow({ where: { id } })), meteringPointId, hasMeteringPoint };
  const columns = { ...correctedColumns(ctx, contract, asked), ...asked.party, ...(await correctPoint(ctx, contract, asked)) };
  const warnings = new Set(asked.after.problems.filter(({ severity }) => severity === 'WARNING').map(({ code }) => code));
  const reason = warnings.size === 0 ? null : `in spite of ${[...warnings].join(', ')}`;
  const { requestedStartOn, tariffId } = await writeColumns(ctx, contract, { columns, reason, transition: 'correct' });
  if (requestedStartOn === null || tariffId === null) return;
  const validFrom = fromDbDate(requestedStartOn);
  if (!isSame(requestedStartOn, contract.requestedStartOn)) await startSlices(ctx, id, validFrom);
  if (tariffId !== contract.tariffId) await openSlice(ctx, contract, { tariffId, validFrom, reason: 'order' });
}

/**
 * Contracts that are to be delivered elsewhere let go of their points first: two of one order may exchange them, and the database
 * lets nobody have a point twice, not for a moment.
 */
export async function letGoOfPoints(
  { tx }: TxCtx,
  corrected: readonly { readonly contract: Contract; readonly supply: Supply; readonly former: SoundSupply }[],
): Promise<void> {
  const moved = corrected.filter(({ supply, former }) => codeOf(supply) !== codeOf(former));
  if (moved.length < 2) return;
  await tx.contract.updateMany({
    where: { id: { in: moved.map(({ contract }) => contract.id) } },
    data: { meteringPointId: null, hasMeteringPoint: false },
  });
}

/** The fields of `now` that are not as `then`. */
function differing<T extends object>(then: T, now: T): Partial<T> {
  const former = new Map<string, unknown>(Object.entries(then));
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => !isSame(value, former.get(field)))) as Partial<T>;
}

type Agreed = ReturnType<typeof agreedColumns>;

/** What the corrected form agrees otherwise than the first one. An offer that was changed is agreed today, all else on the first day. */
function correctedColumns({ brand: { country } }: TxCtx, contract: Contract, asked: CorrectedSupply): Partial<Agreed> {
  const { before, after, form, supply, former, index, partnerId, today } = asked;
  const received = contract.receivedOn ? fromDbDate(contract.receivedOn) : today;
  const isOtherOffer = !isSame(former.offerId, supply.offerId);
  const now = agreedColumns(country, { form, facts: after.facts, partnerId, today: isOtherOffer ? today : received }, supply);
  const first = before.read.form;
  const firstSupply = first?.supplies[index];
  if (!first || !firstSupply) return now;
  const then = agreedColumns(country, { form: first, facts: before.facts, partnerId, today: received }, firstSupply);
  return differing(then, now);
}

/** Another code is another point; else the point that there is takes what was corrected. */
async function correctPoint(
  ctx: TxCtx,
  contract: Contract,
  asked: CorrectedSupply,
): Promise<Partial<Pick<Contract, 'meteringPointId' | 'hasMeteringPoint'>>> {
  const { after, form, supply, former, partnerId, today } = asked;
  const code = codeOf(supply);
  if (code !== codeOf(former)) {
    const sold = { form: { ...form, supplies: [supply] }, facts: after.facts, partnerId, today };
    const { ids, rows } = pointsOf(ctx, sold);
    await writeRows({ db: ctx.tx, scope: ctx.scope }, rows);
    return { meteringPointId: ids.get(code ?? '') ?? null, hasMeteringPoint: contract.hasMeteringPoint };
  }
  const { meteringPointId } = contract;
  if (meteringPointId === null) return {};
  await correctPlace(ctx, meteringPointId, asked);
  const { annualKwh, lowRateKwh } = supply;
  if (annualKwh === undefined || (annualKwh === former.annualKwh && lowRateKwh === former.lowRateKwh)) return {};
  const source = partnerId === null ? 'back-office' : 'partner';
  await noteConsumption(ctx, { meteringPointId, annualKwh, lowRateKwh: lowRateKwh ?? null, source, validFrom: today });
  return {};
}

/**
 * A point that says what the order said takes the correction; where it said something else, it was known before the order, and
 * stays as it is: the seller is warned, as when the order came in. Fails with METERING_POINT_CHANGED.
 */
async function correctPlace(ctx: TxCtx, pointId: string, { before, after, supply, former, seen }: CorrectedSupply): Promise<void> {
  const point = await asBrand(ctx).tx.meteringPoint.findUniqueOrThrow({ where: { id: pointId } });
  const first = placeIn(before, former);
  const isOwn = (field: keyof Place) => isSame(point[field], first[field]);
  const change = differing(first, placeIn(after, supply));
  const own = Object.fromEntries(PLACE.filter((field) => field in change && isOwn(field)).map((field) => [field, change[field]]));
  if (Object.keys(own).length === 0) return;
  await changeMeteringPointWithin(ctx, pointId, { expectedVersion: seen[pointId] ?? 0, change: own });
}

const PLACE = ['meterNumber', 'street', 'houseNumber', 'postcode', 'city'] as const;
type Place = { readonly [Field in (typeof PLACE)[number]]: string | null | undefined };

/** Where a contract is supplied, and by which meter, as the form says. */
function placeIn({ read: { envelope }, facts }: Examined, { meteringPoint }: SoundSupply): Place {
  const { street, houseNumber, postcode, city } = meteringPoint?.address ?? envelope.customer ?? facts.customer ?? {};
  return { meterNumber: meteringPoint?.meterNumber ?? null, street, houseNumber, postcode, city };
}
