import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { contractActivated, contractEnded, emit, inTransaction } from '#core';
import { openShop } from './test-data/shop.ts';

const shop = await openShop();
const { app, bureau, place } = shop;
afterAll(shop.close);

const others = {
  ...{ creditreformUrl: bureau.urlOf('creditreform'), creditreformUser: bureau.clientId, creditreformPassword: bureau.clientSecret },
  ...{ companyBureau: 'creditreform', monitor: 'companies', prices: { 'creditreform.watch': 250 } },
};
beforeEach(() => shop.configure(others));

const firm = (companyName: string) => ({ kind: 'COMPANY', companyName, firstName: undefined, birthDate: undefined, lastName: undefined });
const day = (text: string) => new Date(`${text}T00:00:00Z`);
/** Orders, and lets supply begin. */
const supplied = async (customer: object): Promise<{ contractId: string; customerId: string; orderId: string }> => {
  const orderId = await place(customer, undefined, { requestedStartOn: '2027-03-01' });
  await app.work();
  const { id: contractId, customerId } = await app.root.contract.findFirstOrThrow({ where: { orderId } });
  await begin(contractId);
  return { contractId, customerId: customerId ?? '', orderId };
};
const begin = async (contractId: string): Promise<void> => {
  await app.root.contract.update({
    where: { id: contractId },
    data: { kind: 'SUPPLY', status: 'active', suppliedFrom: day('2026-08-01') },
  });
  await inTransaction(await app.as(), (ctx) => emit(ctx, contractActivated, { contractId }));
  await app.work();
};
const end = async (contractId: string): Promise<void> => {
  await app.root.contract.update({ where: { id: contractId }, data: { kind: 'ENDED', status: 'ended', endsOn: day('2026-09-01') } });
  await inTransaction(await app.as(), (ctx) => emit(ctx, contractEnded, { contractId }));
  await app.work();
};
const monthBegin = (): Date => day(`${app.clock.now().toISOString().slice(0, 7)}-01`);
const watchOf = (customerId: string) => app.root.creditCheckWatch.findUnique({ where: { customerId } });
const run = async (name: string): Promise<void> => {
  await app.root.jobRequest.create({ data: { brandId: app.brands.a, name: `credit-check.${name}`, input: {} } });
  await app.work();
};
const ALERTS = 'query ($isOpen: Boolean!) { creditCheckAlerts(isOpen: $isOpen) { id orderId bureau kind seenBy note } }';
const NOTE = 'mutation ($id: ID!, $note: String!) { noteCreditCheckAlert(id: $id, note: $note) { seenBy note } }';
const alerts = async (isOpen = true) => (await app.gql(ALERTS, { isOpen })).data.creditCheckAlerts;
const codeOf = ({ errors }: { errors?: readonly { extensions: Readonly<Record<string, unknown>> }[] }) => errors?.[0]?.extensions.code;
const bills = () => bureau.bill.filter(({ product }) => product === 'watch').length;
/** Calls of the watch that begins, moves or ends. */
const calls = (path: RegExp) => [...bureau.calls].reduce((sum, [one, count]) => (path.test(one) ? sum + count : sum), 0);

