import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { allow, type Decision, deny, hook, pend } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { runSchedules } from '../kernel/schedules.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { contractTransition } from './contract.points.ts';

vi.setConfig({ testTimeout: 60_000 });
let answer: () => Decision = allow;
const warden = definePlugin({
  id: 'warden',
  version: '1.0.0',
  api: 1,
  summary: 'Watches steps',
  hooks: [hook(contractTransition, () => answer())],
});
const app = await createTestApp([warden]);
await app.switch('warden', true);
afterAll(() => app.close());
beforeEach(() => {
  app.clock.set('2026-08-24T10:00:00Z');
  answer = allow;
});

const PLACE =
  'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id version status } } }';
const STEP = `mutation ($id: ID!, $transition: String!, $on: Date, $seen: Int) {
  transitionContract(id: $id, transition: $transition, effectiveOn: $on, expectedVersion: $seen, reason: "test") { id status kind version suppliedFrom endsOn }
}`;
const accepted = async (): Promise<{ id: string; version: number }> => {
  const { data } = await app.gql(PLACE, { input: completeOrder(await sampleOffer(await app.as())), key: crypto.randomUUID() });
  return data.placeOrder.contracts[0];
};
const step = (id: string, transition: string, more: object = {}) => app.gql(STEP, { id, transition, ...more });
const codeOf = async (asked: ReturnType<typeof step>) => (await asked).errors?.[0]?.extensions.code;
const read = async (id: string) =>
  (await app.gql('query ($id: ID!) { contract(id: $id) { status suppliedFrom endsOn history { transition by } } }', { id })).data.contract;
const runCalendar = async () => {
  await runSchedules(app.kernel);
  await app.work();
};
const confirmed = async (on = '2026-09-15') => {
  const { id } = await accepted();
  await step(id, 'register');
  await step(id, 'confirm', { on });
  return id;
};

describe('a contract', () => {
  it('becomes active on the confirmed day, by itself, exactly once, and tells it', async () => {
    const id = await confirmed();
    app.clock.set('2026-09-14T21:59:00Z'); // still the 14th in Vienna
    await runCalendar();
    expect((await read(id)).status).toBe('confirmed');
    app.clock.set('2026-09-14T22:10:00Z'); // the 15th
    await runCalendar();
    app.clock.forward({ days: 1 });
    await runCalendar();
    expect(await read(id)).toMatchObject({ status: 'active', suppliedFrom: '2026-09-15' });
    expect(await app.root.outboxEvent.count({ where: { type: 'contract.activated', subject: id } })).toBe(1);
  });

  it('ends on the day that was given notice for', async () => {
    const id = await confirmed();
    app.clock.set('2026-09-20T10:00:00Z');
    await runCalendar();
    // Two weeks, and the day of receipt does not count.
    expect(await codeOf(step(id, 'give_notice', { on: '2026-10-04' }))).toBe('NOTICE_TOO_SHORT');
    expect((await step(id, 'give_notice')).data.transitionContract).toMatchObject({ status: 'terminating', endsOn: '2026-10-05' });
    app.clock.set('2026-10-04T21:59:00Z'); // still the 4th in Vienna
    await runCalendar();
    expect((await read(id)).status).toBe('terminating');
    app.clock.set('2026-10-05T10:00:00Z');
    await runCalendar();
    expect((await read(id)).status).toBe('ended');
    expect((await read(id)).history.map(({ transition }: { transition: string }) => transition)).toEqual([
      'create',
      'submit',
      'start_review',
      'accept',
      'register',
      'confirm',
      'activate',
      'give_notice',
      'end',
    ]);
  });

  it('needs the dates that a step is about', async () => {
    const { id } = await accepted();
    await step(id, 'register');
    expect(await codeOf(step(id, 'confirm'))).toBe('DATE_MISSING');
    expect((await read(id)).status).toBe('registering');
  });

  it('can be withdrawn within 14 days of signing and not later', async () => {
    const first = await accepted();
    const second = await accepted();
    app.clock.set('2026-09-07T10:00:00Z');
    expect((await step(first.id, 'withdraw')).data.transitionContract.status).toBe('withdrawn');
    app.clock.set('2026-09-08T10:00:00Z');
    expect(await codeOf(step(second.id, 'withdraw'))).toBe('WITHDRAWAL_PERIOD_OVER');
  });

  it('is not changed by somebody who saw an older version', async () => {
    const { id, version } = await accepted();
    const codes = await Promise.all([codeOf(step(id, 'register', { seen: version })), codeOf(step(id, 'cancel', { seen: version }))]);
    expect(codes.sort()).toEqual(['CONTRACT_CHANGED', undefined]);
  });

  it('takes no step that belongs to the calendar or to the order as a whole', async () => {
    const id = await confirmed();
    expect(await codeOf(step(id, 'activate'))).toBe('TRANSITION_NOT_YOURS');
    const { data } = await app.gql('mutation { saveOrder(input: {}) { contracts { id } } }');
    expect(await codeOf(step(data.saveOrder.contracts[0].id, 'submit'))).toBe('TRANSITION_OF_THE_ORDER');
  });

  it('asks the plugins before a step, and not one that is off', async () => {
    const { id } = await accepted();
    answer = () => deny('WARDEN_NO', 'Not now');
    expect(await codeOf(step(id, 'register'))).toBe('WARDEN_NO');
    answer = () => pend('warden.waiting');
    expect(await codeOf(step(id, 'register'))).toBe('TRANSITION_PENDING');
    await app.switch('warden', false);
    expect((await step(id, 'register')).data.transitionContract.status).toBe('registering');
    await app.switch('warden', true);
  });

  it('says which steps lead on, and its status in the language of the reader', async () => {
    const { id } = await accepted();
    const { data } = await app.gql(
      'query ($id: ID!) { contract(id: $id) { statusLabel nextTransitions } }',
      { id },
      await app.as('a', { language: 'de' }),
    );
    expect(data.contract).toEqual({ statusLabel: 'Angenommen', nextTransitions: ['register', 'withdraw', 'cancel'] });
  });

  it('has a history that nobody can rewrite', async () => {
    const { id } = await accepted();
    await expect(app.root.contractHistory.updateMany({ where: { contractId: id }, data: { by: 'somebody else' } })).rejects.toThrow(
      'written once',
    );
    await expect(app.root.contractHistory.deleteMany({ where: { contractId: id } })).rejects.toThrow('written once');
  });

  it('has one tariff at a time, says the database', async () => {
    const { id } = await accepted();
    const slice = await app.root.contractTariff.findFirstOrThrow({ where: { contractId: id } });
    const { id: _id, ...copy } = slice;
    await expect(app.root.contractTariff.create({ data: { ...copy, validFrom: new Date('2027-01-01') } })).rejects.toThrow(
      'contract_tariff_slices_do_not_overlap',
    );
  });
});
