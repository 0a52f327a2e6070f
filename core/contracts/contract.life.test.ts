import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { fixedPrice } from '../testing/samples.ts';
import { contractKit } from './contract.kit.ts';

vi.setConfig({ testTimeout: 120_000 });
const app = await createTestApp();
afterAll(() => app.close());
const { refusalOf, must, tariff, accepted, supplied, calendar, read, events } = contractKit(app);
const plain = await tariff('plain');
const bound = await tariff('bound', {
  minimumTermMonths: 12,
  guaranteeMonths: 12,
  noticeCount: 4,
  noticeUnit: 'WEEKS',
  guaranteeScope: 'FULL',
});
const renewing = await tariff('renewing', { minimumTermMonths: 12, noticeCount: 1, noticeUnit: 'MONTHS', renewalMonths: 12 });
const other = await tariff('other', { guaranteeMonths: 6 });
beforeEach(() => app.clock.set('2026-08-24T10:00:00Z'));

const DATES = 'status suppliedFrom minimumTermEndsOn priceGuaranteeEndsOn noticeBy endsOn noticeReceivedOn finalBillDueOn';
const SLICES = 'tariffs { validFrom validTo reason tariff { code } }';

describe('the dates of a contract', () => {
  it('are set when supply starts, from the price that was sold', async () => {
    const id = await supplied(bound.priceId);
    expect(await read(id, `${DATES} tariff { code } ${SLICES}`)).toMatchObject({
      status: 'active',
      suppliedFrom: '2026-09-15',
      minimumTermEndsOn: '2027-09-15',
      priceGuaranteeEndsOn: '2027-09-15',
      noticeBy: '2027-08-17',
      tariff: { code: 'bound' },
      tariffs: [{ validFrom: '2026-09-15', validTo: null, reason: 'order' }],
    });
  });

  it('are looked at by the rule of the day on which the market is told, not of the order', async () => {
    const [late, id] = [await accepted(plain.priceId), await accepted(plain.priceId)];
    await must(id, 'register');
    expect(await refusalOf(id, 'confirm', { on: '1999-01-01' })).toBe('START_BEHIND');
    await must(id, 'confirm', { on: '2026-10-01' });
    app.clock.set('2026-09-15T10:00:00Z');
    expect(await refusalOf(late, 'register')).toBe('LEAD_TIME_MISSED');
    expect(await refusalOf(id, 'move_start', { on: '2026-09-15' })).toBe('LEAD_TIME_MISSED');
    const MOVE = `mutation ($id: ID!, $on: Date!) { changeContract(id: $id, expectedVersion: 4, input: { requestedStartOn: $on }) { version } }`;
    const moved = async (on: string) => (await app.gql(MOVE, { id: late, on })).errors?.[0]?.extensions['problems'];
    expect(await moved('2026-09-15')).toMatchObject([{ code: 'START_TOO_EARLY' }]);
    expect(await moved('2026-09-16')).toBeUndefined();
    await must(late, 'register');
    await must(id, 'move_start', { on: '2026-09-16' });
  });

  it('follow the confirmed day, not the wished one', async () => {
    const id = await supplied(plain.priceId, '2026-10-01');
    expect((await read(id, SLICES)).tariffs).toMatchObject([{ validFrom: '2026-10-01', validTo: null }]);
  });
});

