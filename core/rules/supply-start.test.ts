import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingDay, workingDayFrom } from '../calendar/working-days.ts';
import { addDays } from '../kernel/clock.ts';
import { earliestStart } from './supply-start.ts';

interface Case {
  readonly country?: string;
  readonly state?: string;
  readonly commodity?: string;
  readonly reason?: 'SWITCH' | 'MOVE_IN';
  readonly ends?: boolean;
}
const start = (today: string, { country = 'DE', state, commodity = 'ELECTRICITY', reason = 'SWITCH', ends = false }: Case = {}) =>
  earliestStart({ country, state, commodity, reason, endsOldContract: ends, today });
const by = { state: 'BY' };
const gas = { commodity: 'GAS' };
const unknown = expect.objectContaining({ code: 'RULE_UNKNOWN' });

describe('the earliest start of supply in Germany', () => {
  it.each<[string, Case, string, string]>([
    ['2025-10-01', {}, '2025-10-03', 'power: one working day lies between, the start itself may be a holiday'],
    ['2025-10-01', { ends: true }, '2025-10-07', 'power, old contract ended by us: two working days lie between'],
    ['2025-10-01', { reason: 'MOVE_IN' }, '2025-10-03', 'power, move-in: one working day ahead'],
    ['2025-10-01', gas, '2025-10-17', 'gas: ten working days'],
    ['2025-10-01', { ...gas, ends: true }, '2025-10-22', 'gas, old contract ended by us: thirteen'],
    ['2026-11-30', {}, '2026-12-02', 'a Monday'],
    ['2026-11-26', {}, '2026-11-28', 'a Thursday: Friday is the working day, supply may start on a Saturday'],
    ['2026-11-27', {}, '2026-12-01', 'a Friday'],
    ['2026-11-28', {}, '2026-12-01', 'a Saturday: the day of application does not count anyway'],
    ['2026-11-29', {}, '2026-12-01', 'a Sunday'],
    ['2026-04-02', {}, '2026-04-08', 'before Easter'],
    ['2026-06-03', by, '2026-06-06', 'Bavaria keeps Corpus Christi'],
    ['2026-06-03', { state: 'BE' }, '2026-06-05', 'Berlin does not'],
    ['2026-12-31', {}, '2027-01-05', 'the turn of the year'],
    ['2026-12-23', {}, '2026-12-25', 'Christmas Eve is a working day, supply may start on Christmas Day'],
    ['2028-02-28', {}, '2028-03-01', 'a leap day is a day'],
    ['2026-03-27', {}, '2026-03-31', 'the clock goes forward in between'],
    ['2026-10-23', {}, '2026-10-27', 'the clock goes back in between'],
    ['2026-12-16', { ...gas, ends: true }, '2027-01-07', 'gas over Christmas: 13 working days'],
    ['2026-12-16', { ...gas, ends: true, state: 'BY' }, '2027-01-08', 'and Epiphany in Bavaria'],
  ])('%s %j -> %s (%s)', (today, given, expected) => {
    expect(start(today, given)).toMatchObject({ earliest: expected, latestBack: null });
  });

  it('lies up to six weeks back for a move-in with gas: forty-two days, not a month and a half', () => {
    expect(start('2025-10-01', { ...gas, reason: 'MOVE_IN' })).toMatchObject({ earliest: '2025-08-20', latestBack: '2025-08-20' });
    expect(start('2028-03-01', { ...gas, reason: 'MOVE_IN' }).latestBack).toBe('2028-01-19');
  });

  it('names the rule and its source', () => {
    expect(start('2026-11-30', { ends: true }).rule).toMatchObject({ kind: 'switch-lead-time', situation: 'WITH_TERMINATION' });
    expect(start('2026-11-30').rule.source).toContain('BK6-22-024');
  });
});

describe('the earliest start of supply in Austria', () => {
  it.each<[string, string | null, string]>([
    ['2026-09-14', '2026-09-15', 'a Monday: applied for today, supplied from tomorrow'],
    ['2026-09-18', '2026-09-19', 'a Friday: supply may start on any day'],
    ['2026-09-19', '2026-09-22', 'a Saturday: applied for on Monday'],
    ['2026-10-26', '2026-10-28', 'the national holiday'],
    ['2026-12-24', '2026-12-25', 'Christmas Eve is a working day'],
    ['2026-12-25', '2026-12-29', 'Christmas'],
    ['2026-03-31', null, 'before the technical step of 24 hours is in force'],
    ['2026-04-01', '2026-04-02', 'its first day'],
  ])('%s -> %s (%s)', (today, expected) => {
    if (expected === null) expect(() => start(today, { country: 'AT' })).toThrow(unknown);
    else expect(start(today, { country: 'AT' }).earliest).toBe(expected);
  });
});

describe('where no rule is confirmed', () => {
  it.each<[string, Case]>([
    ['2026-09-14', { country: 'AT', reason: 'MOVE_IN' }],
    ['2026-09-14', { country: 'AT', ...gas }],
    ['2026-09-14', { country: 'DK' }],
    ['2026-09-14', { country: 'NO' }],
    ['2026-09-14', { country: 'PL' }],
    ['2026-09-14', { commodity: 'WATER' }],
    ['2025-06-05', {}],
  ])('nothing is guessed: %s %j', (today, given) => {
    expect(() => start(today, given)).toThrow(unknown);
  });
});

describe('every earliest start ahead', () => {
  const states = ['BB', 'BE', 'BW', 'BY', 'HB', 'HE', 'HH', 'MV', 'NI', 'NW', 'RP', 'SH', 'SL', 'SN', 'ST', 'TH', undefined];
  const day = fc.integer({ min: 0, max: 2_500 }).map((count) => addDays('2026-04-01', count));
  const anyCase = fc.record({
    country: fc.constantFrom('DE', 'AT'),
    state: fc.constantFrom(...states),
    ends: fc.boolean(),
  });

  it('comes after the day of application, after a working day, and never moves back as days pass', () => {
    fc.assert(
      fc.property(day, anyCase, (today, { country, state, ends }) => {
        const given = { country, ends, ...(state !== undefined && { state }) };
        const region = { country, state };
        const { earliest } = start(today, given);
        expect(earliest > today).toBe(true);
        expect(isWorkingDay(addDays(earliest, -1), region)).toBe(true);
        expect(start(addDays(today, 1), given).earliest >= earliest).toBe(true);
        // On the weekend nothing is lost and nothing is won against the next working day's eve.
        expect(start(workingDayFrom(today, region), given).earliest >= earliest).toBe(true);
      }),
    );
  });

  it('has exactly the days of the rule between itself and the day of application', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...states), fc.boolean(), fc.constantFrom('GAS', 'ELECTRICITY'), (today, state, ends, commodity) => {
        const given = { ends, commodity, ...(state !== undefined && { state }) };
        const { earliest, rule } = start(today, given);
        let between = 0;
        for (let one = addDays(today, 1); one < earliest; one = addDays(one, 1))
          if (isWorkingDay(one, { country: 'DE', state })) between += 1;
        expect(rule.value).toEqual({ lead: { count: between, unit: 'WORKING_DAYS' } });
      }),
    );
  });
});
