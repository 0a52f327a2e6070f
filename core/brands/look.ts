import { z } from 'zod';
import { audit } from '../access/audit.ts';
import { ibanFault, maskedIban, normaliseIban } from '../customers/iban.ts';
import { asBrand, type Ctx, inTransaction } from '../kernel/context.ts';
import { invalid, type Problem, problemsOf } from '../kernel/problems.ts';
import { LANGUAGES } from '../locales/index.ts';

const coded = (code: string) => ({ params: { code } });
/** One line: what stands in a mail's header must not begin another one. */
const line = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .refine((text) => !/\p{Cc}/u.test(text), coded('LINE_BREAK_IN_NAME'));

const sender = z.strictObject({
  name: line(100),
  email: z
    .string()
    .trim()
    .max(254)
    .refine((text) => z.email().safeParse(text).success, coded('EMAIL_INVALID')),
});
const account = z.strictObject({ holder: line(70), iban: z.string().transform(normaliseIban) });

const look = z.strictObject({
  name: line(100),
  /** Of texts when the reader asks for none. */
  language: z.string().refine((text) => LANGUAGES.includes(text), coded('LANGUAGE_UNKNOWN')),
  accent: z.string().refine((text) => /^#[0-9a-f]{6}$/i.test(text), coded('COLOUR_INVALID')),
  /** In whose name mails leave; null = in the brand's name, from the installation's address. */
  sender: sender.nullable(),
  /** Where customers pay; null = letters do not say. */
  account: account.nullable(),
  /** Before each number of the brand; "" = none. */
  numberPrefix: z.string().refine((text) => /^[A-Z0-9]{0,6}$/.test(text), coded('NUMBER_PREFIX_INVALID')),
});

export type Sender = z.output<typeof sender>;
export type BrandAccount = z.output<typeof account>;

/** What is stored of it; null where nothing is. */
export const senderOf = (stored: unknown): Sender | null => sender.safeParse(stored).data ?? null;
export const accountOf = (stored: unknown): BrandAccount | null => account.safeParse(stored).data ?? null;

/** In whose name the brand's mails leave; null = its look does not say. */
export const readSender = async ({ db, brand }: Pick<Ctx, 'db' | 'brand'>): Promise<Sender | null> =>
  senderOf((await db.brand.findUniqueOrThrow({ where: { id: brand.id }, select: { sender: true } })).sender);

/** A colour that is none, or none at all, gives way to the product's own. */
export const accentOf = (theme: unknown): string => Theme.parse(theme).accent;
const Theme = z.object({ accent: z.string().regex(/^#[0-9a-f]{6}$/i) }).catch({ accent: '#0b6b8a' });

/**
 * Says how the brand shows itself: name, language, colour, sender, account, prefix of its numbers; all of it. Fails with
 * BRAND_LOOK_INVALID and every problem at once.
 */
export const saveLook = (ctx: Ctx, given: object): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const parsed = look.safeParse(given);
    const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...ibanProblems(given)];
    if (!parsed.success || problems.length > 0) throw invalid('BRAND_LOOK_INVALID', problems);
    const { tx } = asBrand(ctx);
    const where = { id: ctx.brand.id };
    const { accent, sender, account, ...facts } = parsed.data;
    const before = await tx.brand.findUniqueOrThrow({ where, select: STORED });
    await tx.brand.update({
      where,
      data: { ...facts, theme: { ...(isObject(before.theme) && before.theme), accent }, sender: sender ?? {}, account: account ?? {} },
      select: { id: true },
    });
    const after = { ...facts, accent, sender: sender ?? null, account: shownAccount(account) };
    await audit(ctx, { action: 'brand.look', subject: ctx.brand.id, before: shown(before), after });
  });

const STORED = { name: true, language: true, numberPrefix: true, theme: true, sender: true, account: true } as const;

/** For the log: the number by its last four. */
const shownAccount = (known: BrandAccount | null) => known && { holder: known.holder, iban: maskedIban(known.iban) };
const shown = ({
  theme,
  sender,
  account,
  ...facts
}: {
  readonly name: string;
  readonly theme: unknown;
  readonly sender: unknown;
  readonly account: unknown;
}) => ({
  ...facts,
  accent: accentOf(theme),
  sender: senderOf(sender),
  account: shownAccount(accountOf(account)),
});

const isObject = (value: unknown): value is Record<string, never> => typeof value === 'object' && value !== null && !Array.isArray(value);

const Given = z.object({ account: z.object({ iban: z.string() }).nullish().catch(null) }).catch({ account: null });

function ibanProblems(given: object): Problem[] {
  const { account: known } = Given.parse(given);
  const fault = known ? ibanFault(normaliseIban(known.iban)) : null;
  return fault ? [{ field: 'account.iban', ...fault }] : [];
}