describe('notice', () => {
  const PREVIEW = `query ($id: ID!, $transition: String, $received: Date) {
    previewNotice(contractId: $id, transition: $transition, receivedOn: $received) { endsOn rule source } }`;

  it('ends supply at the end of the term, or after the period of notice, whichever is later', async () => {
    const id = await supplied(bound.priceId);
    const preview = async (received: string) => (await app.gql(PREVIEW, { id, received })).data.previewNotice;
    expect(await preview('2026-09-15')).toEqual({ endsOn: '2027-09-15', rule: null, source: 'contract' });
    expect((await preview('2026-09-14')).endsOn).toBeNull(); // before supply there are no terms
    await must(id, 'give_notice');
    expect(await read(id, DATES)).toMatchObject({ status: 'terminating', endsOn: '2027-09-15', noticeReceivedOn: '2026-09-15' });
    expect(await events('contract.notice-given', id)).toHaveLength(1);
  });

  it('counts from receipt, not from entry', async () => {
    const id = await supplied(plain.priceId);
    app.clock.set('2026-11-20T10:00:00Z');
    expect(await refusalOf(id, 'give_notice', { on: '2026-11-20' })).toBe('NOTICE_TOO_SHORT');
    expect(await refusalOf(id, 'give_notice', { received: '2026-11-21' })).toBe('RECEIVED_IN_FUTURE');
    await must(id, 'give_notice', { received: '2026-11-05', on: '2026-11-20' });
    expect(await read(id, DATES)).toMatchObject({ endsOn: '2026-11-20', noticeReceivedOn: '2026-11-05' });
  });

  it('cannot have arrived before the contract was signed', async () => {
    const id = await supplied(plain.priceId);
    expect(await refusalOf(id, 'give_notice', { received: '2026-08-23', on: '2026-12-31' })).toBe('RECEIVED_BEFORE_SIGNED');
    await must(id, 'give_notice', { received: '2026-08-24', on: '2026-12-31' });
  });

  it('on moving ends with the move-out at the earliest', async () => {
    const id = await supplied(plain.priceId);
    const PREVIEW_MOVE =
      'query ($id: ID!, $on: Date) { previewNotice(contractId: $id, transition: "move_out", effectiveOn: $on) { endsOn } }';
    const preview = async (on: string | null) => (await app.gql(PREVIEW_MOVE, { id, on })).data.previewNotice.endsOn;
    const soonest = await preview(null);
    expect(soonest).not.toBe('2026-12-24');
    expect(await preview('2026-12-24')).toBe('2026-12-24');
    expect(await preview('2026-09-20')).toBe(soonest);
  });

  it('for a change of price needs one that makes the contract dearer from that day on', async () => {
    const { tariffId, priceId } = await tariff('rising', { minimumTermMonths: 24, validTo: new Date('2027-01-01') });
    const { db } = await app.as();
    const { id: _id, brandId: _brand, leavingFee: _fee, ...sold } = await db.tariffPrice.findUniqueOrThrow({ where: { id: priceId } });
    const version = (from: string, to: string | null, energy: string) =>
      db.tariffPrice.create({
        data: {
          ...{ ...sold, tariffId, areas: sold.areas ?? [], components: fixedPrice({ base: '1', energy }) },
          ...{ validFrom: new Date(from), validTo: to && new Date(to) },
        },
      });
    await version('2027-01-01', '2027-02-01', '9');
    await version('2027-02-01', null, '12');
    const id = await supplied(priceId);
    for (const on of ['2026-12-01', '2027-01-01', '2027-01-31'])
      expect(await refusalOf(id, 'special_notice', { on })).toBe('PRICE_NOT_RAISED');
    await must(id, 'special_notice', { on: '2027-02-01' });
    expect((await read(id, 'endsOn')).endsOn).toBe('2027-02-01');
  });

  it('is not taken back while another contract is to supply the point next, which begins when this one has ended', async () => {
    const id = await supplied(plain.priceId);
    const { meteringPoint } = await read(id, 'meteringPoint { code }');
    await must(id, 'give_notice', { on: '2026-12-31' });
    const next = await accepted(plain.priceId, { meteringPoint: { code: meteringPoint.code }, requestedStartOn: '2026-12-31' });
    expect(await refusalOf(id, 'revoke_notice')).toBe('POINT_TAKEN');
    await must(next, 'register');
    expect(await refusalOf(next, 'confirm', { on: '2026-12-30' })).toBe('POINT_SUPPLIED');
    await must(next, 'confirm', { on: '2026-12-31' });
    await must(next, 'cancel');
    await must(id, 'revoke_notice');
  });

  it('can be taken back before the end, and then nothing ends', async () => {
    const id = await supplied(plain.priceId);
    await must(id, 'give_notice');
    await must(id, 'revoke_notice');
    expect(await read(id, DATES)).toMatchObject({ status: 'active', endsOn: null, noticeReceivedOn: null });
    expect(await events('contract.notice-revoked', id)).toHaveLength(1);
    await calendar('2027-01-15T10:00:00Z');
    expect((await read(id, 'status')).status).toBe('active');
  });

  it('of the supplier waits for the term, unless there is good cause, and always says why', async () => {
    const id = await supplied(bound.priceId);
    expect(await refusalOf(id, 'supplier_notice', { on: '2026-12-01' })).toBe('REASON_MISSING');
    expect(await refusalOf(id, 'supplier_notice', { on: '2026-12-01', code: 'term-over' })).toBe('TERM_NOT_OVER');
    expect(await refusalOf(id, 'supplier_notice', { on: '2026-12-01', code: 'mood' })).toBe('REASON_UNKNOWN');
    await must(id, 'supplier_notice', { on: '2026-12-01', code: 'good-cause' });
    expect((await read(id, 'history { transition reasonCode version }')).history.at(-1)).toMatchObject({
      transition: 'supplier_notice',
      reasonCode: 'good-cause',
    });
  });

  it('closes the tariff slice with the last day of supply', async () => {
    const id = await supplied(plain.priceId);
    await must(id, 'give_notice', { on: '2026-10-31' });
    await calendar('2026-10-31T10:00:00Z');
    expect(await read(id, `${DATES} ${SLICES}`)).toMatchObject({
      status: 'ended',
      tariffs: [{ validFrom: '2026-09-15', validTo: '2026-10-31' }],
    });
    expect(await events('contract.ended', id)).toHaveLength(1);
  });
});