describe('a customer whom a bureau knows', () => {
  it('is watched from the day on which supply begins until it ends, and paid for by the term', async () => {
    const { contractId, customerId, orderId } = await supplied(firm('Muster GmbH'));
    const watch = await watchOf(customerId);
    expect(watch).toMatchObject({ state: 'ACTIVE', bureau: 'creditreform', orderId, costCents: 250, legalBasis: 'energy-contract' });
    expect(watch?.until.toISOString().slice(0, 10)).toBe('2026-09-28');
    const before = bills();
    await begin(contractId); // told twice
    await run('watches');
    expect(bills()).toBe(before);
    await end(contractId);
    expect(await watchOf(customerId)).toMatchObject({ state: 'ENDED', endedAt: app.clock.now() });
    expect(calls(/monitorings\/CM\d+$/)).toBe(1);
  });

  it('is watched on when the term ends, without a second watch at the bureau', async () => {
    const { customerId } = await supplied(firm('Dauer GmbH'));
    const first = await watchOf(customerId);
    app.clock.forward({ days: 30 });
    await run('watches');
    const second = await watchOf(customerId);
    expect(second).toMatchObject({ state: 'ACTIVE', watchNumber: first?.watchNumber, costCents: 250 });
    expect(second?.until.getTime()).toBe((first?.until.getTime() ?? 0) + 30 * 86_400_000);
  });

  it('is nobody to watch as a person, where the brand wants companies alone, and where nobody is wanted', async () => {
    const person = await supplied({});
    expect(await watchOf(person.customerId)).toBe(null);
    await shop.configure({ ...others, monitor: 'nobody' });
    expect(await watchOf((await supplied(firm('Ungesehen GmbH'))).customerId)).toBe(null);
  });

  it('is not watched above the budget of the month, and is once there is room', async () => {
    const { _sum } = await app.root.creditCheckWatch.aggregate({ where: { begunAt: { gte: monthBegin() } }, _sum: { costCents: true } });
    await shop.configure({ ...others, monthlyBudgetCents: (_sum.costCents ?? 0) + 100 });
    const { customerId } = await supplied(firm('Teuer GmbH'));
    await run('watches');
    expect(await watchOf(customerId)).toBe(null);
    await shop.configure(others);
    await run('watches');
    expect(await watchOf(customerId)).toMatchObject({ state: 'ACTIVE' });
  });

  it('is watched from the next night on where the brand wants it after supply began', async () => {
    await shop.configure({ ...others, monitor: 'nobody' });
    const [company, person] = [await supplied(firm('Später GmbH')), await supplied({})];
    await run('watches');
    expect(await watchOf(company.customerId)).toBe(null);
    await shop.configure(others);
    await run('watches');
    expect(await watchOf(company.customerId)).toMatchObject({ state: 'ACTIVE', orderId: company.orderId });
    expect(await watchOf(person.customerId)).toBe(null);
  });

  it('whom the bureau refuses to watch is asked for again after the term, not each night', async () => {
    const { customerId } = await supplied(firm('Abgelehnt GmbH'));
    await app.root.creditCheckWatch.updateMany({ where: { customerId }, data: { state: 'FAILED' } });
    await run('watches');
    expect(await watchOf(customerId)).toMatchObject({ state: 'FAILED' });
    app.clock.forward({ days: 36 });
    await run('watches');
    expect(await watchOf(customerId)).toMatchObject({ state: 'ACTIVE' });
  });

  it('is left to the end of the term when the plugin goes off, which is told before', async () => {
    const { customerId } = await supplied(firm('Abschied GmbH'));
    const { data } = await app.gql('{ plugins { id preview(enabled: false) { notes } } }');
    const { preview } = data.plugins.find(({ id }: { id: string }) => id === 'credit-check');
    expect(preview.notes.join()).toMatch(/Customers that a bureau watches: \d+/);
    await app.switch('credit-check', false);
    app.clock.forward({ days: 30 });
    await run('watches');
    expect((await watchOf(customerId))?.until.getTime()).toBeLessThan(app.clock.now().getTime() + 7 * 86_400_000);
    expect(codeOf(await app.gql(ALERTS, { isOpen: true }))).toBe('PLUGIN_DISABLED');
    await app.switch('credit-check', true, { parked: 'drop' });
  });
});

describe('what a bureau tells about them', () => {
  it('is kept once and waits for a person, who notes what they make of it', async () => {
    const { orderId } = await supplied(firm('Absturz GmbH'));
    await run('read-changes');
    await run('read-changes');
    const [alert, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ orderId, bureau: 'creditreform', kind: 'NEGATIVE_FEATURE', seenBy: null });
    expect((await app.gql('{ creditCheckQueue { alerts } }')).data.creditCheckQueue.alerts).toBe(1);
    expect((await shop.see(orderId)).status).toBe('active'); // nothing follows by itself

    expect(codeOf(await app.gql(NOTE, { id: alert.id, note: ' ' }))).toBe('CREDIT_CHECK_REASON_MISSING');
    expect((await app.gql(NOTE, { id: alert.id, note: 'Called them.' })).data.noteCreditCheckAlert).toEqual({
      ...{ seenBy: 'tester', note: 'Called them.' },
    });
    expect(codeOf(await app.gql(NOTE, { id: alert.id, note: 'Again.' }))).toBe('CREDIT_CHECK_ALERT_SEEN');
    expect(codeOf(await app.gql(NOTE, { id: crypto.randomUUID(), note: 'Who?' }))).toBe('CREDIT_CHECK_ALERT_NOT_FOUND');
    expect([await alerts(), (await alerts(false)).length]).toEqual([[], 1]);
  });

  it('is no business of partners', async () => {
    const seller = await app.as('a', { permissions: new Set(['order.read', 'order.write']) });
    expect(codeOf(await app.gql(ALERTS, { isOpen: true }, seller))).toBe('FORBIDDEN');
    expect(codeOf(await app.gql(NOTE, { id: crypto.randomUUID(), note: 'x' }, seller))).toBe('FORBIDDEN');
  });

  it('is asked for again when the bureau was down', async () => {
    const { orderId } = await supplied(firm('Absturz AG'));
    bureau.setFault('down');
    await run('read-changes');
    bureau.setFault(null);
    await shop.hurry();
    await app.work();
    expect((await alerts()).map((alert: { orderId: string }) => alert.orderId)).toEqual([orderId]);
  });
});
