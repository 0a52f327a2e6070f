import { z } from 'zod';
import type { TxCtx } from '../kernel/context.ts';
import { type Problem, problemsOf } from '../kernel/problems.ts';
import { LANGUAGES } from '../locales/index.ts';
import { isCountry } from '../places/countries.ts';
import { takenHosts } from './brand.sql.ts';

const MOST_HOSTS = 10;
const HOST_LENGTH = 253;
/** Labels of letters, digits and hyphens; the last one is no number, so that an address of four numbers is none. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*(?:[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;

const coded = (code: string) => ({ params: { code } });

const newBrand = z.strictObject({
  code: z
    .string()
    .trim()
    .refine((text) => /^[a-z][a-z0-9-]{0,29}$/.test(text), coded('BRAND_CODE_INVALID')),
  name: z.string().trim().min(1).max(100),
  hosts: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .transform((text) => text.replace(/\.$/, ''))
        .refine((text) => text.length <= HOST_LENGTH && HOST.test(text), coded('BRAND_HOST_INVALID')),
    )
    .min(1)
    .max(MOST_HOSTS),
  country: z
    .string()
    .trim()
    .refine((text) => isCountry(text), coded('COUNTRY_UNKNOWN')),
  language: z.string().refine((text) => LANGUAGES.includes(text), coded('LANGUAGE_UNKNOWN')),
  currency: z.string().refine((text) => Intl.supportedValuesOf('currency').includes(text), coded('CURRENCY_UNKNOWN')),
  timeZone: z.string().refine(isTimeZone, coded('TIME_ZONE_UNKNOWN')),
  /** "#0b7285": the one colour from which a page's others follow. */
  accent: z.string().refine((text) => /^#[0-9a-f]{6}$/i.test(text), coded('COLOUR_INVALID')),
});

export type NewBrandForm = z.output<typeof newBrand>;

/** The form of a new brand, or everything that is wrong with it: its words, and names that are taken. */
export async function readNewBrand({ tx }: Pick<TxCtx, 'tx'>, given: unknown): Promise<{ form: NewBrandForm | null; problems: Problem[] }> {
  const parsed = newBrand.safeParse(given);
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...(await takenNames(tx, given))];
  return { form: parsed.success && problems.length === 0 ? parsed.data : null, problems };
}

const Names = z.object({
  code: z.string().trim().catch(''),
  hosts: z.array(z.string().trim().toLowerCase().catch('')).catch([]),
});

async function takenNames(tx: TxCtx['tx'], given: unknown): Promise<Problem[]> {
  const { code, hosts } = Names.parse(given);
  const taken = await takenHosts(tx, hosts);
  const isTaken = code !== '' && (await tx.brand.count({ where: { code } })) > 0;
  return [
    ...(isTaken ? [{ field: 'code', code: 'BRAND_CODE_TAKEN', values: { code } }] : []),
    ...hosts.flatMap((host, index) => {
      const field = `hosts.${index}`;
      if (taken.has(host)) return [{ field, code: 'BRAND_HOST_TAKEN', values: { host } }];
      return host !== '' && hosts.indexOf(host) < index ? [{ field, code: 'BRAND_HOST_TWICE', values: { host } }] : [];
    }),
  ];
}

function isTimeZone(text: string): boolean {
  try {
    return text.includes('/') && new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