describe('withdrawal', () => {
  it('is in time on the last day and late on the day after; the day it arrived counts', async () => {
    const [onTime, late, enteredLate] = [await accepted(plain.priceId), await accepted(plain.priceId), await accepted(plain.priceId)];
    app.clock.set('2026-09-07T21:59:00Z'); // still the 7th in Vienna
    await must(onTime, 'withdraw');
    app.clock.set('2026-09-07T22:01:00Z');
    expect(await refusalOf(late, 'withdraw')).toBe('WITHDRAWAL_PERIOD_OVER');
    await must(enteredLate, 'withdraw', { received: '2026-09-07' });
    expect(await read(enteredLate, 'status kind')).toEqual({ status: 'withdrawn', kind: 'REFUSED' });
  });

  it.each([true, false])('of a supplied contract bills the energy only where an early start was asked for (%s)', async (isEarlyStart) => {
    const id = await accepted(plain.priceId);
    await app.root.contract.update({ where: { id }, data: { isEarlyStart } });
    await must(id, 'register');
    await must(id, 'confirm', { on: '2026-09-01' });
    await calendar('2026-09-01T10:00:00Z');
    app.clock.set('2026-09-05T10:00:00Z');
    await must(id, 'withdraw');
    expect(await read(id, `${DATES} ${SLICES}`)).toMatchObject({
      status: 'withdrawn',
      endsOn: '2026-09-06',
      tariffs: [{ validTo: '2026-09-06' }],
    });
    expect(await events('contract.withdrawn', id)).toMatchObject([
      { payload: { contractId: id, billedUntil: isEarlyStart ? '2026-09-06' : null } },
    ]);
  });
});

