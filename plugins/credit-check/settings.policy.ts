import { z } from '#core';
import { BUREAU_CODES } from './providers/bureau.ts';

const cents = z.number().int().min(0).max(1_000_000_000);
const days = (maximum: number) => z.number().int().min(1).max(maximum);

/** Whom to ask, how deep, for how much, and what happens when nobody answers. */
export const inquiryPolicy = {
  companyBureau: z
    .enum(['none', ...BUREAU_CODES])
    .default('none')
    .describe('Who is asked about companies. "none": a person decides about each of them, unless the first bureau covers companies too.'),
  fallbackBureau: z
    .enum(['none', ...BUREAU_CODES])
    .default('none')
    .describe('Who is asked when the first bureau is out of reach, or knows nothing of the customer.'),
  fallbackAfterTries: z
    .number()
    .int()
    .min(1)
    .max(12)
    .default(3)
    .describe('After how many tries without an answer the second bureau is asked.'),
  deepFromCents: cents
    .default(0)
    .describe("From this value of the first year on (cents) the bureau's deepest product is asked instead of its cheapest. 0 = never."),
  prices: z
    .record(z.string().regex(/^[a-z\d-]+\.[a-z-]+$/, 'names "bureau.product"'), cents)
    .default({})
    .describe('What a question costs, in cents, by bureau and product: {"creditreform.full": 950}. What is missing counts as free.'),
  monthlyBudgetCents: cents
    .default(0)
    .describe('What the questions of a calendar month may cost, in cents. Above it a person decides, and nothing is bought. 0 = no limit.'),
  whenNoAnswer: z
    .enum(['ask-a-person', 'park', 'accept-below'])
    .default('ask-a-person')
    .describe('When no bureau has answered after the last try: let a person decide, wait on and ask every hour, or accept small orders.'),
  acceptBelowCents: cents
    .default(0)
    .describe('With "accept-below": orders whose first year is worth less (cents) are accepted without an answer; others go to a person.'),
  monitor: z
    .enum(['nobody', 'companies', 'everybody'])
    .default('nobody')
    .describe(
      'Whom a bureau watches for us while they are supplied: it tells what changes, and a person looks at it. Creditreform alone does; the watch begins with supply and ends with it. Its price is "creditreform.watch", for five weeks.',
    ),
  formerAddressMonths: z
    .number()
    .int()
    .min(0)
    .max(60)
    .default(6)
    .describe(
      'The order form asks whoever moved within so many months for the address before, while a bureau is asked that looks there. 0 = never.',
    ),
  depositMonths: z.number().int().min(1).max(3).default(2).describe('How many monthly payments a deposit is.'),
};

/** What people have to keep to. */
export const reviewPolicy = {
  fourEyesFromCents: cents
    .default(0)
    .describe('From this value of the first year on (cents) two people have to say the same. 0 = one person is enough.'),
  decideWithinDays: days(60).default(5).describe('Until when a person has to decide, in days after the order came in.'),
  decideDaysBeforeStart: z
    .number()
    .int()
    .min(0)
    .max(90)
    .default(14)
    .describe('How many days before the wished start of supply a decision is due at the latest.'),
  remindAt: z.email().or(z.literal('')).default('').describe('Who gets a mail each morning about decisions that are due. Empty = nobody.'),
};
