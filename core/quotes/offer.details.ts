import { z } from 'zod';
import { addDays, laterOf, type PlainDate } from '../kernel/clock.ts';
import { Decimal, toCents } from '../kernel/money.ts';
import type { Block } from '../pricing/block.ts';
import { energyBlock } from '../pricing/energy-block.ts';
import type { Usage } from '../pricing/usage.ts';
import { vatRateOn } from '../rules/rates.ts';
import { holdsOn, isForUse, type PublishedPrice, versionsOf } from '../tariffs/price-list.ts';
import { isSoldAt } from '../tariffs/tariff.areas.ts';
import { guaranteeEndsOn } from '../tariffs/tariff.terms.ts';
import type { OfferDraft, QuoteProjection, QuoteRequest } from './quote.points.ts';

/** What stands beside an offer: its bonuses, and what is known to change within the year. Never mixed into the price. */
export const offerDetails = z.object({
  bonuses: z
    .array(
      z.object({
        amountCents: z.number().int(),
        condition: z.string().nullable(),
        isForNewCustomers: z.boolean(),
        /** null = with the first annual bill. */
        payableAfterDays: z.number().int().nullable(),
      }),
    )
    .default([]),
  changes: z.array(z.object({ code: z.string(), changesOn: z.string(), yearCents: z.number().int(), source: z.string() })).default([]),
});
export type OfferDetails = z.output<typeof offerDetails>;

export interface Asked {
  readonly request: QuoteRequest;
  readonly country: string;
  /** Of the offers, and of what their later versions depend on. */
  readonly usage: Usage;
  /** Where it is; null = nobody knows. */
  readonly gridArea: string | null;
  /** All published versions of the brand. */
  readonly prices: readonly PublishedPrice[];
}

export function detailsOf(offer: OfferDraft, price: PublishedPrice, asked: Asked): OfferDetails {
  return {
    bonuses: bonusesOf(offer, asked.usage.isNewCustomer !== false),
    changes: [...nextPrices(offer, price, asked), ...nextVat(offer, price, asked)],
  };
}

/** The block has a line for each bonus that counts, in the order of the price's components. */
function bonusesOf({ terms, blocks: [energy] }: OfferDraft, isNewCustomer: boolean): OfferDetails['bonuses'] {
  const bonuses = terms.components.flatMap((part) => (part.kind === 'bonus' ? [part] : []));
  const counted = bonuses.filter(({ audience }) => audience === 'everybody' || isNewCustomer);
  const lines = energy?.components.filter(({ code }) => code.startsWith('bonus')) ?? [];
  return counted.map(({ condition, audience, payable }, index) => ({
    amountCents: toCents(grossOf(lines[index], terms.vatRate)),
    condition: condition ?? null,
    isForNewCustomers: audience === 'new-customer',
    payableAfterDays: payable.on === 'supply-start' ? payable.afterDays : null,
  }));
}

const grossOf = (line: Block['components'][number] | undefined, vatRate: Decimal): Decimal =>
  line ? line.amount.neg().times(line.isGross ? 1 : vatRate.plus(1)) : new Decimal(0);

/** The last day of the year that a quote is for. */
const yearEnd = ({ pricesAsOf }: Pick<QuoteRequest, 'pricesAsOf'>): PlainDate => addDays(pricesAsOf, 364);

/** Published versions that follow a priced one at the quote's place and for its consumption, oldest first. */
export function laterVersions({ row }: PublishedPrice, { request, gridArea, prices }: Omit<Asked, 'usage' | 'country'>): PublishedPrice[] {
  const { postcode, annualKwh, pricesAsOf } = request;
  return versionsOf(prices, row.tariffId).filter(
    (one) => one.validFrom > pricesAsOf && isForUse(one, annualKwh) && isSoldAt(one.areas, { postcode, gridArea }),
  );
}

/**
 * What the tariff will cost within the year: on each day on which a later version reaches the customer, the version that holds
 * on that day. A guarantee holds all of them back until it ends, and what was replaced by then never comes.
 */
function nextPrices(offer: OfferDraft, price: PublishedPrice, asked: Asked): QuoteProjection[] {
  const later = laterVersions(price, asked);
  const guaranteed = guaranteeEndsOn(price.row, asked.request.pricesAsOf) ?? asked.request.pricesAsOf;
  const days = [...new Set(later.map(({ validFrom }) => laterOf(validFrom, guaranteed)))].filter((day) => day <= yearEnd(asked.request));
  let known = 0;
  return days.sort().flatMap((changesOn) => {
    const next = later.find(({ validFrom, validTo }) => holdsOn(validFrom, validTo, changesOn));
    const yearCents = next ? yearMore(offer, next, asked.usage) : known;
    if (!next || yearCents === known) return [];
    known = yearCents;
    return [{ code: 'change.next-price', changesOn, yearCents, source: `published version ${next.row.id}` }];
  });
}

/** What a version costs more in a running year than an offer. */
function yearMore({ terms, blocks: [energy] }: OfferDraft, next: PublishedPrice, usage: Usage): number {
  const changed = { basis: next.row.basis, vatRate: next.vatRate ?? terms.vatRate, components: next.components };
  return energyBlock(changed, usage).runningYearCents - (energy?.runningYearCents ?? 0);
}

/** A change of value added tax that is already law, on prices that were published without it. */
function nextVat({ terms, blocks: [energy] }: OfferDraft, { vatRate }: PublishedPrice, { request, country }: Asked): QuoteProjection[] {
  if (vatRate !== null || terms.basis === 'GROSS' || !energy) return [];
  const now = vatRateOn({ ...request, country, day: request.pricesAsOf });
  const next = vatRateOn({ ...request, country, day: yearEnd(request) });
  if (!now || !next?.rule.validFrom || next.rate.equals(now.rate)) return [];
  const net = energy.components.filter(({ isFirstYearOnly, isGross }) => !isFirstYearOnly && !isGross);
  const sum = net.reduce((total, { amount }) => total.plus(amount), new Decimal(0));
  const yearCents = toCents(sum.times(next.rate.minus(now.rate)));
  return [{ code: 'change.vat', changesOn: next.rule.validFrom, yearCents, source: next.rule.source }];
}