describe('a change of tariff', () => {
  const PRICE =
    'query ($id: ID!, $day: Date!) { contractPriceOn(contractId: $id, day: $day) { isGuaranteed slice { tariff { code } } price { id } } }';
  const priceOn = async (id: string, day: string) => (await app.gql(PRICE, { id, day })).data?.contractPriceOn ?? null;

  it('is a new slice from its day on; the contract names the new tariff when that day has come', async () => {
    const id = await supplied(plain.priceId);
    await must(id, 'change_tariff', { tariff: other.tariffId, on: '2026-11-01' });
    expect(await read(id, `tariff { code } ${SLICES}`)).toEqual({
      tariff: { code: 'plain' },
      tariffs: [
        { validFrom: '2026-09-15', validTo: '2026-11-01', reason: 'order', tariff: { code: 'plain' } },
        { validFrom: '2026-11-01', validTo: null, reason: 'tariff-change', tariff: { code: 'other' } },
      ],
    });
    expect(await priceOn(id, '2026-10-31')).toMatchObject({ slice: { tariff: { code: 'plain' } }, price: { id: plain.priceId } });
    expect(await priceOn(id, '2026-11-01')).toMatchObject({ slice: { tariff: { code: 'other' } }, price: { id: other.priceId } });
    expect(await priceOn(id, '2026-09-14')).toBeNull();
    await calendar('2026-11-01T10:00:00Z');
    expect(await read(id, `tariff { code } priceGuaranteeEndsOn`)).toEqual({
      tariff: { code: 'other' },
      priceGuaranteeEndsOn: '2027-05-01',
    });
    expect(await events('contract.tariff-changed', id)).toHaveLength(1);
    // The calendar's own writing counts up with history and event as anybody's does.
    expect(await read(id, 'version history { transition version changes }')).toMatchObject({
      version: 9,
      history: expect.arrayContaining([
        expect.objectContaining({
          transition: 'change',
          version: 9,
          changes: expect.objectContaining({ tariffId: { before: plain.tariffId, after: other.tariffId } }),
        }),
      ]),
    });
    expect(await events('contract.changed', id)).toHaveLength(1);
  });

  it('waits for the end of the guarantee, unless the customer waived it; and never concerns days that are over', async () => {
    const id = await supplied(bound.priceId);
    const asked = { tariff: other.tariffId, on: '2026-11-01' };
    expect(await refusalOf(id, 'change_tariff', asked)).toBe('PRICE_GUARANTEED');
    expect(await refusalOf(id, 'change_tariff', { ...asked, on: '2026-09-14', waived: true })).toBe('VALID_FROM_TOO_EARLY');
    expect(await refusalOf(id, 'change_tariff', { on: '2026-11-01', waived: true })).toBe('TARIFF_MISSING');
    expect(await refusalOf(id, 'change_tariff', { ...asked, tariff: crypto.randomUUID(), waived: true })).toBe('TARIFF_NOT_FOUND');
    await must(id, 'change_tariff', { ...asked, waived: true });
    expect((await read(id, 'tariffs { validFrom }')).tariffs).toHaveLength(2);
  });

  it('keeps the price that was sold while it is guaranteed, and follows the tariff afterwards', async () => {
    const code = `versions ${crypto.randomUUID()}`;
    const first = await tariff(code, { guaranteeMonths: 6, validTo: new Date('2027-01-01') });
    const { db } = await app.as();
    const {
      id: _id,
      brandId: _brand,
      leavingFee: _fee,
      ...sold
    } = await db.tariffPrice.findUniqueOrThrow({ where: { id: first.priceId } });
    const second = await db.tariffPrice.create({
      data: {
        ...sold,
        components: sold.components ?? [],
        areas: sold.areas ?? [],
        validFrom: new Date('2027-01-01'),
        validTo: null,
      },
    });
    const id = await supplied(first.priceId);
    expect(await priceOn(id, '2027-02-01')).toMatchObject({ isGuaranteed: true, price: { id: first.priceId } });
    expect(await priceOn(id, '2027-03-15')).toMatchObject({ isGuaranteed: false, price: { id: second.id } });
  });
});

