import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CaseFacts, type ContractFacts, turnOf } from './case.life.ts';
import { clawBackTurn, payTurn, type RewardTurn } from './reward.life.ts';

const contract = (changes: Partial<ContractFacts> = {}): ContractFacts => ({
  ...{ id: 'k1', kind: 'SUPPLY', isCampaignTariff: true, suppliedFrom: '2026-08-01', endsOn: null, withdrawalEndsOn: '2026-08-14' },
  ...changes,
});
const turn = (changes: Partial<CaseFacts> = {}) =>
  turnOf({
    ...{ state: 'PENDING', contractId: null, waitsForPerson: false, contracts: [contract()], today: '2026-08-24' },
    terms: { minimumSupplyDays: 0, clawbackDays: 180 },
    ...changes,
  });
const stateWith = (changes: Partial<ContractFacts>, more: Partial<CaseFacts> = {}) =>
  turn({ contracts: [contract(changes)], ...more })?.state ?? null;

describe('a recommendation that waits', () => {
  it('is approved when supply has started and the withdrawal period is over', () => {
    expect(turn()).toEqual({ state: 'APPROVED', contractId: 'k1', rules: [] });
    expect(stateWith({ withdrawalEndsOn: '2026-08-24' })).toBeNull();
    expect(stateWith({ withdrawalEndsOn: '2026-08-23' })).toBe('APPROVED');
    expect(stateWith({ withdrawalEndsOn: null })).toBe('APPROVED');
    expect(stateWith({ kind: 'WAITING', suppliedFrom: null })).toBeNull();
  });

  it('waits until supply has lasted as long as the campaign says', () => {
    const terms = { minimumSupplyDays: 24, clawbackDays: 180 };
    expect(stateWith({}, { terms, today: '2026-08-24' })).toBeNull();
    expect(stateWith({}, { terms, today: '2026-08-25' })).toBe('APPROVED');
  });

  it('waits for a person where something is doubtful, and while an early end is known', () => {
    expect(turn({ waitsForPerson: true })).toBeNull();
    expect(stateWith({ endsOn: '2026-10-01' })).toBeNull();
    expect(stateWith({ endsOn: '2027-01-28' })).toBe('APPROVED');
  });

  it('gets nothing when no contract that counts came into supply', () => {
    expect(turn({ contracts: [contract({ kind: 'REFUSED' })] })).toEqual({ state: 'REJECTED', contractId: null, rules: ['NO_SUPPLY'] });
    expect(turn({ contracts: [contract({ kind: 'REFUSED' }), contract({ id: 'k2', kind: 'WAITING', suppliedFrom: null })] })).toBeNull();
    expect(stateWith({ isCampaignTariff: false })).toBe('REJECTED');
  });
});

describe('a recommendation that was approved', () => {
  const turned = (changes: Partial<ContractFacts>) => stateWith(changes, { state: 'PAID', contractId: 'k1' });

  it('is asked back when the contract is withdrawn from, undone, or ends too early', () => {
    expect(turned({ kind: 'REFUSED' })).toBe('CLAWED_BACK');
    expect(turned({ kind: 'ENDED', endsOn: '2026-08-01' })).toBe('CLAWED_BACK');
    expect(turned({ kind: 'ENDED', endsOn: '2027-01-27' })).toBe('CLAWED_BACK');
  });

  it('stays when it lasted, while supply goes on, and when another contract of the order ends', () => {
    expect(turned({ kind: 'ENDED', endsOn: '2027-01-28' })).toBeNull();
    expect(turned({ endsOn: '2026-10-01' })).toBeNull();
    expect(turned({ id: 'k2', kind: 'REFUSED' })).toBeNull();
  });
});

/** What may happen to a reward, in whatever order: null = it stays as it is. */
const DEEDS: Readonly<Record<string, (reward: Held) => RewardTurn | null>> = {
  pay: payTurn,
  'claw back': clawBackTurn,
  propose: ({ state }) => (state === 'DUE' ? { state: 'IN_PAYOUT', entry: null } : null),
  drop: ({ state }) => (state === 'IN_PAYOUT' ? { state: 'DUE', entry: null } : null),
};
type Held = Parameters<typeof payTurn>[0];

describe('the ledger of a reward', () => {
  it('holds what was paid, less what was asked back, each once, in whatever order things happen', () => {
    const cents = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(cents, fc.array(fc.constantFrom(...Object.keys(DEEDS))), (amount, deeds) => {
        const turns = deeds.reduce<{ held: Held; entries: readonly NonNullable<RewardTurn['entry']>[] }>(
          ({ held, entries }, deed) => {
            const next = DEEDS[deed]?.(held);
            return next
              ? { held: { ...held, state: next.state }, entries: [...entries, ...(next.entry ? [next.entry] : [])] }
              : { held, entries };
          },
          { held: { state: 'DUE', cents: amount }, entries: [] },
        );
        const { held, entries } = turns;
        expect(entries.reduce((sum, entry) => sum + entry.cents, 0)).toBe(held.state === 'PAID' ? amount : 0);
        expect(entries.map(({ kind }) => kind)).toEqual(['PAID', 'CLAWED_BACK'].slice(0, entries.length));
      }),
    );
  });
});
