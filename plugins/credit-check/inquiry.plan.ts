import { type Ctx, Decimal, todayIn } from '#core';
import type { BureauCode, Subject } from './providers/bureau.ts';
import { type BureauProduct, productsFor } from './providers/catalog.ts';
import { spentSince } from './report.store.ts';
import { type CreditCheckSettings, firstBureau, settings } from './settings.ts';
import { watchesSince } from './watch.store.ts';

/** One bureau that may be asked about somebody. */
export interface Option {
  readonly bureau: BureauCode;
  /** What is wanted of it. */
  readonly product: string;
  /** All products about such a subject, cheapest first. */
  readonly products: readonly BureauProduct[];
}

/** Who is asked about somebody, and for what: the first bureau, then the one that steps in. Bureaus that do not cover them are left out. */
export function optionsFor(given: CreditCheckSettings, subject: Pick<Subject, 'kind' | 'country'>, valueCents: number): Option[] {
  const second = given.fallbackBureau === 'none' ? [] : [given.fallbackBureau];
  const codes = new Set([firstBureau(given, subject.kind), ...second]);
  const isDeep = given.deepFromCents > 0 && valueCents >= given.deepFromCents;
  return [...codes].flatMap((bureau) => {
    const products = productsFor(bureau, subject);
    const product = isDeep ? products.at(-1) : products[0];
    return product ? [{ bureau, product: product.code, products }] : [];
  });
}

/** What a question costs, cents; an upgrade costs the difference. */
export function priceOf({ prices }: CreditCheckSettings, { bureau, product }: Option, upgraded: string | null): number {
  const price = (code: string): number => prices[`${bureau}.${code}`] ?? 0;
  return Math.max(0, price(product) - (upgraded === null ? 0 : price(upgraded)));
}

/** Whether the month's budget allows one more question. */
export async function isInBudget(ctx: Pick<Ctx, 'db' | 'clock' | 'brand' | 'activation'>, cents: number): Promise<boolean> {
  const { monthlyBudgetCents } = ctx.activation.settings(settings);
  if (monthlyBudgetCents === 0) return true;
  const month = todayIn(ctx.clock, ctx.brand.timeZone).slice(0, 7);
  // The month as UTC counts it: hours at its ends do not matter to a budget.
  const since = new Date(`${month}-01T00:00:00Z`);
  const [spent, watched] = await Promise.all([spentSince(ctx.db, since), watchesSince(ctx.db, since)]);
  return new Decimal(spent).plus(watched).plus(cents).lte(monthlyBudgetCents);
}