describe('the calendar', () => {
  it('announces the end of a guarantee exactly once, with what it covers, and not to who leaves', async () => {
    const [id, leaving] = [await supplied(bound.priceId), await supplied(bound.priceId)];
    await must(leaving, 'give_notice');
    await calendar('2027-07-20T10:00:00Z'); // eight weeks before are the 21st
    expect(await events('contract.guarantee-ending', id)).toHaveLength(0);
    await calendar('2027-07-21T10:00:00Z');
    await calendar('2027-07-22T10:00:00Z');
    expect(await events('contract.guarantee-ending', id)).toMatchObject([
      { payload: { contractId: id, endsOn: '2027-09-15', scope: 'FULL' } },
    ]);
    expect(await events('contract.guarantee-ending', leaving)).toHaveLength(0);
    expect(await events('contract.term-ending', id)).toHaveLength(1);
  });

  it('lets a term be renewed once, when its end is near: a click too much binds nobody', async () => {
    const id = await supplied(renewing.priceId);
    const consent = { code: 'consent' };
    app.clock.set('2027-06-18T10:00:00Z');
    expect(await refusalOf(id, 'renew', consent)).toBe('RENEWAL_TOO_EARLY');
    app.clock.set('2027-06-19T10:00:00Z'); // eight weeks before the last day of notice
    await must(id, 'renew', consent);
    expect(await refusalOf(id, 'renew', consent)).toBe('RENEWED_ALREADY');
    expect((await read(id, DATES)).minimumTermEndsOn).toBe('2028-09-15');
  });

  it('renews a term silently once, as a slice of its own, and goes on open-ended where silence is not enough', async () => {
    const id = await supplied(renewing.priceId);
    // Silence binds neither consumers nor households.
    await app.root.tariff.update({ where: { id: renewing.tariffId }, data: { segment: 'BUSINESS' } });
    const { customer } = await read(id, 'customer { id }');
    await app.root.customer.update({ where: { id: customer.id }, data: { isConsumer: false } });
    expect(await read(id, DATES)).toMatchObject({ minimumTermEndsOn: '2027-09-15', noticeBy: '2027-08-14' });
    await calendar('2027-08-14T10:00:00Z');
    expect((await read(id, 'noticeBy')).noticeBy).toBe('2027-08-14');
    await calendar('2027-08-15T10:00:00Z');
    expect(await read(id, `${DATES} ${SLICES}`)).toMatchObject({
      status: 'active',
      minimumTermEndsOn: '2028-09-15',
      noticeBy: '2028-08-14',
      tariffs: [{ validTo: '2027-09-15' }, { validFrom: '2027-09-15', validTo: null, reason: 'renewal', tariff: { code: 'renewing' } }],
    });
    // Notice that arrived in time but was entered late still ends the first term.
    const PREVIEW = 'query ($id: ID!, $on: Date) { previewNotice(contractId: $id, receivedOn: $on) { endsOn } }';
    expect((await app.gql(PREVIEW, { id, on: '2027-08-14' })).data.previewNotice.endsOn).toBe('2027-09-15');
    expect((await app.gql(PREVIEW, { id, on: '2027-08-15' })).data.previewNotice.endsOn).toBe('2028-09-15');
    await app.root.customer.update({ where: { id: customer.id }, data: { isConsumer: true } });
    await calendar('2028-08-15T10:00:00Z');
    expect(await read(id, DATES)).toMatchObject({ minimumTermEndsOn: '2028-09-15', noticeBy: null });
    expect(await events('contract.renewed', id)).toMatchObject([
      { payload: { termEndsOn: '2028-09-15' } },
      { payload: { termEndsOn: '2028-09-15' } },
    ]);
    app.clock.set('2028-12-01T10:00:00Z');
    expect((await app.gql(PREVIEW, { id, on: '2028-12-01' })).data.previewNotice.endsOn).toBe('2029-01-02');
  });

  it('lets a clarification lapse the day after it was due, and tells that the order is refused', async () => {
    await app.root.brand.update({ where: { id: app.brands.a }, data: { isAcceptanceAutomatic: false } });
    app.kernel.brands.forget();
    const [id, answered] = [await accepted(plain.priceId), await accepted(plain.priceId)];
    expect(await refusalOf(id, 'return', { on: '2026-09-01' })).toBe('REASON_MISSING');
    expect(await refusalOf(id, 'return', { on: '2026-08-23', code: 'signature-missing' })).toBe('DUE_DATE_BEHIND');
    for (const one of [id, answered]) await must(one, 'return', { on: '2026-09-01', code: 'signature-missing' });
    expect(await events('inspection.failed', id)).toHaveLength(1);
    app.clock.set('2026-09-01T10:00:00Z');
    await must(answered, 'resubmit', { answers: [{ code: 'signature-missing', text: 'Signed' }] });
    await calendar();
    expect((await read(id, 'status')).status).toBe('clarification');
    await calendar('2026-09-02T10:00:00Z');
    expect(await read(id, 'status dueOn order { id }')).toMatchObject({ status: 'rejected' });
    expect(await read(answered, 'status dueOn')).toEqual({ status: 'in_review', dueOn: null });
    expect(
      await app.root.outboxEvent.count({ where: { type: 'order.rejected', subject: (await read(id, 'order { id }')).order.id } }),
    ).toBe(1);
    await app.root.brand.update({ where: { id: app.brands.a }, data: { isAcceptanceAutomatic: true } });
    app.kernel.brands.forget();
  });

  it('is not stopped by a contract that cannot move', async () => {
    const [stuck, free] = [await supplied(plain.priceId), await supplied(plain.priceId)];
    // The tariff that the first one was promised has no price, which nobody noticed when it was signed.
    const { id: priceless } = await (await app.as()).db.tariff.create({
      data: { code: 'priceless', name: 'x', saleFrom: new Date('2020-01-01') },
    });
    const promised = (contractId: string, tariffId: string) => ({
      ...{ brandId: app.brands.a, contractId, number: 1, kind: 'tariff', state: 'SIGNED' as const, createdBy: 'test' },
      ...{ validFrom: new Date('2026-10-01'), before: {}, after: { tariffId } },
    });
    await app.root.contractAnnex.createMany({ data: [promised(stuck, priceless), promised(free, other.tariffId)] });
    await calendar('2026-10-01T10:00:00Z');
    expect(await read(stuck, 'tariff { code } annexes { appliedAt }')).toEqual({
      tariff: { code: 'plain' },
      annexes: [{ appliedAt: null }],
    });
    expect((await read(free, 'tariff { code }')).tariff.code).toBe('other');
  });
});

