import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { inTransaction } from '../kernel/context.ts';
import { enqueue, job } from '../kernel/jobs.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';

const done: string[] = [];
const call = job({
  name: 'telephone.call',
  input: z.strictObject({ orderId: z.uuid(), times: z.int().min(1).default(1) }),
  attempts: 1,
  run: async ({ orderId }) => {
    if (orderId === WRONG) throw new Error('nobody answers');
    done.push(orderId);
  },
});
const telephone = definePlugin({ id: 'telephone', version: '1.0.0', api: 1, summary: 'Calls', jobs: [call] });
const [WRONG, RIGHT] = [crypto.randomUUID(), crypto.randomUUID()];

const app = await createTestApp([telephone]);
afterAll(() => app.close());
await app.gql('mutation { switchPlugin(pluginId: "telephone", enabled: true) { id } }');

const deadLetter = async (): Promise<string> => {
  await inTransaction(await app.as(), (ctx) => enqueue(ctx, call, { orderId: WRONG, times: 1 }));
  const { id } = await app.root.jobRequest.findFirstOrThrow({ where: { name: call.name }, orderBy: { id: 'desc' } });
  await app.root.jobRequest.update({ where: { id }, data: { state: 'DEAD', attempt: 1, error: 'nobody answers' } });
  return id;
};
const retry = (id: string, input?: unknown) =>
  app.gql('mutation ($id: ID!, $input: JSON) { retryJob(id: $id, input: $input) { state attempt input } }', { id, input });
const audited = (subject: string) =>
  app.root.auditEntry.findMany({ where: { subject }, select: { action: true, before: true, after: true } });

it('is run again for something else, which the schema of the job has checked', async () => {
  const id = await deadLetter();
  const { data } = await app.gql(`{ job(id: "${id}") { name error input inputSchema } }`);
  expect(data.job).toMatchObject({
    ...{ name: 'telephone.call', error: 'nobody answers', input: { orderId: WRONG, times: 1 } },
    inputSchema: { type: 'object', properties: { orderId: { type: 'string' }, times: { type: 'integer' } } },
  });

  const { errors } = await retry(id, { orderId: 'somebody', times: 0, colour: 'red' });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'JOB_INPUT_INVALID' });
  const { problems } = errors?.[0]?.extensions ?? {};
  expect((problems as { field: string }[]).map(({ field }) => field).sort()).toEqual(['colour', 'orderId', 'times']);
  expect(await app.root.jobRequest.findUnique({ where: { id } })).toMatchObject({ state: 'DEAD', input: { orderId: WRONG } });
  expect(await audited(id)).toEqual([]);

  expect((await retry(id, { orderId: RIGHT })).data.retryJob).toEqual({
    state: 'WAITING',
    attempt: 0,
    input: { orderId: RIGHT, times: 1 },
  });
  await app.work();
  expect(done).toEqual([RIGHT]);
  expect(await audited(id)).toEqual([
    { action: 'job.retried', before: { input: { orderId: WRONG, times: 1 } }, after: { input: { orderId: RIGHT, times: 1 } } },
  ]);
  expect((await retry(id)).errors?.[0]?.extensions.code).toBe('JOB_NOT_DEAD');
});

it('is dropped for a reason that the audit log keeps', async () => {
  const id = await deadLetter();
  const drop = (reason: string | null) =>
    app.gql('mutation ($id: ID!, $reason: String) { dropJob(id: $id, reason: $reason) { state } }', { id, reason });
  expect((await drop('x'.repeat(501))).errors?.[0]?.extensions).toMatchObject({ code: 'JOB_REASON_TOO_LONG', field: 'reason' });
  expect((await drop(' The order was cancelled. ')).data.dropJob.state).toBe('DROPPED');
  expect(await audited(id)).toEqual([{ action: 'job.dropped', before: null, after: { reason: 'The order was cancelled.' } }]);
  expect((await drop(null)).errors?.[0]?.extensions.code).toBe('JOB_NOT_DEAD');
});

it('is nobody else’s: another brand finds neither the job nor what to run again', async () => {
  const id = await deadLetter();
  const other = await app.as('b');
  expect((await app.gql(`{ job(id: "${id}") { id } }`, {}, other)).data.job).toBeNull();
  expect((await app.gql(`mutation { retryJob(id: "${id}") { id } }`, {}, other)).errors?.[0]?.extensions.code).toBe('JOB_NOT_DEAD');
});
