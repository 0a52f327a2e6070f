import { describe, expect, it } from 'vitest';
import { bindsBySilence, longestBroken, type RenewalQuestion } from './renewal.ts';
import { RULES } from './rule-lookup.ts';

const question = (more: Partial<RenewalQuestion> = {}): RenewalQuestion => ({
  ...{ country: 'DE', commodity: 'ELECTRICITY', segment: 'HOUSEHOLD', isConsumer: true, day: '2026-09-15' },
  ...{ from: '2026-10-01', until: '2027-10-01' },
  ...more,
});
const company = { segment: 'BUSINESS', isConsumer: false } as const;

describe('silence', () => {
  it('binds no consumer and no household, whether their rule is confirmed or waits', () => {
    for (const rules of [RULES, RULES.map((rule) => ({ ...rule, isActive: true }))])
      for (const country of ['AT', 'DE']) expect(bindsBySilence(question({ country }), rules)).toBe(false);
    expect(bindsBySilence(question({ isConsumer: false }))).toBe(false);
    expect(bindsBySilence(question({ segment: 'BUSINESS' }))).toBe(false);
  });

  it('binds a company as it agreed', () => {
    expect(bindsBySilence(question(company))).toBe(true);
  });
});

describe('the longest term', () => {
  it('holds with consent too, where a rule is confirmed', () => {
    expect(longestBroken(question({ country: 'DK', until: '2027-04-01' }))).toBeNull();
    expect(longestBroken(question({ country: 'DK', until: '2027-04-02' }))).toMatchObject({ source: 'energianke.dk; forbrug.dk' });
    expect(longestBroken(question({ country: 'DK', until: '2027-04-02', ...company }))).toBeNull();
    const waiting = RULES.map((rule) => ({ ...rule, isActive: false }));
    expect(longestBroken(question({ country: 'DK' }), waiting)).toBeNull();
  });
});
