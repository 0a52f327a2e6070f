import { addDays, fromDbDate, type PlainDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { lockByName } from '../kernel/kernel.sql.ts';
import { meteringPointCodeProblem, normaliseMeteringPointCode } from '../metering-points/metering-point-code.ts';
import { findOffer } from '../quotes/offer.ts';
import type { ReadOrder } from './order.form.ts';
import type { Problem } from './order.problems.ts';

const ADULT_YEARS = 18;
/** How far ahead supply may start. A year: prices beyond it are nobody's promise. */
const LATEST_START_DAYS = 365;

/** The answers that the checks beyond the form look at, as far as each of them is sound by itself. */
interface SoundAnswers {
  readonly offerId: string | null;
  readonly requestedStartOn: string | null;
  readonly birthDate: string | null;
  readonly meteringPointCode: string | null;
  /** Of the place of supply, with the field it stands in. */
  readonly postcode: { readonly field: string; readonly value: string } | null;
}

function soundOf({ envelope, supplies }: ReadOrder): SoundAnswers {
  const supply = supplies[0]?.answers ?? {};
  const own = supply.meteringPoint?.address?.postcode;
  const value = own ?? envelope.customer?.postcode;
  return {
    offerId: supply.offerId ?? null,
    requestedStartOn: supply.requestedStartOn ?? null,
    birthDate: envelope.customer?.birthDate ?? null,
    meteringPointCode: supply.meteringPoint?.code === undefined ? null : normaliseMeteringPointCode(supply.meteringPoint.code),
    postcode: value === undefined ? null : { field: own === undefined ? 'customer.postcode' : 'meteringPoint.address.postcode', value },
  };
}

/** The checks that need more than the form: every problem at once. `order` = the order itself, which does not stand in its own way. */
export async function checkAnswers(ctx: TxCtx, read: ReadOrder, order: { readonly id: string } | null): Promise<Problem[]> {
  const answers = soundOf(read);
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  return [
    ...(await offerProblems(ctx, answers, today)),
    ...startProblems(answers, today),
    ...customerProblems(answers, today),
    ...(await meteringPointProblems(ctx, answers, order)),
  ];
}

async function offerProblems(ctx: TxCtx, { offerId, postcode }: SoundAnswers, today: PlainDate): Promise<Problem[]> {
  if (offerId === null) return [];
  const offer = await findOffer(ctx, offerId);
  if (!offer) return [{ field: 'offerId', code: 'OFFER_NOT_FOUND', values: {} }];
  const { quote, tariff } = offer;
  const problems: Problem[] = [];
  if (quote.validUntil < ctx.clock.now())
    problems.push({ field: 'offerId', code: 'QUOTE_EXPIRED', values: { validUntil: fromDbDate(quote.validUntil) } });
  if (fromDbDate(tariff.saleFrom) > today || (tariff.saleTo && fromDbDate(tariff.saleTo) <= today)) {
    problems.push({ field: 'offerId', code: 'TARIFF_NOT_ON_SALE', values: {} });
  }
  if (postcode && postcode.value !== quote.postcode) {
    problems.push({ field: postcode.field, code: 'POSTCODE_DIFFERS', values: { quoted: quote.postcode, given: postcode.value } });
  }
  return problems;
}

/** Supply starts tomorrow at the earliest: a switch takes one working step at the market; AT: on any day (dated rule D8, D11 of the domain primer). */
function startProblems({ requestedStartOn }: SoundAnswers, today: PlainDate): Problem[] {
  if (requestedStartOn === null) return [];
  const earliest = addDays(today, 1);
  const latest = addDays(today, LATEST_START_DAYS);
  if (requestedStartOn < earliest) return [{ field: 'requestedStartOn', code: 'START_TOO_EARLY', values: { earliest } }];
  if (requestedStartOn > latest) return [{ field: 'requestedStartOn', code: 'START_TOO_LATE', values: { latest } }];
  return [];
}

function customerProblems({ birthDate }: SoundAnswers, today: PlainDate): Problem[] {
  if (birthDate === null) return [];
  const adultOn = `${String(Number(birthDate.slice(0, 4)) + ADULT_YEARS).padStart(4, '0')}${birthDate.slice(4)}`;
  return adultOn > today ? [{ field: 'customer.birthDate', code: 'CUSTOMER_TOO_YOUNG', values: {} }] : [];
}

async function meteringPointProblems(
  ctx: TxCtx,
  { meteringPointCode: code }: SoundAnswers,
  order: { readonly id: string } | null,
): Promise<Problem[]> {
  if (code === null) return [];
  const field = 'meteringPoint.code';
  const problem = meteringPointCodeProblem(field, ctx.brand.country, code);
  if (problem) return [problem];

  // The whole brand's contracts: who else has ordered is nobody's business, that somebody has is the answer.
  const { tx } = asBrand(ctx);
  if (order) await lockByName(tx, `metering point:${ctx.brand.id} ${code}`); // of two orders for one point, the second sees the first
  const point = await tx.meteringPoint.findFirst({ where: { code } });
  if (!point) return [];
  const others = await tx.contract.findMany({
    where: { meteringPointId: point.id, kind: { in: ['REVIEW', 'WAITING', 'SUPPLY'] }, ...(order && { orderId: { not: order.id } }) },
    select: { kind: true, status: true },
  });
  if (others.some(({ kind }) => kind !== 'SUPPLY')) return [{ field, code: 'METERING_POINT_TAKEN', values: {} }];
  if (others.some(({ status }) => status !== 'terminating')) return [{ field, code: 'METERING_POINT_SUPPLIED', values: {} }];
  return [];
}
