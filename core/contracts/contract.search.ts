import type { Prisma } from '#prisma';
import { emailKey } from '../customers/customer.keys.ts';

const CONTRACT_NUMBER = /^C-[0-9A-Z-]*$/i;
const CUSTOMER_NUMBER = /^K-[0-9A-Z]{5}-[0-9A-Z]{5}$/i;
/** Codes of metering points and numbers of meters: many digits, with a country or a maker before them. */
const POINT = /^[A-Z]{0,4}\d[\dA-Z]{5,}$/i;

/**
 * What somebody types to find a contract: its number or the beginning of it, the customer's number, e-mail address or name,
 * the metering point's code or the meter's number. The shape of the text says which, so that one index answers.
 */
export function searchWhere(text: string): Prisma.ContractWhereInput {
  const typed = text.trim();
  const packed = typed.replace(/[\s.]/g, '');
  if (CONTRACT_NUMBER.test(packed)) return { number: { startsWith: packed.toUpperCase() } };
  if (CUSTOMER_NUMBER.test(packed)) return { customer: { number: packed.toUpperCase() } };
  if (typed.includes('@')) return { customer: { emailKey: emailKey(typed) } };
  if (POINT.test(packed)) return { meteringPoint: { OR: [{ code: packed.toUpperCase() }, { meterNumber: typed }] } };
  return { customer: { AND: typed.split(/\s+/).map(nameBegins) } };
}

const nameBegins = (word: string): Prisma.CustomerWhereInput => {
  const begins = { startsWith: word, mode: 'insensitive' } as const;
  return { OR: [{ lastName: begins }, { firstName: begins }, { companyName: begins }] };
};
