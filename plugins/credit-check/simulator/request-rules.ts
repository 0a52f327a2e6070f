import { z } from '#core';

// The rules of SCHUFA's schema CreditRatingRequest; patterns stand for the whole value.

const LETTERS =
  "A-Za-z\\dßÄÖÜäöüĄąŁłĽľŚśŠšŞşŤťŹźŽžŻżŔŕÁáÂâĂăĹĺĆćÇçČčÉéĘęËëĚěÍíÎîĎďƉđŃńŇňÓóÔôŐőŘřŮůÚúŰűÝýŢţÃÅÆÈÊÌÏÐÑÒÕØÙÛÞÀàãåæèêìïðñòõøùûþÿŒœŸƒ:/()',.\\-\\s";
const text = (minimum: number, maximum: number) =>
  z.string().regex(new RegExp(`^[${LETTERS}]{${minimum},${maximum}}$`), 'contains characters that are not allowed, or too many');

const YEAR_MS = 365.25 * 86_400_000;
const hasPlausibleAge = (day: string): boolean => {
  const years = (Date.now() - Date.parse(day)) / YEAR_MS;
  return years >= 7 && years <= 130;
};

const address = z.object({
  streetWithNumber: text(1, 46),
  postalCode: z.string().regex(/^[A-Za-z\d\-\s]{1,10}$/, 'is not a postal code'),
  city: text(1, 44),
  country: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is not an ISO 3166-1 alpha-3 code')
    .optional(),
});

const creditRatingRequest = z.object({
  personData: z.object({
    firstName: text(1, 44),
    lastName: text(1, 46),
    gender: z.string(),
    dateOfBirth: z.iso.date().refine(hasPlausibleAge, 'Invalid date of birth. Null or age between 7 and 130.').optional(),
    title: text(0, 30).optional(),
    placeOfBirth: text(0, 24).optional(),
    addresses: z.object({ currentAddress: address, previousAddress: address.optional() }),
  }),
  reference: z
    .string()
    .regex(/^[A-Za-z\dßÄÖÜäöü:/()',.\-\s]{1,25}$/, 'is not a reference')
    .optional(),
});

export type CreditRatingRequest = z.infer<typeof creditRatingRequest>;

export interface Violation {
  readonly field: string;
  readonly message: string;
}

export function readRequest(body: unknown): { readonly request: CreditRatingRequest } | { readonly violations: readonly Violation[] } {
  const parsed = creditRatingRequest.safeParse(body);
  if (parsed.success) return { request: parsed.data };
  return { violations: parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })) };
}
