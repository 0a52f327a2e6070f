import { describe, expect, it } from 'vitest';
import { withdrawalEndsOn } from './withdrawal.ts';

const ask = (country: string, signedOn: string, more: Partial<Parameters<typeof withdrawalEndsOn>[0]> = {}) =>
  withdrawalEndsOn({ country, commodity: 'ELECTRICITY', isConsumer: true, channel: 'DISTANCE', signedOn, ...more });
const unknown = expect.objectContaining({ code: 'RULE_UNKNOWN' });

describe('the right to withdraw', () => {
  it.each(['DE', 'AT', 'NO', 'PL'])('ends in %s on the fourteenth day after signing', (country) => {
    expect(ask(country, '2026-09-07')?.endsOn).toBe('2026-09-21');
    expect(ask(country, '2028-02-20')?.endsOn).toBe('2028-03-05');
    expect(ask(country, '2026-12-22')?.endsOn).toBe('2027-01-05');
  });

  it('may still be declared on the next working day where it ends on a day off', () => {
    expect(ask('DE', '2026-09-05')).toMatchObject({ endsOn: '2026-09-19', acceptedUntil: '2026-09-21' }); // a Saturday
    expect(ask('DE', '2026-12-11')).toMatchObject({ endsOn: '2026-12-25', acceptedUntil: '2026-12-28' });
    expect(ask('DE', '2026-05-21', { state: 'BY' })).toMatchObject({ endsOn: '2026-06-04', acceptedUntil: '2026-06-05' });
    expect(ask('DE', '2026-05-21', { state: 'BE' })).toMatchObject({ endsOn: '2026-06-04', acceptedUntil: '2026-06-04' });
  });

  it('ends later where the customer was not instructed', () => {
    expect(ask('AT', '2026-09-07', { isInstructed: false })?.endsOn).toBe('2027-09-21');
    expect(ask('AT', '2027-02-15', { isInstructed: false })?.endsOn).toBe('2028-03-01');
    expect(ask('PL', '2026-09-07', { isInstructed: false })?.endsOn).toBe('2027-09-21');
    expect(ask('NO', '2026-09-07', { isInstructed: false })?.endsOn).toBe('2027-09-07');
  });

  it('is the consumer’s alone, and in a shop only where the law says so', () => {
    expect(ask('DE', '2026-09-07', { isConsumer: false })).toBeNull();
    expect(ask('DE', '2026-09-07', { channel: 'SHOP' })).toBeNull();
    expect(ask('AT', '2026-09-07', { channel: 'DOOR' })?.endsOn).toBe('2026-09-21');
    expect(ask('NO', '2026-09-07', { channel: 'SHOP' })?.endsOn).toBe('2026-09-21');
  });

  it('is not guessed where no source confirms it', () => {
    expect(() => ask('DK', '2026-09-07')).toThrow(unknown);
    expect(() => ask('DE', '2026-09-07', { isInstructed: false })).toThrow(unknown);
    expect(() => ask('AT', '2014-06-12')).toThrow(unknown);
    expect(() => ask('AT', '2026-09-07', { commodity: 'WATER' })).toThrow(unknown);
  });
});
