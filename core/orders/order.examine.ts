import type { Scope } from '../access/scope.ts';
import { type ReadCustomer, readCustomer } from '../customers/customer.facts.ts';
import type { Db } from '../db/client.ts';
import { type PlainDate, todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Keyed } from '../kernel/idempotency.ts';
import type { Problem } from '../kernel/problems.ts';
import { checkRules, type OrderProblem } from './order.checks.ts';
import { type Facts, type OfferFacts, readFacts } from './order.facts.ts';
import { type OrderAnswers, type Part, type ReadOrder, readOrderForm } from './order.form.ts';

export interface Examination {
  readonly answers: OrderAnswers;
  readonly parts: readonly Part[];
  /** The order itself, which does not stand in its own way; null = it is not there yet. */
  readonly orderId: string | null;
  readonly sellerId: string | null;
  readonly attempt: Keyed | null;
  /** An offer that is not asked for yet, in place of the form's own. */
  readonly standIn?: OfferFacts | null;
}

export interface Examined {
  readonly read: ReadOrder;
  readonly facts: Facts;
  /** The customer of the form, read by the customers' own rules; null where the form names none. */
  readonly customer: ReadCustomer | null;
  /** Of the form and of the rules, warnings among them. */
  readonly problems: readonly OrderProblem[];
}

type Here = Pick<Ctx, 'brand' | 'clock' | 'activation'> & { readonly db: Db; readonly scope: Scope };

/** The one examination of an order, for dry runs, drafts and orders alike: the form, what the database knows, the rules. */
export async function examine(here: Here, { answers, parts, orderId, sellerId, attempt, standIn = null }: Examination): Promise<Examined> {
  const read = readOrderForm(parts, standIn ? { ...answers, offerId: standIn.id } : answers);
  const { brand, clock } = here;
  const today = todayIn(clock, brand.timeZone);
  const known = await readFacts(here, read, { sellerId, attempt, today, country: brand.country });
  const facts = standIn ? { ...known, offers: [standIn] } : known;
  const { envelope, supplies } = read;
  const faulty = new Set(read.problems.map(({ field }) => field));
  const customer = customerOf(envelope, { country: brand.country, today });
  const rules = checkRules({
    ...{ today, now: clock.now(), country: brand.country, timeZone: brand.timeZone },
    ...{ envelope, supplies, facts, customer, orderId, sellerId },
  });
  const ofForm = read.problems.map((problem) => ({ ...problem, severity: 'PROBLEM' as const }));
  // An answer that the form refuses is not missing as well.
  return { read, facts, customer, problems: [...ofForm, ...rules.filter(({ field, code }) => code !== 'REQUIRED' || !faulty.has(field))] };
}

/** The form's customer as the customers' own rules read it; null where the form names none. */
export function customerOf(
  { customer }: ReadOrder['envelope'],
  { country, today }: { country: string; today: PlainDate },
): ReadCustomer | null {
  if (!customer) return null;
  const { correspondenceAddress: _, persons = [], ...own } = customer;
  return readCustomer({ ...own, persons: [...persons], country }, today);
}

/** What keeps an order from being handed in. */
export const obstaclesIn = (problems: readonly OrderProblem[]): OrderProblem[] => problems.filter(({ severity }) => severity === 'PROBLEM');

export const orderInvalid = (problems: readonly Problem[]): DomainError =>
  new DomainError('ORDER_INVALID', 'input: the order cannot be handed in yet; see the problems', { problems });
