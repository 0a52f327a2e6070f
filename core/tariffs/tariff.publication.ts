import type { TariffPrice } from '#prisma';
import { audit } from '../access/audit.ts';
import { fromDbDate } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { emit } from '../kernel/events.ts';
import { demandConsent } from '../kernel/hooks.ts';
import { invalid } from '../kernel/problems.ts';
import { termProblems } from './longest-term.ts';
import { mayOverlap, priceAreas } from './tariff.areas.ts';
import { tariffPublication, tariffPublished } from './tariff.points.ts';
import { priceIn } from './tariff-price.service.ts';

/**
 * Sells an approved version from its first day on; the open version of its price list that began earlier ends on that day.
 * Errors: TARIFF_PRICE_NOT_FOUND, TARIFF_PRICE_STATE, TARIFF_PRICE_INVALID (a term that the law forbids), TARIFF_PRICE_OVERLAPS,
 * TARIFF_REGIONS_OVERLAP, what a plugin denies, TARIFF_PUBLICATION_PENDING.
 */
export async function publishTariffPrice(ctx: TxCtx, id: string): Promise<void> {
  const price = await priceIn(ctx, id, ['APPROVED']);
  const { tariffId, tariff } = price;
  // Once more: the law may have changed since it was drafted.
  const tooLong = termProblems({ ...price, validFrom: fromDbDate(price.validFrom) }, { ...tariff, country: ctx.brand.country });
  if (tooLong.length > 0) throw invalid('TARIFF_PRICE_INVALID', tooLong);
  await askPlugins(ctx, price);

  const { tx } = asBrand(ctx);
  const published = await tx.tariffPrice.findMany({ where: { tariffId, state: 'PUBLISHED' }, orderBy: { validFrom: 'asc' } });
  const { region } = price;
  const predecessor = published.find((one) => one.region === region && one.validTo === null && one.validFrom < price.validFrom);
  const others = published.filter((one) => one !== predecessor && isAtTheSameTime(one, price));
  refuseOverlap(
    price,
    others.find((one) => one.region === region),
  );
  refuseSharedPlace(
    price,
    others.filter((one) => one.region !== region),
  );

  if (predecessor) await tx.tariffPrice.update({ where: { id: predecessor.id }, data: { validTo: price.validFrom } });
  await tx.tariffPrice.update({
    where: { id },
    data: { state: 'PUBLISHED', publishedAt: ctx.clock.now(), publishedBy: ctx.viewer.name },
  });
  await audit(ctx, { action: 'tariff-price.published', subject: id, after: { tariffId, ends: predecessor?.id ?? null } });
  await emit(ctx, tariffPublished, { tariffId, tariffPriceId: id });
}

const askPlugins = (ctx: TxCtx, { id, tariffId }: TariffPrice): Promise<void> =>
  demandConsent(
    tariffPublication,
    { tariffId, tariffPriceId: id },
    { ctx, pending: { code: 'TARIFF_PUBLICATION_PENDING', message: 'A check is still open; try again when it is done' } },
  );

type Times = Pick<TariffPrice, 'validFrom' | 'validTo'>;

const isAtTheSameTime = (a: Times, b: Times): boolean =>
  (a.validTo === null || b.validFrom < a.validTo) && (b.validTo === null || a.validFrom < b.validTo);

const timeOf = ({ validFrom, validTo }: Times): string => `${fromDbDate(validFrom)} to ${validTo ? fromDbDate(validTo) : 'open'}`;

function refuseOverlap(price: TariffPrice, other: TariffPrice | undefined): void {
  if (!other) return;
  const problem = `validFrom: from ${timeOf(price)} overlaps the published version ${other.id}, from ${timeOf(other)}; choose days outside of it`;
  throw new DomainError('TARIFF_PRICE_OVERLAPS', problem, { field: 'validFrom', other: other.id, time: timeOf(other) });
}

/** Of two regional lists that hold at one postcode, for one consumption, at one time, nobody could say which one is the price. */
function refuseSharedPlace(price: TariffPrice, others: readonly TariffPrice[]): void {
  const areas = priceAreas.parse(price.areas);
  const other = others.find((one) => isForTheSameUse(one, price) && mayOverlap(areas, priceAreas.parse(one.areas)));
  if (!other) return;
  const problem = `areas: the price list "${other.region}" (version ${other.id}, from ${timeOf(other)}) holds at some of these places too; take them out of one of the two`;
  throw new DomainError('TARIFF_REGIONS_OVERLAP', problem, { field: 'areas', other: other.id, region: other.region });
}

type Band = Pick<TariffPrice, 'consumptionFrom' | 'consumptionTo'>;

const isForTheSameUse = (a: Band, b: Band): boolean =>
  (a.consumptionFrom ?? 0) < (b.consumptionTo ?? Number.POSITIVE_INFINITY) &&
  (b.consumptionFrom ?? 0) < (a.consumptionTo ?? Number.POSITIVE_INFINITY);
