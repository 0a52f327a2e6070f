import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Prisma } from '#prisma';
import { type LeavingQuestion, leavingLimit } from '../rules/leaving.ts';
import { lines } from '../rules/rule.ts';
import { createTestApp } from '../testing/app.ts';
import { fixedPrice } from '../testing/samples.ts';
import { contractKit } from './contract.kit.ts';
import { verdictOn } from './contract.leaving.ts';

vi.setConfig({ testTimeout: 120_000 });
const app = await createTestApp();
afterAll(() => app.close());
const { refusalOf, must, tariff, supplied, read } = contractKit(app);
beforeEach(() => app.clock.set('2026-08-24T10:00:00Z'));

const term = { minimumTermMonths: 12, noticeCount: 4, noticeUnit: 'WEEKS' } as const;
const perKwh = await tariff('per-kwh', { ...term, leavingFee: { form: 'PER_KWH', amount: '2.5', cap: null } });
const bound = await tariff('bound', term);
const moving = await tariff('rising', { ...term, leavingFee: { form: 'FIXED', amount: '75', cap: null }, validTo: new Date('2027-01-01') });

const FEE =
  'leavingFee { verdict amount termEndsOn remainingDays remainingKwh rule source lines { code quantity unit price priceUnit amount } }';
const PREVIEW = `query ($id: ID!, $transition: String, $on: Date, $early: Boolean) {
  previewNotice(contractId: $id, transition: $transition, effectiveOn: $on, isEarly: $early) { endsOn ${FEE} } }`;
const preview = async (id: string, more: object) => (await app.gql(PREVIEW, { id, ...more })).data.previewNotice;

describe('leaving before the end of the term', () => {
  it('is told, explained to the cent, before it is done, and stored when it is', async () => {
    const id = await supplied(perKwh.priceId);
    // From 31 December to 15 September: 258 days, 2,474 kWh of 3,500 a year, at 2.5 ct.
    const due = {
      ...{
        verdict: 'DUE',
        amount: '61.85',
        termEndsOn: '2027-09-15',
        remainingDays: 258,
        remainingKwh: 2_474,
        rule: null,
        source: 'contract',
      },
      lines: [{ code: 'remaining-kwh', quantity: '2474', unit: 'kWh', price: '2.5', priceUnit: 'ct/kWh', amount: '61.85' }],
    };
    expect(await preview(id, { on: '2026-12-31', early: true })).toEqual({ endsOn: '2026-10-14', leavingFee: due });
    expect((await read(id, FEE)).leavingFee).toBeNull();
    await must(id, 'give_notice', { on: '2026-12-31', code: 'early' });
    expect(await read(id, `status endsOn ${FEE}`)).toEqual({ status: 'terminating', endsOn: '2026-12-31', leavingFee: due });
  });

  it('keeps the period of notice, and costs nothing once the notice is taken back', async () => {
    const id = await supplied(perKwh.priceId);
    expect(await refusalOf(id, 'give_notice', { on: '2026-10-13', code: 'early' })).toBe('NOTICE_TOO_SHORT');
    await must(id, 'give_notice', { code: 'early' });
    expect((await read(id, 'endsOn')).endsOn).toBe('2026-10-14');
    await must(id, 'revoke_notice');
    expect((await read(id, FEE)).leavingFee).toBeNull();
  });

  it('costs nothing at the end of the term, by whichever notice', async () => {
    const id = await supplied(perKwh.priceId);
    expect(await preview(id, {})).toEqual({ endsOn: '2027-09-15', leavingFee: null });
    expect((await preview(id, { on: '2027-09-15', early: true })).leavingFee).toBeNull();
    await must(id, 'give_notice');
    expect((await read(id, FEE)).leavingFee).toBeNull();
  });

  it('is not open where the tariff agreed on none', async () => {
    const id = await supplied(bound.priceId);
    expect(await refusalOf(id, 'give_notice', { on: '2026-12-31', code: 'early' })).toBe('LEAVING_NOT_AGREED');
    expect(await refusalOf(id, 'give_notice', { on: '2026-12-31' })).toBe('NOTICE_TOO_SHORT');
  });

  it('costs the agreed fee also where another supplier takes the point over, but not where we end the contract', async () => {
    const [lost, thrown] = [await supplied(perKwh.priceId), await supplied(perKwh.priceId)];
    expect((await preview(lost, { transition: 'lost', on: '2026-12-31' })).leavingFee).toMatchObject({ verdict: 'DUE', amount: '61.85' });
    await must(lost, 'lost', { on: '2026-12-31' });
    expect((await read(lost, FEE)).leavingFee).toMatchObject({ verdict: 'DUE', amount: '61.85' });
    await must(thrown, 'supplier_notice', { on: '2026-12-31', code: 'good-cause' });
    expect((await read(thrown, FEE)).leavingFee).toBeNull();
  });

  it('is free of charge where the price rises', async () => {
    const { db } = await app.as();
    const {
      id: _id,
      brandId: _brand,
      leavingFee: _fee,
      ...sold
    } = await db.tariffPrice.findUniqueOrThrow({ where: { id: moving.priceId } });
    const risen = { ...sold, areas: sold.areas ?? [], validFrom: new Date('2027-01-01'), validTo: null };
    await db.tariffPrice.create({ data: { ...risen, components: fixedPrice({ base: '1', energy: '12' }) } });
    const id = await supplied(moving.priceId);
    await must(id, 'special_notice', { on: '2027-01-01' });
    expect((await read(id, FEE)).leavingFee).toMatchObject({ verdict: 'BY_RIGHT', amount: '0.00' });
  });
});

