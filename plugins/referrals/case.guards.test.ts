import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GuardFacts, guard, isPartnersAlone, isSamePerson, RULES, type SaleRule, type Somebody } from './case.guards.ts';

let serial = 0;
const someone = (changes: Partial<Somebody> = {}): Somebody => {
  serial += 1;
  return {
    ...{ customerId: `c${serial}`, nameKey: `ada sample${serial}`, lastNameKey: `sample${serial}`, birthDate: '1980-02-29' },
    ...{
      emailKey: `${serial}@sample.example`,
      addressKey: `AT|1010|ring|${serial}`,
      accounts: [`a${serial}`],
      meteringPointIds: [`m${serial}`],
    },
    ...changes,
  };
};
const facts = (changes: Partial<GuardFacts> = {}): GuardFacts => ({
  ...{ referrer: someone(), referred: someone(), ancestors: [], isReferrerActive: true, isKnownCustomer: false },
  ...{ isReferredAlready: false, isMeterRewarded: false, rewardsThisYear: 0, maximumPerYear: 5 },
  ...{ hasCampaignTariff: true, isPartnersSale: false },
  ...changes,
});
const rulesFor = (changes: Partial<GuardFacts>) => guard(facts(changes)).rules;

describe('a recommendation', () => {
  it('of a stranger is free of rules and doubts', () => {
    expect(guard(facts())).toEqual({ rules: [], doubts: [] });
  });

  it('of oneself earns nothing, also under another customer number', () => {
    const referrer = someone();
    expect(rulesFor({ referrer, referred: someone({ customerId: referrer.customerId }) })).toContain('SELF');
    expect(rulesFor({ referrer, referred: someone({ nameKey: referrer.nameKey, birthDate: referrer.birthDate }) })).toEqual(['SELF']);
    expect(rulesFor({ referrer, referred: someone({ emailKey: referrer.emailKey }) })).toEqual(['SELF']);
  });

  it('of a namesake with another birth date, or of whom nothing is known, is not of oneself', () => {
    const referrer = someone();
    expect(rulesFor({ referrer, referred: someone({ nameKey: referrer.nameKey, birthDate: '1990-01-01' }) })).toEqual([]);
    const unknown = { nameKey: '', emailKey: '', addressKey: '', lastNameKey: '', birthDate: null, accounts: [], meteringPointIds: [] };
    expect(guard(facts({ referrer: someone(unknown), referred: someone(unknown) }))).toEqual({ rules: [], doubts: [] });
  });

  it('within a household earns nothing; of a neighbour in the house it waits for a person', () => {
    const referrer = someone();
    const { addressKey, lastNameKey } = referrer;
    expect(rulesFor({ referrer, referred: someone({ addressKey, lastNameKey }) })).toEqual(['HOUSEHOLD']);
    expect(guard(facts({ referrer, referred: someone({ addressKey }) }))).toEqual({ rules: [], doubts: ['SAME_ADDRESS'] });
  });

  it('over the same account or metering point earns nothing', () => {
    const referrer = someone();
    expect(rulesFor({ referrer, referred: someone({ accounts: ['x', ...referrer.accounts] }) })).toEqual(['ACCOUNT']);
    expect(rulesFor({ referrer, referred: someone({ meteringPointIds: referrer.meteringPointIds }) })).toEqual(['METER']);
    expect(rulesFor({ isMeterRewarded: true })).toEqual(['METER']);
  });

  it('is told every rule at once', () => {
    expect(
      rulesFor({
        isKnownCustomer: true,
        isReferredAlready: true,
        rewardsThisYear: 5,
        isReferrerActive: false,
        hasCampaignTariff: false,
        isPartnersSale: true,
      }),
    ).toEqual(['KNOWN_CUSTOMER', 'ALREADY_REFERRED', 'YEAR_LIMIT', 'REFERRER_GONE', 'TARIFF', 'PARTNER_SALE']);
    expect(rulesFor({ rewardsThisYear: 4 })).toEqual([]);
  });
});

describe('a chain of recommendations', () => {
  it('never pays a circle, however long it is and under whichever number somebody comes back', () => {
    const again = fc.constantFrom<(known: Somebody) => Somebody>(
      (known) => known,
      ({ nameKey, birthDate }) => someone({ nameKey, birthDate }),
      ({ emailKey }) => someone({ emailKey }),
      ({ accounts }) => someone({ accounts }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), again, (length, at, comeBack) => {
        const chain = Array.from({ length }, () => someone());
        const [referrer = someone(), ...ancestors] = [...chain].reverse();
        const returning = ancestors[at % ancestors.length] ?? someone();
        expect(rulesFor({ referrer, ancestors, referred: comeBack(returning) })).toContain('CIRCLE');
        expect(rulesFor({ referrer, ancestors, referred: someone() })).toEqual([]);
      }),
    );
  });

  it('pays nobody who is on both of its ends', () => {
    const key = fc.constantFrom('x', 'y', '');
    const made = fc.record({
      nameKey: key,
      emailKey: key,
      addressKey: key,
      lastNameKey: key,
      birthDate: fc.constantFrom('1980-01-01', null),
    });
    fc.assert(
      fc.property(made, made, (one, other) => {
        const [referrer, referred] = [someone(one), someone(other)];
        const { rules } = guard(facts({ referrer, referred }));
        expect(rules.includes('SELF')).toBe(isSamePerson(referrer, referred));
        expect(rules.filter((rule) => !RULES.includes(rule))).toEqual([]);
      }),
    );
  });
});

describe("a partner's sale", () => {
  const wins = (rule: SaleRule, openedOn: string | null) =>
    isPartnersAlone(rule, { openedOn, begunOn: '2026-08-24' }) ? 'partner' : 'referrer';

  it('is shared, the partner’s or the referrer’s, as the campaign says', () => {
    expect(['BOTH', 'REFERRER', 'PARTNER'].map((rule) => wins(rule as SaleRule, null))).toEqual(['referrer', 'referrer', 'partner']);
  });

  it('belongs to whoever came first, or last', () => {
    expect(['2026-08-20', '2026-08-24', null].map((day) => wins('FIRST_TOUCH', day))).toEqual(['referrer', 'partner', 'partner']);
    expect(['2026-08-20', '2026-08-24', null].map((day) => wins('LAST_TOUCH', day))).toEqual(['partner', 'referrer', 'referrer']);
  });
});
