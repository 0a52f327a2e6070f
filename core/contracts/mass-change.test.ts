import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { inTransaction } from '../kernel/context.ts';
import { allow, type Decision, hook } from '../kernel/hooks.ts';
import { enqueue } from '../kernel/jobs.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { contractKit, contractsLike } from './contract.kit.ts';
import { contractTransition } from './contract.points.ts';
import { tidyPreviews } from './mass-change.jobs.ts';
import { lookAtNext } from './mass-change.preview.ts';

vi.setConfig({ testTimeout: 120_000 });
let answer: (id: string) => Decision = allow;
const warden = definePlugin({
  id: 'warden',
  version: '1.0.0',
  api: 1,
  summary: 'Watches steps',
  hooks: [hook(contractTransition, ({ contractId }) => answer(contractId))],
});
const app = await createTestApp([warden]);
await app.switch('warden', true);
afterAll(() => app.close());
const { must, tariff, accepted, read } = contractKit(app);
const plain = await tariff('plain');
beforeEach(() => {
  app.clock.set('2026-08-24T10:00:00Z');
  answer = allow;
});

const FIELDS = 'id state total outcomes { state code count } items(state: FAILED) { contractId errorCode }';
const PREVIEW = `mutation ($ids: [ID!], $filter: ContractFilter, $transition: String!) {
  previewMassChange(ids: $ids, filter: $filter, transition: $transition, reason: "all at once") { ${FIELDS} } }`;
const START = `mutation ($id: ID!) { startMassChange(id: $id) { state } }`;
const RESUME = `mutation ($id: ID!, $failed: Boolean) { resumeMassChange(id: $id, withFailed: $failed) { state } }`;
const STOP = `mutation ($id: ID!) { stopMassChange(id: $id) { state } }`;
const look = async (id: string) =>
  (await app.gql(`{ massChanges { edges { node { ${FIELDS} } } } }`)).data.massChanges.edges
    .map(({ node }: { node: { id: string } }) => node)
    .find((one: { id: string }) => one.id === id);
/** Notes them, and has each looked at. */
const preview = async (variables: object) => {
  const { data, errors } = await app.gql(PREVIEW, variables);
  expect(errors).toBeUndefined();
  expect(data.previewMassChange.state).toBe('PREVIEWING');
  await app.work();
  return look(data.previewMassChange.id);
};
const many = (count: number) => Promise.all(Array.from({ length: count }, () => accepted(plain.priceId)));
const registered = (ids: readonly string[]) =>
  app.root.contractHistory.groupBy({
    by: ['contractId'],
    where: { contractId: { in: [...ids] }, transition: 'register' },
    _count: { _all: true },
  });

