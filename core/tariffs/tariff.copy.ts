import type { Prisma, Tariff, TariffPrice } from '#prisma';
import { audit } from '../access/audit.ts';
import { type BrandCopyPart, brandCopy, type CopyRequest } from '../brands/brand.points.ts';
import { toDbDate, todayIn } from '../kernel/clock.ts';
import { hook } from '../kernel/hooks.ts';
import type { Problem } from '../kernel/problems.ts';
import { publishTariffPrice } from './tariff.publication.ts';

/**
 * Tariffs with what of their prices is sold today or will be, published anew: a second person approved these very numbers. Drafts
 * stay behind with their authors, and so do prices that are over.
 */
export const copyTariffs = hook(brandCopy, async (_asked, { db, clock, brand }): Promise<readonly BrandCopyPart[]> => {
  const today = toDbDate(todayIn(clock, brand.timeZone));
  const onSale = await db.tariff.findMany({
    where: { OR: [{ saleTo: null }, { saleTo: { gt: today } }] },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  const items = onSale.map(({ id, name }) => ({ id, label: name }));
  return [{ code: 'tariffs', label: 'brand.copy.tariffs', items, copy: sellTariffs }];
});

async function sellTariffs({ from, to, items }: CopyRequest) {
  const tariffs = await from.tx.tariff.findMany({ where: { id: { in: [...items] } }, orderBy: { code: 'asc' } });
  if (from.brand.currency !== to.brand.currency) return { count: 0, open: [otherCurrency(from.brand.currency, to.brand.currency)] };
  const open: Problem[] = [];
  let count = 0;
  for (const tariff of tariffs) {
    if (!to.activation.commodities.has(tariff.commodity)) {
      open.push({ field: 'tariffs', code: 'TARIFF_NOT_SOLD_THERE', values: { tariff: tariff.name, commodity: tariff.commodity } });
      continue;
    }
    if ((await sellTariff({ from, to }, tariff)) === 0)
      open.push({ field: 'tariffs', code: 'TARIFF_WITHOUT_PRICE', values: { tariff: tariff.name } });
    count += 1;
  }
  if (count > 0 && from.brand.country !== to.brand.country)
    open.push({ field: 'tariffs', code: 'TARIFFS_OF_OTHER_COUNTRY', values: { country: from.brand.country } });
  return { count, open };
}

const otherCurrency = (from: string, to: string): Problem => ({
  field: 'tariffs',
  code: 'TARIFFS_IN_OTHER_CURRENCY',
  values: { from, to },
});

type Brands = Pick<CopyRequest, 'from' | 'to'>;

/** Returns how many versions of its price are sold. */
async function sellTariff(
  { from, to }: Brands,
  { id: before, code, name, description, commodity, segment, isGreen, saleFrom, saleTo }: Tariff,
) {
  const data = { code, name, description, commodity, segment, isGreen, saleFrom, saleTo };
  const { id: tariffId } = await to.tx.tariff.create({ data, select: { id: true } });
  await audit(to, { action: 'tariff.created', subject: tariffId, after: { code, copiedFrom: from.brand.code } });
  const today = toDbDate(todayIn(to.clock, to.brand.timeZone));
  const prices = await from.tx.tariffPrice.findMany({
    where: { tariffId: before, state: 'PUBLISHED', OR: [{ validTo: null }, { validTo: { gt: today } }] },
    orderBy: { validFrom: 'asc' },
  });
  for (const price of prices) {
    const { id } = await to.tx.tariffPrice.create({ data: { tariffId, ...approved(price) }, select: { id: true } });
    await publishTariffPrice(to, id);
  }
  return prices.length;
}

/** The version as it was approved, before it is published here. */
function approved({
  id: _id,
  brandId: _brandId,
  tariffId: _tariffId,
  createdAt: _createdAt,
  publishedAt: _publishedAt,
  publishedBy: _publishedBy,
  components,
  areas,
  leavingFee,
  ...price
}: TariffPrice) {
  return {
    ...price,
    state: 'APPROVED' as const,
    components: components as Prisma.InputJsonValue,
    areas: areas as Prisma.InputJsonValue,
    ...(leavingFee !== null && { leavingFee: leavingFee as Prisma.InputJsonValue }),
  };
}
