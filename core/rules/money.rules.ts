import { CHECK, EG, lines } from './rule.ts';

const BUNDESBANK = '§ 247 BGB (hupe1980/mako, accountingd; iww.de)';
const UGB = 'UGB § 456; basiszins.at';
const NBP = 'infor.pl 9 Oct 2025';
const USTG_28 = '§ 28(5), (6) UStG';

/** Rates of interest and of value added tax. */
// biome-ignore format: a table, one rule a line
export const MONEY_RULES = [
  // 3.62, which § 247 BGB prints, is the historic start figure, not the rate.
  ...lines('base-rate', [
    { country: 'DE', validFrom: '2025-01-01', validTo: '2025-07-01', value: { percent: '2.27' }, text: 'set half-yearly', source: BUNDESBANK },
    { country: 'DE', validFrom: '2025-07-01', validTo: '2026-01-01', value: { percent: '1.27' }, text: 'set half-yearly', source: BUNDESBANK },
    { country: 'DE', validFrom: '2026-01-01', validTo: '2026-07-01', ...CHECK, value: { percent: '1.27' }, text: 'set half-yearly', source: 'two public code tables only' },
    { country: 'DE', validFrom: '2026-07-01', validTo: '2027-01-01', ...CHECK, value: { percent: '1.52' }, text: 'set half-yearly', source: 'two public code tables only' },
    { country: 'AT', validFrom: '2023-01-01', validTo: '2023-07-01', value: { percent: '1.88' }, text: 'of the first day of the half-year', source: UGB },
    { country: 'AT', validFrom: '2024-01-01', validTo: '2024-07-01', value: { percent: '3.88' }, text: 'of the first day of the half-year', source: UGB },
    { country: 'DK', validFrom: '2024-01-01', validTo: '2024-07-01', value: { percent: '3.75' }, text: "the central bank's lending rate of 1 January and 1 July", source: 'pav.medst.dk; selandiaadvokater.dk' },
  ]),
  ...lines('default-interest', [
    { country: 'DE', segment: 'CONSUMER', value: { pointsOverBase: '5' }, text: 'base rate + 5 points', source: '§ 288 BGB' },
    { country: 'DE', segment: 'NO_CONSUMER', value: { pointsOverBase: '9' }, text: 'base rate + 9 points', source: '§ 288 BGB' },
    { country: 'AT', segment: 'CONSUMER', validFrom: '2013-03-16', value: { percent: '4' }, text: '4 % flat', source: '§ 1000 ABGB; solidbau.at; finanzrechner.at' },
    { country: 'AT', segment: 'NO_CONSUMER', validFrom: '2013-03-16', value: { pointsOverBase: '9.2' }, text: 'base rate of the first day of the half-year + 9.2 points', source: UGB },
    { country: 'DK', validFrom: '2013-03-01', value: { pointsOverBase: '8' }, text: 'lending rate of 1 January and 1 July + 8 points', source: 'rentelov; pav.medst.dk' },
    { country: 'NO', validFrom: '2023-01-01', validTo: '2023-07-01', value: { percent: '10.75' }, text: 'set half-yearly, policy rate + at least 8 points', source: 'regnskapnorge.no' },
    { country: 'PL', segment: 'CONSUMER', validFrom: '2025-07-03', validTo: '2025-09-04', value: { percent: '10.50' }, text: 'reference rate + 5.5 points', source: NBP },
    { country: 'PL', segment: 'CONSUMER', validFrom: '2025-09-04', validTo: '2025-10-09', value: { percent: '10.25' }, text: 'reference rate + 5.5 points', source: NBP },
    // The source knows nothing later; the council may change the rate at any meeting, and meets once a month.
    { country: 'PL', segment: 'CONSUMER', validFrom: '2025-10-09', validTo: '2025-11-06', value: { percent: '10.00' }, text: 'reference rate + 5.5 points', source: NBP },
    { country: 'PL', segment: 'CONSUMER', validFrom: '2025-11-06', ...CHECK, value: { percent: '10.00' }, text: 'reference rate + 5.5 points; later rates to be found', source: 'no source found yet' },
    { country: 'PL', segment: 'NO_CONSUMER', ...CHECK, value: { percent: '0' }, text: 'between companies: to be found', source: 'no source found yet' },
  ]),
  ...lines('vat', [
    { country: 'DE', commodities: ['ELECTRICITY'], validFrom: '2007-01-01', validTo: '2020-07-01', value: { percent: '19' }, text: '19 %', source: '§ 12(1) UStG' },
    { country: 'DE', commodities: ['ELECTRICITY'], validFrom: '2020-07-01', validTo: '2021-01-01', value: { percent: '16' }, text: '16 %', source: '§ 28(1) UStG' },
    { country: 'DE', commodities: ['ELECTRICITY'], validFrom: '2021-01-01', value: { percent: '19' }, text: '19 %', source: '§ 12(1) UStG' },
    { country: 'DE', commodities: ['GAS', 'HEAT'], validFrom: '2007-01-01', validTo: '2020-07-01', value: { percent: '19' }, text: '19 %', source: '§ 12(1) UStG' },
    { country: 'DE', commodities: ['GAS', 'HEAT'], validFrom: '2020-07-01', validTo: '2021-01-01', value: { percent: '16' }, text: '16 %', source: '§ 28(1) UStG' },
    { country: 'DE', commodities: ['GAS', 'HEAT'], validFrom: '2021-01-01', validTo: '2022-10-01', value: { percent: '19' }, text: '19 %', source: '§ 12(1) UStG' },
    { country: 'DE', commodities: ['GAS', 'HEAT'], validFrom: '2022-10-01', validTo: '2024-04-01', value: { percent: '7' }, text: '7 % on gas through the network and district heat', source: USTG_28 },
    { country: 'DE', commodities: ['GAS', 'HEAT'], validFrom: '2024-04-01', value: { percent: '19' }, text: '19 %', source: '§ 12(1) UStG' },
    { country: 'AT', commodities: EG, validFrom: '1984-01-01', value: { percent: '20' }, text: '20 %', source: 'UStG 1994 § 10(1); BMoer/energietools' },
    { country: 'DK', ...CHECK, value: { percent: '25' }, text: '25 %', source: 'no source found yet' },
    { country: 'NO', ...CHECK, value: { percent: '25' }, text: '25 %, with regional exemptions', source: 'no source found yet' },
    { country: 'PL', ...CHECK, value: { percent: '23' }, text: '23 %', source: 'no source found yet' },
  ]),
];
