import { Decimal, z } from '#core';
import type { Address, BureauAnswer, BureauQuestion } from './bureau.ts';
import { readAnswer } from './read-answer.ts';

const NAME = 'SCHUFA';

// What goes over the wire, after SCHUFA's specification "Credit Report" 1.0.0: CreditRatingRequest and CreditRatingInformation.

/** The body of POST /energy. */
export const creditRatingRequest = ({ person, orderId }: Pick<BureauQuestion, 'person' | 'orderId'>) => ({
  personData: {
    firstName: person.firstName,
    lastName: person.lastName,
    gender: 'UNKNOWN', // mandatory there, not asked for in the order form
    ...(person.birthDate !== null && { dateOfBirth: person.birthDate }),
    addresses: {
      currentAddress: addressOf(person),
      ...(person.previousAddress && { previousAddress: addressOf(person.previousAddress) }),
    },
  },
  reference: referenceOf(orderId),
});

const addressOf = ({ street, houseNumber, postcode, city, country }: Address) => ({
  streetWithNumber: `${street} ${houseNumber}`.trim(),
  postalCode: postcode,
  city,
  ...(ALPHA_3[country] !== undefined && { country: ALPHA_3[country] }),
});

/** An order's id in 25 characters, the most a reference may have: the same 128 bits to the base of 36. */
export const referenceOf = (orderId: string): string =>
  BigInt(`0x${orderId.replaceAll('-', '')}`)
    .toString(36)
    .toUpperCase()
    .padStart(25, '0');

const report = z.object({
  reportId: z.string().min(1),
  personData: z.object({ deceasedInformation: z.object({ deceased: z.boolean() }).optional() }).optional(),
  identificationReservations: z.array(z.string()),
  score: z
    .object({
      status: z.string().optional(),
      details: z
        .object({
          value: z.number().int().optional(),
          riskRate: z.number().optional(),
          range: z.string().optional(),
          text: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  fraudInformation: z.object({ resultType: z.string() }).optional(),
});

/** A report without the parts that nobody here may need: contracts, court data and enquiries are not kept. */
export function reportAnswer(body: unknown): BureauAnswer {
  const { reportId, score, identificationReservations, personData, fraudInformation } = readAnswer(report, body, {
    from: NAME,
    what: 'the report',
  });
  const { value, riskRate, range, text } = score?.details ?? {};
  if (score?.status === 'NO_SCORE_AVAILABLE' || score === undefined) return { kind: 'no-score', reportId, reason: 'NO_SCORE_AVAILABLE' };
  if (score.status !== 'OK' || value === undefined) return { kind: 'no-score', reportId, reason: 'SCORE_ERROR' };
  return {
    kind: 'scored',
    reportId,
    score: value,
    riskRate: riskRate === undefined ? null : new Decimal(riskRate),
    range: range ?? null,
    text: text ?? null,
    doubts: [
      ...identificationReservations,
      ...(personData?.deceasedInformation?.deceased ? ['DECEASED'] : []),
      ...(fraudInformation?.resultType === 'MATCH' ? ['FRAUD_MATCH'] : []),
    ],
  };
}

const inProcessing = z.object({ reportId: z.string().min(1) });

/** A 202: its address for polling is ignored, ours is made of the configured base. */
export const manualAnswer = (body: unknown): BureauAnswer => ({
  kind: 'manual',
  reportId: readAnswer(inProcessing, body, { from: NAME, what: 'the note on manual processing' }).reportId,
});

const problem = z.object({
  title: z.string().optional(),
  status: z.number().int(),
  violations: z.array(z.object({ field: z.string() })).optional(),
});

/** The fields that a problem body complains about; null when it is no problem body. Their values are personal data and stay there. */
export function problemFields(body: unknown): readonly string[] | null {
  const parsed = problem.safeParse(body);
  return parsed.success ? (parsed.data.violations ?? []).map(({ field }) => field) : null;
}

const token = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

export function tokenAnswer(body: unknown): { readonly text: string; readonly lifeSeconds: number } {
  const { access_token, expires_in } = readAnswer(token, body, { from: NAME, what: 'the access token' });
  return { text: access_token, lifeSeconds: expires_in };
}

/** ISO 3166-1 codes of countries whose residents order; where one is missing the optional field is left out. */
const ALPHA_3: Readonly<Record<string, string>> = {
  AT: 'AUT',
  BE: 'BEL',
  BG: 'BGR',
  CH: 'CHE',
  CY: 'CYP',
  CZ: 'CZE',
  DE: 'DEU',
  DK: 'DNK',
  EE: 'EST',
  ES: 'ESP',
  FI: 'FIN',
  FR: 'FRA',
  GB: 'GBR',
  GR: 'GRC',
  HR: 'HRV',
  HU: 'HUN',
  IE: 'IRL',
  IS: 'ISL',
  IT: 'ITA',
  LI: 'LIE',
  LT: 'LTU',
  LU: 'LUX',
  LV: 'LVA',
  MT: 'MLT',
  NL: 'NLD',
  NO: 'NOR',
  PL: 'POL',
  PT: 'PRT',
  RO: 'ROU',
  SE: 'SWE',
  SI: 'SVN',
  SK: 'SVK',
  US: 'USA',
};
