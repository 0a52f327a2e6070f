import { inkOf } from '../brands/colour.ts';
import { type Imprint, wholeImprint } from '../brands/imprint.ts';
import { readPrintLogo } from '../brands/logo.ts';
import { accentOf, accountOf, type BrandAccount } from '../brands/look.ts';
import { todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { legalTextsOf } from './legal-sections.ts';
import type { Letterhead } from './letter.pdf.ts';
import type { LetterContext } from './order-confirmation.ts';
import type { OrderedContract, OrderedOrder } from './order-facts.ts';
import type { Wording } from './wording.ts';

/** What a letter of the brand about an order is worded with. */
export async function letterContext(ctx: Ctx, order: Pick<OrderedOrder, 'legalTextIds'>, wording: Wording): Promise<LetterContext> {
  const { db, brand, activation, texts } = ctx;
  const { imprint } = await db.brand.findUniqueOrThrow({ where: { id: brand.id }, select: { imprint: true } });
  const legalTexts = await legalTextsOf(ctx, order);
  return { brand, imprint: wholeImprint(imprint), legalTexts, commodities: activation.commodities, wording, texts };
}

/** The brand's look around a letter, its recipient and today. */
export async function letterhead(ctx: Ctx, customer: OrderedContract['customer'], wording: Wording): Promise<Letterhead> {
  const { db, brand, clock } = ctx;
  const { theme, imprint, account } = await db.brand.findUniqueOrThrow({
    where: { id: brand.id },
    select: { theme: true, imprint: true, account: true },
  });
  const recipient = [
    customer.companyName ?? '',
    nameOf(customer),
    `${customer.street} ${customer.houseNumber}`,
    `${customer.postcode} ${customer.city}`,
  ].filter((line) => line !== '');
  return {
    brandName: brand.name,
    accent: inkOf(accentOf(theme)),
    logo: await readPrintLogo(ctx),
    foot: footOf(wholeImprint(imprint), accountOf(account)),
    recipient,
    date: wording.day(todayIn(clock, brand.timeZone)),
    madeAt: clock.now(),
  };
}

/** Who the supplier is and where customers pay; what the brand does not say is left out. */
function footOf(imprint: Imprint | null, account: BrandAccount | null): string {
  const supplier = imprint && `${imprint.name}, ${imprint.street} ${imprint.houseNumber}, ${imprint.postcode} ${imprint.city}`;
  return [supplier, account && `${account.holder}, IBAN ${account.iban}`].filter(Boolean).join(' · ');
}

/** Title, first and last name; "" where a company names nobody. */
const nameOf = ({ title, firstName, lastName }: OrderedContract['customer']): string =>
  [title, firstName, lastName].filter(Boolean).join(' ');