describe('a change of many contracts', () => {
  it('says before what would become of each, and moves nothing', async () => {
    const ids = await many(3);
    await must(String(ids[0]), 'register');
    expect(await preview({ ids, transition: 'register' })).toMatchObject({
      state: 'PREVIEWED',
      total: 3,
      outcomes: [
        { state: 'OPEN', code: null, count: 2 },
        { state: 'FAILED', code: 'TRANSITION_NOT_ALLOWED', count: 1 },
      ],
      items: [{ contractId: ids[0], errorCode: 'TRANSITION_NOT_ALLOWED' }],
    });
    expect((await read(String(ids[1]), 'status')).status).toBe('accepted');
  });

  it('moves each once, leaves alone what changed after the preview, and tries failed ones again on demand', async () => {
    const ids = await many(4);
    const { id } = await preview({ ids, transition: 'register' });
    await app.gql(`mutation ($id: ID!) { changeContract(id: $id, expectedVersion: 4, input: { costCentre: "Meanwhile" }) { version } }`, {
      id: ids[0],
    });
    await app.gql(START, { id });
    expect((await app.gql(START, { id })).errors?.[0]?.extensions.code).toBe('MASS_CHANGE_STATE');
    await app.work();
    expect(await look(id)).toMatchObject({
      state: 'DONE',
      outcomes: [
        { state: 'DONE', code: null, count: 3 },
        { state: 'FAILED', code: 'CONTRACT_CHANGED', count: 1 },
      ],
    });
    await app.gql(RESUME, { id, failed: true });
    await app.work();
    expect(await look(id)).toMatchObject({ state: 'DONE', outcomes: [{ state: 'DONE', code: null, count: 4 }] });
    expect((await registered(ids)).map(({ _count }) => _count._all)).toEqual([1, 1, 1, 1]);
    const [last] = await app.root.contractHistory.findMany({ where: { contractId: String(ids[0]), transition: 'register' } });
    expect(last).toMatchObject({ by: 'tester', reason: 'all at once' });
  });

  it('killed in the middle goes on where it was: nothing twice, nothing left out', async () => {
    const ids = await many(6);
    const { id } = await preview({ ids, transition: 'register' });
    let asked = 0;
    answer = (contractId) => {
      asked += 1;
      if (asked === 2) throw new Error('too busy for once');
      if (contractId === ids[3]) throw new Error('the process died here');
      return allow();
    };
    await app.gql(START, { id });
    await app.work();
    // What passes was tried again; the contract that always fails was rolled back with its mark; the others were moved.
    answer = allow;
    expect(await look(id)).toMatchObject({
      outcomes: [
        { state: 'DONE', count: 5 },
        { state: 'FAILED', code: 'HOOK_FAILED', count: 1 },
      ],
    });
    // A whole job that dies between two contracts leaves them open: another run takes them, and only them.
    await app.root.massChangeItem.updateMany({ where: { massChangeId: id, state: 'FAILED' }, data: { state: 'OPEN' } });
    await app.gql(RESUME, { id });
    await app.work();
    expect(await look(id)).toMatchObject({ state: 'DONE', outcomes: [{ state: 'DONE', count: 6 }] });
    expect((await registered(ids)).map(({ _count }) => _count._all)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await app.root.outboxEvent.count({ where: { type: 'switch.requested', subject: { in: ids } } })).toBe(6);
  });

  it('whose preview died is taken away after an hour', async () => {
    const [id] = await many(1);
    const { db } = await app.as();
    const dead = await db.massChange.create({
      data: { state: 'PREVIEWING', transition: 'register', total: 0, createdBy: 'tester', createdAt: app.clock.now() },
    });
    await db.massChangeItem.create({ data: { massChangeId: dead.id, contractId: String(id), version: 1, state: 'OPEN' } });
    const tidy = async (now: string) => {
      app.clock.set(now);
      await inTransaction(await app.as(), (tx) => enqueue(tx, tidyPreviews, {}));
      await app.work();
      return db.massChange.count({ where: { id: dead.id } });
    };
    expect(await tidy('2026-08-24T10:59:00Z')).toBe(1);
    expect(await tidy('2026-08-24T11:01:00Z')).toBe(0);
    expect(await db.massChangeItem.count({ where: { massChangeId: dead.id } })).toBe(0);
  });

  it('can be stopped, and goes on', async () => {
    const ids = await many(3);
    const { id } = await preview({ ids, transition: 'register' });
    await app.gql(START, { id });
    await app.gql(STOP, { id });
    await app.work();
    expect(await look(id)).toMatchObject({ state: 'STOPPED', outcomes: [{ state: 'OPEN', count: 3 }] });
    await app.gql(RESUME, { id });
    await app.work();
    expect(await look(id)).toMatchObject({ state: 'DONE', outcomes: [{ state: 'DONE', count: 3 }] });
  });

  it("says in the reader's language why a contract stays", async () => {
    const [id] = await many(1);
    await must(String(id), 'register');
    const change = await preview({ ids: [id], transition: 'register' });
    const ask = `query ($id: ID!) { massChange(id: $id) { outcomes { message } items(code: "TRANSITION_NOT_ALLOWED") { message contract { id } } } }`;
    const german = await app.as('a', { language: 'de' });
    expect((await app.gql(ask, { id: change.id }, german)).data.massChange).toEqual({
      outcomes: [{ message: expect.stringContaining('„registering“') }],
      items: [{ message: expect.stringContaining('„registering“'), contract: { id } }],
    });
  });

  it('concerns the brand alone, and never everything by mistake', async () => {
    const [id] = await many(1);
    const foreign = await app.gql(PREVIEW, { ids: [id], transition: 'register' }, await app.as('b'));
    expect(foreign.data.previewMassChange.total).toBe(0);
    expect((await app.gql(PREVIEW, { transition: 'register' })).errors?.[0]?.extensions.code).toBe('MASS_CHANGE_EMPTY');
    expect((await app.gql(START, { id: foreign.data.previewMassChange.id })).errors?.[0]?.extensions.code).toBe('MASS_CHANGE_NOT_FOUND');
  });

  it('of ten thousand contracts is previewed with statements bounded by pages', async () => {
    const [id] = await many(1);
    await contractsLike(app, String(id), { count: 10_000, status: 'accepted', kind: 'WAITING' });
    const { customer } = await read(String(id), 'customer { id }');
    let statements = 0;
    (app.root as unknown as { $on: (event: 'query', listener: () => void) => void }).$on('query', () => {
      statements += 1;
    });
    const { data } = await app.gql(PREVIEW, { filter: { customerId: customer.id }, transition: 'register' });
    const { id: massChangeId } = data.previewMassChange;
    // Page by page as the job does, without the night's work on so many contracts beside it.
    const change = await app.root.massChange.findUniqueOrThrow({ where: { id: massChangeId } });
    const ctx = await app.as();
    let after: string | null = '00000000-0000-0000-0000-000000000000';
    while (after !== null) {
      const from: string = after;
      after = await inTransaction(ctx, (tx) => lookAtNext(tx, change, from));
    }
    expect(await look(massChangeId)).toMatchObject({ total: 10_001, outcomes: [{ state: 'OPEN', code: null, count: 10_001 }] });
    expect(statements).toBeLessThan(100);
  });
});
