import type { BureauCode, Subject } from './bureau.ts';

/** Which end of the numbers is good, and where they end. */
export interface Scale {
  readonly better: 'higher' | 'lower';
  readonly minimum: number;
  readonly maximum: number;
}

export interface BureauProduct {
  readonly code: string;
  readonly scale: Scale;
  /** Whom it is about. */
  readonly kinds: readonly Subject['kind'][];
}

/** What a bureau can do: everything that depends on the bureau and is no network. */
export interface BureauFacts {
  readonly name: string;
  /** For notices to customers: who keeps the data, and where they ask for them. */
  readonly holder: string;
  readonly protocol: 'REST' | 'SOAP';
  /** ISO 3166-1 alpha-2 of the subjects it knows; null = it does not say no. */
  readonly countries: readonly string[] | null;
  /** Cheapest first. */
  readonly products: readonly BureauProduct[];
  /** Names are looked up first, and one of several candidates may have to be chosen. */
  readonly identifies: boolean;
  /** People there may have to work on it. */
  readonly answersLater: boolean;
  /** It is told where somebody lived before, and finds them there. */
  readonly looksAtFormerAddress: boolean;
  /** It tells what changes about whom it was asked about, for as long as it is wanted. */
  readonly watches?: true;
}

const PERSON = ['PERSON'] as const;
const COMPANY = ['COMPANY'] as const;
const BOTH = ['PERSON', 'COMPANY'] as const;
/** Of products that say only whether something negative is known: 1 = nothing is. */
const YES_NO: Scale = { better: 'higher', minimum: 0, maximum: 1 };

/** Which of these scales are published and which are our model stands in the README. */
export const BUREAUS: Readonly<Record<BureauCode, BureauFacts>> = {
  schufa: {
    ...{ name: 'SCHUFA', holder: 'SCHUFA Holding AG, Wiesbaden', protocol: 'REST', countries: null, identifies: false, answersLater: true },
    looksAtFormerAddress: true,
    products: [{ code: 'energy', kinds: PERSON, scale: { better: 'higher', minimum: 0, maximum: 10_000 } }],
  },
  creditreform: {
    ...{ name: 'Creditreform', holder: 'Verband der Vereine Creditreform e.V., Neuss', protocol: 'REST' },
    ...{ countries: ['DE', 'AT'], identifies: true, answersLater: true, looksAtFormerAddress: false, watches: true },
    products: [
      { code: 'compact', kinds: BOTH, scale: { better: 'lower', minimum: 100, maximum: 600 } },
      { code: 'full', kinds: COMPANY, scale: { better: 'lower', minimum: 100, maximum: 600 } },
    ],
  },
  'crif-de': {
    ...{ name: 'CRIF', holder: 'CRIF GmbH, München', protocol: 'REST', countries: ['DE'], identifies: false, answersLater: false },
    looksAtFormerAddress: true,
    products: [{ code: 'score', kinds: BOTH, scale: { better: 'higher', minimum: 0, maximum: 1_000 } }],
  },
  'crif-at': {
    ...{ name: 'CRIF', holder: 'CRIF GmbH, Wien', protocol: 'SOAP', countries: ['AT'], identifies: true, answersLater: false },
    looksAtFormerAddress: true,
    products: [{ code: 'report', kinds: BOTH, scale: { better: 'higher', minimum: 0, maximum: 1_000 } }],
  },
  boniversum: {
    ...{ name: 'Boniversum', holder: 'Creditreform Boniversum GmbH, Neuss', protocol: 'REST' },
    ...{ countries: ['DE'], identifies: false, answersLater: false, looksAtFormerAddress: false },
    products: [
      { code: 'negative', kinds: BOTH, scale: YES_NO },
      { code: 'score', kinds: PERSON, scale: { better: 'higher', minimum: 563, maximum: 1_079 } },
      { code: 'profile', kinds: COMPANY, scale: { better: 'lower', minimum: 100, maximum: 600 } },
    ],
  },
  buergel: {
    ...{ name: 'Bürgel', holder: 'CRIF GmbH, Hamburg', protocol: 'REST', countries: ['DE'], identifies: true, answersLater: true },
    looksAtFormerAddress: false,
    products: [
      { code: 'negative', kinds: COMPANY, scale: YES_NO },
      { code: 'detailed', kinds: COMPANY, scale: { better: 'lower', minimum: 10, maximum: 60 } },
    ],
  },
  deltavista: {
    ...{ name: 'Deltavista', holder: 'CRIF GmbH, Wien', protocol: 'SOAP', countries: ['AT', 'CH'], identifies: true, answersLater: false },
    looksAtFormerAddress: true,
    products: [{ code: 'report', kinds: BOTH, scale: { better: 'higher', minimum: 0, maximum: 1_000 } }],
  },
  ksv1870: {
    ...{
      name: 'KSV1870',
      holder: 'KSV1870 Information GmbH, Wien',
      protocol: 'REST',
      countries: ['AT'],
      identifies: true,
      answersLater: false,
      looksAtFormerAddress: false,
    },
    products: [{ code: 'rating', kinds: BOTH, scale: { better: 'lower', minimum: 100, maximum: 700 } }],
  },
};

/** The products about such a subject, cheapest first; none = the bureau does not cover it. */
export function productsFor(code: BureauCode, { kind, country }: Pick<Subject, 'kind' | 'country'>): readonly BureauProduct[] {
  const { countries, products } = BUREAUS[code];
  if (countries !== null && !countries.includes(country)) return [];
  return products.filter(({ kinds }) => kinds.includes(kind));
}

/** The scale of a stored answer; answers from before products had names are SCHUFA's. */
export const scaleOf = (code: BureauCode, product: string | null): Scale | null =>
  BUREAUS[code].products.find((one) => one.code === (product ?? BUREAUS[code].products[0]?.code))?.scale ?? null;

export const isBureau = (code: string | null): code is BureauCode => code !== null && Object.hasOwn(BUREAUS, code);
