import { afterAll, expect, it } from 'vitest';
import { keyFor } from '../http/http.kit.ts';
import { runJob } from '../kernel/job-runner.ts';
import { createTestApp } from '../testing/app.ts';
import { csvOf, uploadCsv } from './import.kit.ts';

const app = await createTestApp();
const address = await app.http.listen({ port: 0, host: '127.0.0.1' });
afterAll(() => app.close());
const key = await keyFor(app);

const person = (number: number, change: Readonly<Record<string, string>> = {}) => ({
  firstName: 'Ada',
  lastName: `Sample ${number}`,
  birthDate: '1980-02-29',
  email: `ada${number}@sample.example`,
  street: 'Ring',
  houseNumber: '1',
  postcode: '1010',
  city: 'Wien',
  ...change,
});
const QUERY = 'subscription ($id: ID!) { importChanged(importId: $id) { state total valid invalid done } }';

interface Told {
  readonly state: string;
  readonly valid: number;
}

/** Reads server-sent events until the server ends the stream. */
async function watch(id: string, asKey = key) {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${asKey}` },
    body: JSON.stringify({ query: QUERY, variables: { id } }),
  });
  let text = '';
  const over = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
  })();
  const told = (): Told[] => [...text.matchAll(/"importChanged":(\{[^}]*\})/g)].map(([, found]) => JSON.parse(found ?? 'null'));
  return { told, over, text: () => text };
}

async function work(): Promise<void> {
  for (;;) {
    const jobs = await app.root.jobRequest.findMany({ where: { state: 'WAITING', name: { contains: 'import' } } });
    if (jobs.length === 0) return;
    for (const { id, name, brandId, round } of jobs) {
      await app.root.jobRequest.update({ where: { id }, data: { state: 'SENT', round: round + 1 } });
      await runJob(app.kernel, { id, name, brandId, round: round + 1 });
    }
  }
}
const until = async (isSo: () => boolean) => {
  for (let waited = 0; waited < 5_000 && !isSo(); waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
};

it('tells how far an import is, to whoever comes in the middle too, and ends when it rests', async () => {
  const rows = Array.from({ length: 201 }, (_, number) => person(number, number === 7 ? { email: 'nobody' } : {}));
  const { body } = await uploadCsv(app, { key, csv: csvOf(rows), query: 'kind=customers' });
  const first = await watch(body.id);
  await until(() => first.told().length > 0);
  expect(first.told()).toEqual([{ state: 'VALIDATING', total: 201, valid: 0, invalid: 0, done: 0 }]);
  await work();
  await first.over;
  const told = first.told();
  expect(told.at(-1)).toEqual({ state: 'VALIDATED', total: 201, valid: 200, invalid: 1, done: 0 });
  expect(told.slice(1, -1).every(({ valid }) => valid > 0)).toBe(true);

  const late = await watch(body.id);
  await late.over;
  expect(late.told()).toEqual([told.at(-1)]);
});

it('tells nothing of an import that is not among the rows of whoever asks, and forgets who went', async () => {
  const listeners = app.kernel.signals.listeners();
  const { id } = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: 'other', name: 'other' } });
  const { body } = await uploadCsv(app, { key, csv: csvOf([person(1)]), query: 'kind=customers' });
  const foreign = await watch(body.id, await keyFor(app, { partnerId: id }));
  const never = await watch(crypto.randomUUID());
  await Promise.all([foreign.over, never.over]);
  expect([foreign.told(), never.told()]).toEqual([[], []]);
  expect(app.kernel.signals.listeners()).toBe(listeners);
});