describe('what a step tells', () => {
  it('is the second event of its row, beside the change of status', async () => {
    const id = await accepted(plain.priceId);
    await must(id, 'register');
    await must(id, 'confirm', { on: '2026-09-15' });
    await must(id, 'move_start', { on: '2026-09-20' });
    await must(id, 'confirm', { on: '2026-09-20' });
    await calendar('2026-09-20T10:00:00Z');
    await must(id, 'lost', { on: '2026-10-01' });
    await calendar('2026-10-01T10:00:00Z');
    await must(id, 'close');
    await must(id, 'reopen');
    const told = await app.root.outboxEvent.findMany({
      where: { subject: id, type: { not: 'contract.status-changed' } },
      orderBy: { id: 'asc' },
    });
    expect(told.map(({ type }) => type)).toEqual([
      'contract.accepted',
      'switch.requested',
      'switch.confirmed',
      'switch.requested',
      'switch.confirmed',
      'contract.activated',
      'contract.lost',
      'contract.ended',
      'contract.closed',
      'contract.reopened',
    ]);
  });

  it('of an undone switch leaves no slice behind', async () => {
    const id = await supplied(plain.priceId);
    await must(id, 'reverse_switch', { code: 'wrong-point' });
    expect(await read(id, `${DATES} tariffs { id }`)).toMatchObject({ status: 'ended', endsOn: '2026-09-15', tariffs: [] });
    expect(await events('contract.reversed', id)).toHaveLength(1);
  });
});
