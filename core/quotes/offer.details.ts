import { z } from 'zod';
import { addDays, laterOf, type PlainDate } from '../kernel/clock.ts';
import { Decimal, toCents } from '../kernel/money.ts';
import type { Block } from '../pricing/block.ts';
import { energyBlock } from '../pricing/energy-block.ts';
import type { Usage } from '../pricing/usage.ts';
import { ruleIfAny } from '../rules/rule-lookup.ts';
import { isForUse, type PublishedPrice } from '../tariffs/price-list.ts';
import { mayOverlap } from '../tariffs/tariff.areas.ts';
import { guaranteeEndsOn } from '../tariffs/tariff.terms.ts';
import { vatOn } from './offer.draft.ts';
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

interface Asked {
  readonly request: QuoteRequest;
  readonly country: string;
  readonly usage: Usage;
  /** All published versions of the brand. */
  readonly prices: readonly PublishedPrice[];
}

export function detailsOf(offer: OfferDraft, price: PublishedPrice, asked: Asked): OfferDetails {
  return {
    bonuses: bonusesOf(offer, asked.usage.isNewCustomer !== false),
    changes: [...nextPrice(offer, price, asked), ...nextVat(offer, price, asked)],
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

/** The tariff's next published version, from the day on which the guarantee lets it reach the customer. */
function nextPrice(offer: OfferDraft, price: PublishedPrice, { request, usage, prices }: Asked): QuoteProjection[] {
  const next = prices
    .filter(
      (one) =>
        one.row.tariffId === price.row.tariffId &&
        one.validFrom > request.pricesAsOf &&
        isForUse(one, request.annualKwh) &&
        mayOverlap(one.areas, price.areas),
    )
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0];
  if (!next) return [];
  const guaranteed = guaranteeEndsOn(price.row, request.pricesAsOf) ?? request.pricesAsOf;
  const changesOn = laterOf(next.validFrom, guaranteed);
  if (changesOn > yearEnd(request)) return [];
  const terms = { basis: next.row.basis, vatRate: next.vatRate ?? offer.terms.vatRate, components: next.components };
  const yearCents = energyBlock(terms, usage).runningYearCents - (offer.blocks[0]?.runningYearCents ?? 0);
  return yearCents === 0 ? [] : [{ code: 'change.next-price', changesOn, yearCents, source: `published version ${next.row.id}` }];
}

/** A change of value added tax that is already law, on prices that were published without it. */
function nextVat({ terms, blocks: [energy] }: OfferDraft, { vatRate }: PublishedPrice, { request, country }: Asked): QuoteProjection[] {
  if (vatRate !== null || terms.basis === 'GROSS' || !energy) return [];
  const now = vatOn(country, request);
  const { commodity, segment } = request;
  const next = ruleIfAny('vat', { country, commodity, segment, day: yearEnd(request) });
  if (!now || !next?.validFrom || next.value.percent === now.rule.value.percent) return [];
  const net = energy.components.filter(({ isFirstYearOnly, isGross }) => !isFirstYearOnly && !isGross);
  const sum = net.reduce((total, { amount }) => total.plus(amount), new Decimal(0));
  const yearCents = toCents(sum.times(new Decimal(next.value.percent).div(100).minus(now.rate)));
  return [{ code: 'change.vat', changesOn: next.validFrom, yearCents, source: next.source }];
}