describe('the law of leaving', () => {
  const agreed = { form: 'FIXED', amount: '75', cap: null } as const;
  const leave = { agreed, endsOn: '2026-12-31', termEndsOn: '2027-09-15', annualKwh: 3_500, rate: null };
  const asked = {
    country: 'AT',
    commodity: 'ELECTRICITY',
    segment: 'HOUSEHOLD',
    isConsumer: true,
    day: '2026-08-24',
    isPriceChange: false,
  } as const;
  const rules = lines('leaving-fee', [
    {
      country: 'AT',
      segment: 'CONSUMER',
      situation: 'FIXED_TERM',
      validFrom: '2026-08-01',
      value: { most: 'NOTHING' },
      text: 'none',
      source: 'a law',
    },
  ]);
  const verdict = (question: LeavingQuestion, table?: typeof rules) => {
    const { verdict, amount, source } = verdictOn(leave, { limit: leavingLimit(question, table), isByRight: false, right: null });
    return [verdict, amount, source];
  };

  it('lets a consumer pay nothing from the day on which a rule forbids it, and nobody else', () => {
    expect(verdict(asked, rules)).toEqual(['FORBIDDEN', '0.00', 'a law']);
    expect(verdict({ ...asked, day: '2026-07-31' }, rules)).toEqual(['DUE', '75.00', 'contract']);
    expect(verdict({ ...asked, isConsumer: false }, rules)).toEqual(['DUE', '75.00', 'contract']);
  });

  it('leaves a sum that may not exceed the loss to a person', () => {
    expect(verdict({ ...asked, country: 'PL' })).toEqual(['LOSS_UNPROVEN', null, 'Prawo energetyczne art. 4j']);
    expect(verdict({ ...asked, country: 'PL', segment: 'BUSINESS', isConsumer: false })).toEqual(['DUE', '75.00', 'contract']);
  });

  it('is free of charge in Norway where the price changes, from the day of the law on', () => {
    const norway = { ...asked, country: 'NO', isPriceChange: true };
    expect(verdict(norway)[0]).toBe('FORBIDDEN');
    expect(leavingLimit({ ...norway, day: '2024-06-30' })).toBeNull();
  });

  it('is kept by every brand, also by those of before', async () => {
    const reasons = await app.root.$queryRaw<object[]>(
      Prisma.sql`select code from contract_transition where code = 'give_notice' and not reasons @> '[{"code":"early"}]'`,
    );
    expect(reasons).toEqual([]);
  });
});
