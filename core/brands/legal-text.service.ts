import { z } from 'zod';
import type { LegalText } from '#prisma';
import { audit } from '../access/audit.ts';
import { type PlainDate, toDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction } from '../kernel/context.ts';
import { lockByName } from '../kernel/kernel.sql.ts';
import { invalid, type Problem, problemsOf } from '../kernel/problems.ts';
import { LANGUAGES } from '../locales/index.ts';
import { LEGAL_KINDS, partsOf } from './legal-text.ts';

/** A hundred thousand characters are some forty pages. */
const LONGEST = 100_000;

const legalText = z.strictObject({
  kind: z.enum(LEGAL_KINDS),
  language: z.string().refine((text) => LANGUAGES.includes(text), { params: { code: 'LANGUAGE_UNKNOWN' } }),
  /** A day, "YYYY-MM-DD". */
  validFrom: z.iso.date(),
  title: z.string().trim().min(1).max(160),
  text: z
    .string()
    .trim()
    .max(LONGEST)
    // What no reader of a letter would see, but for line breaks and tabs.
    .refine((text) => !/[^\P{Cc}\t\r\n]/u.test(text), { params: { code: 'LEGAL_TEXT_UNREADABLE' } })
    .refine((text) => partsOf(text).some(({ paragraphs }) => paragraphs.length > 0), { params: { code: 'REQUIRED' } }),
});

/**
 * Writes the next version of a legal text; what was in force stays as it was. Its id. Fails with LEGAL_TEXT_INVALID and every
 * problem at once: nothing comes into force on a day that is over, because people have agreed to something else on it.
 */
export const saveLegalText = (ctx: Ctx, given: object): Promise<string> =>
  inTransaction(ctx, async (ctx) => {
    const today = todayIn(ctx.clock, ctx.brand.timeZone);
    const parsed = legalText.safeParse(given);
    const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...dayProblems(given, today)];
    if (!parsed.success || problems.length > 0) throw invalid('LEGAL_TEXT_INVALID', problems);
    const { kind, language, validFrom, ...words } = parsed.data;
    const { tx } = asBrand(ctx);
    await lockByName(tx, `legal text:${ctx.brand.id}:${kind}:${language}`);
    const last = await tx.legalText.findFirst({ where: { kind, language }, orderBy: { version: 'desc' }, select: { version: true } });
    const version = (last?.version ?? 0) + 1;
    const row = { kind, language, version, validFrom: toDbDate(validFrom), ...words };
    const { id } = await tx.legalText.create({
      data: { ...row, createdAt: ctx.clock.now(), createdBy: ctx.viewer.name },
      select: { id: true },
    });
    await audit(ctx, { action: 'brand.legal-text', subject: id, after: { kind, language, version, validFrom, title: words.title } });
    return id;
  });

const Day = z.object({ validFrom: z.iso.date() });

function dayProblems(given: object, today: PlainDate): Problem[] {
  const { data } = Day.safeParse(given);
  return data && data.validFrom < today ? [{ field: 'validFrom', code: 'LEGAL_TEXT_IN_PAST', values: { today } }] : [];
}

type Reader = Pick<Ctx, 'db' | 'brand' | 'clock'>;

/** The versions that are in force today: of each kind and language one; of one kind alone where it is named. */
export async function legalTextsNow(ctx: Reader, kind: LegalText['kind'] | null = null): Promise<LegalText[]> {
  const ids = (await legalVersionsNow(ctx)).filter((one) => kind === null || one.kind === kind).map(({ id }) => id);
  return ctx.db.legalText.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
}

/** The same without their words, which are long and of no use to most pages. */
export async function legalVersionsNow({ db, brand, clock }: Reader): Promise<Pick<LegalText, 'id' | 'kind' | 'language'>[]> {
  const rows = await db.legalText.findMany({
    where: { validFrom: { lte: toDbDate(todayIn(clock, brand.timeZone)) } },
    orderBy: [{ validFrom: 'desc' }, { version: 'desc' }],
    select: { id: true, kind: true, language: true },
  });
  return newestOf(rows);
}

/** `rows`: the newest first. */
function newestOf<T extends Pick<LegalText, 'kind' | 'language'>>(rows: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const row of rows) {
    const key = `${row.kind} ${row.language}`;
    if (!newest.has(key)) newest.set(key, row);
  }
  return [...newest.values()];
}
