import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays, addMonths } from '../kernel/clock.ts';
import { fromRoot } from '../root.ts';
import { isPublicHoliday } from './holidays.ts';
import { addWorkingDays, isWorkingDay, kindOfDay, workingDayFrom } from './working-days.ts';

const Published = z.record(z.string(), z.record(z.string(), z.array(z.object({ date: z.iso.date(), name: z.string() }))));
/** The public holidays of 2026 by region, as published. */
const published = Published.parse(JSON.parse(readFileSync(fromRoot('core/calendar/test-data/public-holidays-2026.json'), 'utf8')));
const regionOf = (name: string) => ({ country: name.slice(0, 2), state: name.slice(3) || null });
const days = (year: number) => Array.from({ length: 365 }, (_, index) => addDays(`${year}-01-01`, index));
const regions = [...Object.keys(published), 'NO', 'PL'].map(regionOf);
const anyDay = fc.integer({ min: 0, max: 6_000 }).map((number) => addDays('2020-01-01', number));
const anyRegion = fc.constantFrom(...regions);

describe('public holidays', () => {
  it.each(Object.keys(published))('of %s in 2026 are the published ones and no other day', (name) => {
    const found = days(2026).filter((day) => isPublicHoliday(day, regionOf(name)));
    expect(found).toEqual((published[name]?.['2026'] ?? []).map(({ date }) => date).sort());
  });

  it('follow the law of their year', () => {
    const de = { country: 'DE', state: 'BE' };
    expect(isPublicHoliday('2025-05-08', de)).toBe(true); // once, for the end of the war
    expect(isPublicHoliday('2026-05-08', de)).toBe(false);
    expect(isPublicHoliday('2023-05-05', { country: 'DK' })).toBe(true); // store bededag, abolished from 2024
    expect(isPublicHoliday('2024-04-26', { country: 'DK' })).toBe(false);
    expect(isPublicHoliday('2024-12-24', { country: 'PL' })).toBe(false);
    expect(isPublicHoliday('2025-12-24', { country: 'PL' })).toBe(true);
    expect(isPublicHoliday('2027-05-17', { country: 'NO' })).toBe(true);
  });

  it('of a state are the same in small letters and with the country before it', () => {
    for (const state of ['BY', 'by', 'DE-BY', 'de-by']) expect(isPublicHoliday('2026-06-04', { country: 'DE', state })).toBe(true);
  });

  it('of one municipality are no holidays of its state', () => {
    expect(isPublicHoliday('2025-08-15', { country: 'DE', state: 'BY' })).toBe(false); // Assumption Day, in Catholic municipalities
    expect(isPublicHoliday('2025-08-08', { country: 'DE', state: 'BY' })).toBe(false); // Peace Festival, Augsburg
  });

  it('of a region without a calendar are refused, not guessed', () => {
    expect(() => isPublicHoliday('2026-01-01', { country: 'CH' })).toThrow(expect.objectContaining({ code: 'CALENDAR_UNKNOWN' }));
    expect(() => isPublicHoliday('2026-01-01', { country: 'DE', state: 'XX' })).toThrow(
      expect.objectContaining({ code: 'CALENDAR_UNKNOWN' }),
    );
  });
});

describe('a working day', () => {
  it('depends on the state', () => {
    expect(isWorkingDay('2026-06-04', { country: 'DE', state: 'BY' })).toBe(false); // Corpus Christi
    expect(isWorkingDay('2026-06-04', { country: 'DE', state: 'BE' })).toBe(true);
    expect(isWorkingDay('2026-06-04', { country: 'DE' })).toBe(true);
    expect(isWorkingDay('2026-11-18', { country: 'DE', state: 'SN' })).toBe(false); // Day of Repentance
  });

  it('is what remains of Christmas Eve and New Year’s Eve: no public holidays', () => {
    expect(isWorkingDay('2026-12-24', { country: 'DE', state: 'NW' })).toBe(true);
    expect(isWorkingDay('2026-12-31', { country: 'AT' })).toBe(true);
  });

  it('is counted across weekends, holidays, leap days, the turn of the year and the changes of the clock', () => {
    const nw = { country: 'DE', state: 'NW' };
    expect(addWorkingDays('2026-04-02', 1, nw)).toBe('2026-04-07'); // Maundy Thursday -> Tuesday after Easter
    expect(addWorkingDays('2026-12-31', 1, nw)).toBe('2027-01-04');
    expect(addWorkingDays('2028-02-28', 1, nw)).toBe('2028-02-29');
    expect(addWorkingDays('2026-03-27', 1, nw)).toBe('2026-03-30'); // over the night of 29 March
    expect(addWorkingDays('2026-10-23', 1, nw)).toBe('2026-10-26'); // over the night of 25 October
    expect(addWorkingDays('2026-04-07', -1, nw)).toBe('2026-04-02');
    expect(addWorkingDays('2026-04-05', 0, nw)).toBe('2026-04-05');
    expect(workingDayFrom('2026-04-03', nw)).toBe('2026-04-07');
    expect(workingDayFrom('2026-04-07', nw)).toBe('2026-04-07');
  });

  it('is where counting ends, with exactly so many working days on the way, and never earlier for a later day', () => {
    fc.assert(
      fc.property(anyDay, anyRegion, fc.integer({ min: 1, max: 20 }), (day, region, count) => {
        const end = addWorkingDays(day, count, region);
        expect(isWorkingDay(end, region)).toBe(true);
        let passed = 0;
        for (let current = addDays(day, 1); current <= end; current = addDays(current, 1)) if (isWorkingDay(current, region)) passed += 1;
        expect(passed).toBe(count);
        expect(addWorkingDays(addDays(day, 1), count, region) >= end).toBe(true);
      }),
    );
  });

  it('has the same way back', () => {
    fc.assert(
      fc.property(anyDay, anyRegion, fc.integer({ min: 1, max: 20 }), (day, region, count) => {
        const start = workingDayFrom(day, region);
        expect(addWorkingDays(addWorkingDays(start, count, region), -count, region)).toBe(start);
      }),
    );
  });
});

describe('the kind of day of a load profile', () => {
  const de = { country: 'DE' };
  it('is Sunday on holidays, Saturday on 24 and 31 December unless that is a Sunday', () => {
    expect(kindOfDay('2026-05-14', de)).toBe('sunday');
    expect(kindOfDay('2026-12-24', de)).toBe('saturday');
    expect(kindOfDay('2026-12-31', de)).toBe('saturday');
    expect(kindOfDay('2028-12-24', de)).toBe('sunday');
    expect(kindOfDay('2025-12-24', { country: 'PL' })).toBe('sunday'); // a public holiday there
    expect(kindOfDay('2026-12-23', de)).toBe('workday');
    expect(kindOfDay('2026-12-19', de)).toBe('saturday');
    expect(kindOfDay('2026-12-20', de)).toBe('sunday');
  });
});

describe('a month', () => {
  it('ends on the same day number or on its last day', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  });
});
