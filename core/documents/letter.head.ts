import { z } from 'zod';
import { wholeImprint } from '../brands/imprint.ts';
import { todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import type { Letterhead } from './letter.pdf.ts';
import type { LetterContext } from './order-confirmation.ts';
import type { OrderedContract } from './order-facts.ts';
import type { Wording } from './wording.ts';

/** What a letter of the brand is worded with. */
export async function letterContext({ db, brand, activation, texts }: Ctx, wording: Wording): Promise<LetterContext> {
  const { imprint } = await db.brand.findUniqueOrThrow({ where: { id: brand.id }, select: { imprint: true } });
  return { brand, imprint: wholeImprint(imprint), commodities: activation.commodities, wording, texts };
}

const Theme = z.object({ accent: z.string().regex(/^#[0-9a-f]{6}$/i) }).catch({ accent: '#333333' });

/** The brand's look around a letter, its recipient and today. */
export async function letterhead({ db, brand, clock }: Ctx, customer: OrderedContract['customer'], wording: Wording): Promise<Letterhead> {
  const { theme } = await db.brand.findUniqueOrThrow({ where: { id: brand.id }, select: { theme: true } });
  const recipient = [
    customer.companyName ?? '',
    nameOf(customer),
    `${customer.street} ${customer.houseNumber}`,
    `${customer.postcode} ${customer.city}`,
  ].filter((line) => line !== '');
  return {
    brandName: brand.name,
    accent: Theme.parse(theme).accent,
    recipient,
    date: wording.day(todayIn(clock, brand.timeZone)),
    madeAt: clock.now(),
  };
}

/** Title, first and last name; "" where a company names nobody. */
const nameOf = ({ title, firstName, lastName }: OrderedContract['customer']): string =>
  [title, firstName, lastName].filter(Boolean).join(' ');
