/** Why there is no reward for a recommendation; explained to the back-office by the text "referrals.rule.<code>". */
export const RULES = [
  'SELF',
  'CIRCLE',
  'HOUSEHOLD',
  'ACCOUNT',
  'METER',
  'KNOWN_CUSTOMER',
  'ALREADY_REFERRED',
  'YEAR_LIMIT',
  'REFERRER_GONE',
  'TARIFF',
  'PARTNER_SALE',
] as const;
export type Rule = (typeof RULES)[number];

/** What a person should look at before a reward. */
export type Doubt = 'SAME_ADDRESS';

/** Somebody as far as they are told from others: keys and keyed hashes, never a name or an account number. */
export interface Somebody {
  readonly customerId: string;
  /** Names without order and accents; "" = not known. */
  readonly nameKey: string;
  /** The last name as it is compared. */
  readonly lastNameKey: string;
  readonly birthDate: string | null;
  readonly emailKey: string;
  readonly addressKey: string;
  /** Keyed hashes of account numbers. */
  readonly accounts: readonly string[];
  readonly meteringPointIds: readonly string[];
}

/** What is known when an order comes by a code. */
export interface GuardFacts {
  readonly referrer: Somebody;
  readonly referred: Somebody;
  /** Who recommended the referrer, who recommended them, and so on. */
  readonly ancestors: readonly Somebody[];
  /** The referrer is supplied, beyond the withdrawal period, and nobody gave notice. */
  readonly isReferrerActive: boolean;
  /** The brand supplies the referred one, or did within the campaign's time. */
  readonly isKnownCustomer: boolean;
  /** Somebody was recommended already who is the same person. */
  readonly isReferredAlready: boolean;
  /** A reward was given for one of the order's metering points within the campaign's time. */
  readonly isMeterRewarded: boolean;
  readonly rewardsThisYear: number;
  readonly maximumPerYear: number;
  readonly hasCampaignTariff: boolean;
  /** A partner sold it, and the campaign says that the sale is the partner's alone. */
  readonly isPartnersSale: boolean;
}

/** Every rule that speaks against a reward, and what a person should look at; nothing of both = it waits for supply alone. */
export function guard(facts: GuardFacts): { readonly rules: readonly Rule[]; readonly doubts: readonly Doubt[] } {
  const { referrer, referred } = facts;
  const isSelf = isSamePerson(referrer, referred);
  const isSameAddress = referrer.addressKey !== '' && referrer.addressKey === referred.addressKey;
  const isHousehold = isSameAddress && referrer.lastNameKey !== '' && referrer.lastNameKey === referred.lastNameKey;
  const found: Readonly<Record<Rule, boolean>> = {
    SELF: isSelf,
    CIRCLE: facts.ancestors.some((one) => isSamePerson(one, referred) || hasSame(one.accounts, referred.accounts)),
    HOUSEHOLD: !isSelf && isHousehold,
    ACCOUNT: !isSelf && hasSame(referrer.accounts, referred.accounts),
    METER: facts.isMeterRewarded || hasSame(referrer.meteringPointIds, referred.meteringPointIds),
    KNOWN_CUSTOMER: facts.isKnownCustomer,
    ALREADY_REFERRED: facts.isReferredAlready,
    YEAR_LIMIT: facts.rewardsThisYear >= facts.maximumPerYear,
    REFERRER_GONE: !facts.isReferrerActive,
    TARIFF: !facts.hasCampaignTariff,
    PARTNER_SALE: facts.isPartnersSale,
  };
  const rules = RULES.filter((rule) => found[rule]);
  // Neighbours of one house are what recommendations live from; flats of one family with other names are looked at.
  return { rules, doubts: rules.length === 0 && isSameAddress ? ['SAME_ADDRESS'] : [] };
}

/** The same customer, or one who was entered once more: name and birth date, or the e-mail address. */
export const isSamePerson = (one: Somebody, other: Somebody): boolean =>
  one.customerId === other.customerId ||
  (one.nameKey !== '' && one.nameKey === other.nameKey && one.birthDate !== null && one.birthDate === other.birthDate) ||
  (one.emailKey !== '' && one.emailKey === other.emailKey);

const hasSame = (some: readonly string[], others: readonly string[]): boolean => some.some((one) => others.includes(one));

export type SaleRule = 'BOTH' | 'PARTNER' | 'REFERRER' | 'FIRST_TOUCH' | 'LAST_TOUCH';

export interface Sale {
  /** When the link was opened; null = the code was given with the order. */
  readonly openedOn: string | null;
  /** When the partner began the order. */
  readonly begunOn: string;
}

/** Whether a partner's sale leaves nothing for the referrer. A link of the same day counts as given with the order. */
export function isPartnersAlone(rule: SaleRule, { openedOn, begunOn }: Sale): boolean {
  switch (rule) {
    case 'BOTH':
    case 'REFERRER':
      return false;
    case 'PARTNER':
      return true;
    case 'FIRST_TOUCH':
      return openedOn === null || openedOn >= begunOn;
    case 'LAST_TOUCH':
      return openedOn !== null && openedOn < begunOn;
  }
}
