import { randomInt } from 'node:crypto';
import type { Ctx } from '../kernel/context.ts';
import { askQuote } from '../quotes/quote.service.ts';

/** An Austrian metering point of nobody: right in shape, different every time. */
export const samplePointCode = (): string => `AT0031000000000000000${String(randomInt(1_000_000_000_000)).padStart(12, '0')}`;

/** Components of a fixed price: EUR a month, ct/kWh, and EUR of bonus. */
export const fixedPrice = ({ base, energy, bonus }: { base: string; energy: string; bonus?: string }) => [
  { kind: 'base-fee', amount: base, per: 'month' },
  { kind: 'energy', rate: 'single', price: energy },
  ...(bonus === undefined ? [] : [{ kind: 'bonus', form: 'fixed', amount: bonus }]),
];

/** A tariff that is on sale, and an offer for it. */
export async function sampleOffer(ctx: Ctx): Promise<string> {
  const code = 'sample';
  if (!(await ctx.db.tariff.findFirst({ where: { code } }))) {
    const tariff = await ctx.db.tariff.create({ data: { code, name: 'Sample', saleFrom: new Date('2026-01-01') } });
    await ctx.db.tariffPrice.create({
      data: {
        tariffId: tariff.id,
        validFrom: new Date('2026-01-01'),
        basis: 'NET',
        state: 'PUBLISHED',
        components: fixedPrice({ base: '1.6667', energy: '9.8' }),
        vatRate: '0.2',
        guaranteeMonths: 12,
      },
    });
  }
  const quote = await askQuote(ctx, {
    commodity: 'ELECTRICITY',
    segment: 'HOUSEHOLD',
    postcode: '1010',
    municipality: null,
    annualKwh: 3_500,
    pricesAsOf: null,
  });
  const { id } = await ctx.db.quoteOffer.findFirstOrThrow({ where: { quoteId: quote.id } });
  return id;
}

/** A form that can be handed in. */
export const completeOrder = (offerId: string, change: { customer?: object; [field: string]: unknown } = {}) => ({
  offerId,
  supplyReason: 'SWITCH',
  requestedStartOn: '2026-09-15',
  meteringPoint: { code: samplePointCode() },
  ...change,
  customer: {
    firstName: 'Ada',
    lastName: 'Sample',
    birthDate: '1980-02-29',
    email: 'ada@sample.example',
    street: 'Ring',
    houseNumber: '1',
    postcode: '1010',
    city: 'Wien',
    ...change.customer,
  },
});
