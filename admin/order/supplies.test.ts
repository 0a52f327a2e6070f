import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

// A page's facts, as /brand.js leaves them in a browser.
vi.stubGlobal('window', {
  vk: { brand: { code: 'a', commodities: ['ELECTRICITY', 'GAS', 'SUBSCRIPTION'] }, languages: ['en'], elsewhere: [] },
});
vi.stubGlobal('document', { documentElement: { lang: 'en', dataset: {} } });
const { centsOf, furtherCommodities, newSupply, withAddress, withoutSupply } = await import('./supplies.ts');
const { newDraft } = await import('./draft.ts');

describe('an amount as people type it', () => {
  it.each([
    ['980', 98_000],
    ['1234.5', 123_450],
    ['1.234,50', 123_450],
    ["1'234.05", 123_405],
    ['€ 12,00', 1_200],
    ['12,00 €', 1_200],
  ])('%s is %s cents', (typed, cents) => {
    expect(centsOf(typed)).toBe(cents);
  });

  it.each(['', 'a lot', '12,345,6', '-5', '1,2,3', '12.3.4'])('is none: "%s"', (typed) => {
    expect(centsOf(typed)).toBeNull();
  });

  it('keeps every cent, whatever the separator', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.constantFrom('.', ','), (cents, separator) => {
        const typed = `${Math.floor(cents / 100)}${separator}${String(cents % 100).padStart(2, '0')}`;
        expect(centsOf(typed)).toBe(cents);
      }),
    );
  });
});

describe('a contract that is taken out of an order', () => {
  it('takes its answers along, and those of the others keep theirs', () => {
    const [first] = newDraft().supplies;
    if (!first) throw new Error('a draft without a contract');
    const supplies = ['one', 'two', 'three'].map((tariffName) => ({ ...first, tariffName }));
    const answers = { 'contracts.0.x': '0', 'contracts.1.x': '1', 'contracts.2.x': '2', 'customer.email': 'e' };
    const left = withoutSupply({ ...newDraft(), supplies, answers }, 1);
    expect(left.supplies.map(({ tariffName }) => tariffName)).toEqual(['one', 'three']);
    expect(left.answers).toEqual({ 'contracts.0.x': '0', 'contracts.1.x': '2', 'customer.email': 'e' });
  });
});

describe('a contract at an address of its own', () => {
  const home = { street: 'Ring', houseNumber: '1', postcode: '1010', city: 'Wien' };
  const flat = { ...home, houseNumber: '2' };
  const power = { ...newSupply('ELECTRICITY'), quoteId: 'q', municipality: 'Wien' };
  const ofFlat = { ...newSupply('ELECTRICITY', flat), quoteId: 'r', municipality: 'Wien' };
  const draft = { ...newDraft(), address: home, supplies: [power, ofFlat] };

  it('moves alone, as the others move together, and is priced anew', () => {
    const moved = withAddress({ ...draft, at: 1 }, { ...flat, postcode: '6020' });
    expect([moved.address, moved.supplies[0]]).toEqual([home, power]);
    expect(moved.supplies[1]).toMatchObject({ address: { postcode: '6020' }, quoteId: null, municipality: '' });
    const all = withAddress({ ...draft, supplies: [power, ofFlat, newSupply('GAS')] }, { ...home, street: 'Gasse' });
    expect(all.address.street).toBe('Gasse');
    expect(all.supplies.map(({ quoteId, municipality }) => [quoteId, municipality])).toEqual([
      [null, 'Wien'],
      ['r', 'Wien'],
      [null, ''],
    ]);
  });

  it("becomes the order's address once it is the only one", () => {
    const left = withoutSupply(draft, 0);
    expect([left.address, left.supplies]).toEqual([flat, [{ ...ofFlat, address: null }]]);
  });

  it('is offered what is not ordered there yet; what comes through no meter is asked for once', () => {
    const both = { ...draft, supplies: [power, newSupply('GAS'), ofFlat] };
    expect([furtherCommodities(both), furtherCommodities({ ...both, at: 2 })]).toEqual([['SUBSCRIPTION'], ['GAS', 'SUBSCRIPTION']]);
    const care = { ...draft, supplies: [...draft.supplies, newSupply('SUBSCRIPTION', flat)] };
    expect([furtherCommodities(care), furtherCommodities({ ...care, at: 1 })]).toEqual([['GAS'], ['GAS']]);
    expect(care.supplies[2]?.address).toBeNull();
  });
});
