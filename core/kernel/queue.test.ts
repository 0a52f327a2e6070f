import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../testing/app.ts';
import { asBrand, inTransaction } from './context.ts';
import { DomainError } from './errors.ts';
import { takeJobs } from './job.sql.ts';
import { relayJobs, runJob, sweepLostJobs } from './job-runner.ts';
import { enqueue, goOn, type Job, job } from './jobs.ts';
import { callOutside } from './outside.ts';
import { definePlugin } from './plugin.ts';
import { type Pump, startPump } from './pump.ts';
import { createQueue, type Queue } from './queue.ts';

// Runs on PostgreSQL, and on Redis when REDIS_URL is set: `npm run test:redis`.
const input = z.object({ number: z.number().int() });
const ran: { brand: string; number: number; key: string; attempt: number }[] = [];
let behave: (number: number, attempt: number) => Promise<void> = async () => undefined;
const tried = job({
  name: 'worker.try',
  input,
  attempts: 3,
  run: async ({ number }, { brand, idempotencyKey, attempt }) => {
    ran.push({ brand: brand.code, number, key: idempotencyKey, attempt });
    await behave(number, attempt);
  },
});
const sliced: Job<{ number: number }> = job({
  name: 'worker.slices',
  input,
  run: async ({ number }, ctx) => {
    ran.push({ brand: ctx.brand.code, number, key: ctx.idempotencyKey, attempt: ctx.attempt });
    await behave(number, ctx.attempt);
    if (number < 3) goOn(ctx, sliced, { number: number + 1 });
  },
});
const worker = definePlugin({ id: 'worker', version: '1.0.0', api: 1, summary: 'Does jobs', jobs: [tried, sliced] });

const app = await createTestApp([worker]);
await app.switch('worker', true);
await app.switch('worker', true, { brand: 'b' });

let queue: Queue | null = null;
let pump: Pump | null = null;
const openQueue = () =>
  createQueue({
    connectionString: app.connectionString,
    redisUrl: app.redisUrl,
    name: `jobs-${crypto.randomUUID()}`,
    log: app.kernel.log,
  });
const startWorking = async () => {
  queue = openQueue();
  pump = await startPump(app.kernel, queue);
};
const stopWorking = async () => {
  await pump?.stop();
  await queue?.close();
  pump = null;
  queue = null;
};
afterEach(async () => {
  await stopWorking();
  behave = async () => undefined;
  ran.length = 0;
  await app.root.jobRequest.deleteMany();
});
afterAll(() => app.close());

const ask = async (numbers: readonly number[], brand: 'a' | 'b' = 'a', uniqueKey?: string) =>
  inTransaction(await app.as(brand), async (ctx) => {
    for (const number of numbers) await enqueue(asBrand(ctx), tried, { number }, uniqueKey === undefined ? {} : { uniqueKey });
  });
const requests = () => app.root.jobRequest.findMany({ orderBy: { id: 'asc' } });
const until = async (isTrue: () => Promise<boolean>) => {
  for (let waited = 0; waited < 10_000; waited += 25) {
    if (await isTrue()) return;
    await sleep(25);
  }
  throw new Error('it did not happen within 10 s');
};
const settled = () => until(async () => (await requests()).every(({ state }) => ['DONE', 'DEAD', 'PARKED', 'DROPPED'].includes(state)));
const retryNow = () => app.root.jobRequest.updateMany({ where: { state: 'WAITING' }, data: { notBefore: null } });

describe('a job', () => {
  it('is run by a worker, with its own idempotency key, and only after its transaction', async () => {
    await startWorking();
    await ask([1, 2, 3]);
    await settled();
    expect(ran.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
    expect(new Set(ran.map(({ key }) => key))).toEqual(new Set((await requests()).map(({ id }) => id)));

    const rolledBack = inTransaction(await app.as(), async (ctx) => {
      await enqueue(asBrand(ctx), tried, { number: 4 });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    expect(await app.root.jobRequest.count()).toBe(3);
  });

  it('is asked for once per unique key', async () => {
    await ask([1], 'a', 'once');
    await ask([2], 'a', 'once');
    expect((await requests()).map((request) => request.input)).toEqual([{ number: 1 }]);
  });

  it('is tried again with the same key, and becomes a dead letter that a person can run again', async () => {
    behave = async () => {
      throw new Error('the company is down');
    };
    await startWorking();
    await ask([1]);
    await until(async () => {
      await retryNow();
      return (await requests())[0]?.state === 'DEAD';
    });
    expect(ran.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(ran.map(({ key }) => key)).size).toBe(1);
    const { data } = await app.gql('{ jobs(filter: { state: [DEAD] }) { edges { node { id name attempt error } } } }');
    expect(data.jobs.edges[0].node).toMatchObject({ name: 'worker.try', attempt: 3, error: 'the company is down' });

    behave = async () => undefined;
    await app.gql('mutation ($id: ID!) { retryJob(id: $id) { state } }', { id: data.jobs.edges[0].node.id });
    await until(async () => (await requests())[0]?.state === 'DONE');
  });

  it('that cannot succeed is a dead letter at once', async () => {
    behave = async () => {
      throw new DomainError('WORKER_REFUSED', 'The company refuses this');
    };
    await startWorking();
    await ask([1]);
    await settled();
    expect(ran).toHaveLength(1);
    expect((await requests())[0]).toMatchObject({ state: 'DEAD', error: 'The company refuses this' });
  });

  it('is tried again when a plugin did not answer in time: that passes', async () => {
    behave = async (_number, attempt) => {
      if (attempt === 1) throw new DomainError('HOOK_FAILED', 'The plugin "slow" failed in "order.acceptance"');
    };
    await startWorking();
    await ask([1]);
    await until(async () => {
      await retryNow();
      return (await requests())[0]?.state === 'DONE';
    });
    expect(ran.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('waits without using up a try while the circuit of its company is open', async () => {
    const company = `company-${crypto.randomUUID()}`;
    const failing = () => callOutside(company, 100, async () => Promise.reject(new Error('down')));
    for (let call = 0; call < 5; call++) await failing().catch(() => undefined);
    behave = failing;
    await startWorking();
    await ask([1]);
    await until(async () => (await requests())[0]?.error !== null);
    expect((await requests())[0]).toMatchObject({ state: 'WAITING', attempt: 0 });
    const pause = async () => Math.round((((await requests())[0]?.notBefore?.getTime() ?? 0) - Date.now()) / 1_000);
    expect(await pause()).toBeGreaterThan(25);
    expect(await pause()).toBeLessThanOrEqual(30);
    // The longer it lasts the longer it waits, up to five minutes.
    await app.root.jobRequest.updateMany({ data: { notBefore: null, error: null, round: 20 } });
    await until(async () => (await requests())[0]?.error !== null);
    expect((await requests())[0]).toMatchObject({ state: 'WAITING', attempt: 0 });
    expect(await pause()).toBeGreaterThan(290);
    expect(await pause()).toBeLessThanOrEqual(300);
  });

  it('goes on in another worker when its own is gone, and runs once', async () => {
    queue = openQueue();
    await ask([1, 2]);
    expect(await relayJobs(app.kernel, queue)).toBe(2);
    await queue.close(); // nobody worked on it
    await startWorking(); // another queue: the hand-over is unknown there, so the sweeper sends it anew
    await settled();
    expect(ran.map(({ number }) => number).sort()).toEqual([1, 2]);
  });

  it('that could not even be begun waits again at once, and keeps no other job of its parcel', async () => {
    await ask([1, 2, 3]);
    queue = openQueue();
    const jobs = await takeJobs(app.root, 10);
    await queue.add([jobs]);
    const [broken] = jobs;
    const unreachable = new Error('too many connections');
    let asked = 0;
    const facts = (brandId: string) => {
      asked += 1;
      return asked === 1 ? Promise.reject(unreachable) : app.kernel.brands.facts(brandId);
    };
    const kernel = { ...app.kernel, brands: { ...app.kernel.brands, facts } };
    queue.work((job) => runJob(kernel, job), 1);
    await until(async () => (await requests()).filter(({ state }) => state === 'DONE').length === 2);
    expect((await requests()).find(({ id }) => id === broken?.id)).toMatchObject({ state: 'WAITING', attempt: 0 });
    expect(ran.map(({ number }) => number)).toEqual([2, 3]);
  });

  it('runs once when two hand-overs of it meet', async () => {
    await ask([1]);
    const [first] = await app.root.$transaction((tx) => takeJobs(tx, 10));
    if (!first) throw new Error('nothing to take');
    await app.root.jobRequest.updateMany({ data: { state: 'WAITING' } });
    const [second] = await app.root.$transaction((tx) => takeJobs(tx, 10));
    if (!second) throw new Error('nothing to take again');
    await runJob(app.kernel, first);
    await runJob(app.kernel, second);
    await runJob(app.kernel, second);
    expect(ran).toHaveLength(1);
  });
});

describe('a job in slices', () => {
  const askForSlices = async () => inTransaction(await app.as(), (ctx) => enqueue(asBrand(ctx), sliced, { number: 1 }));
  const runNext = async () => {
    const [next] = await app.root.$transaction((tx) => takeJobs(tx, 1));
    if (next) await runJob(app.kernel, next);
    return next;
  };

  it('keeps its place before what was asked for later, and is one job to the end', async () => {
    await askForSlices();
    await ask([100, 101]);
    for (let run = 0; run < 5; run++) await runNext();
    expect(ran.map(({ number }) => number)).toEqual([1, 2, 3, 100, 101]);
    expect(new Set(ran.slice(0, 3).map(({ key }) => key)).size).toBe(1);
    expect((await requests()).map(({ state }) => state)).toEqual(['DONE', 'DONE', 'DONE']);
  });

  it('begins a failed slice again, and forgets its tries with the next', async () => {
    behave = async (number, attempt) => {
      if (number === 2 && attempt === 1) throw new Error('down for a moment');
    };
    await askForSlices();
    for (let run = 0; run < 4; run++) {
      await runNext();
      await retryNow();
    }
    expect(ran.map(({ number, attempt }) => [number, attempt])).toEqual([
      [1, 1],
      [2, 1],
      [2, 2],
      [3, 1],
    ]);
  });

  it('is asked for once when two workers had the same slice', async () => {
    await askForSlices();
    const first = await runNext();
    if (!first) throw new Error('nothing to take');
    await runJob(app.kernel, first);
    expect(ran.map(({ number }) => number)).toEqual([1]);
    expect((await requests()).map((request) => [request.state, request.input])).toEqual([['WAITING', { number: 2 }]]);
  });
});

describe('fairness', () => {
  it('lets a brand with one job through while another has thousands', async () => {
    await app.root.$executeRawUnsafe(`insert into job_request (id, brand_id, name, input)
      select gen_random_uuid(), '${app.brands.a}', 'worker.try', '{"number": 1}' from generate_series(1, 3000)`);
    await ask([2], 'b');
    const taken = await app.root.$transaction((tx) => takeJobs(tx, 50));
    expect(taken.filter(({ brandId }) => brandId === app.brands.a)).toHaveLength(50);
    expect(taken.filter(({ brandId }) => brandId === app.brands.b)).toHaveLength(1);
    expect(await app.root.$transaction((tx) => takeJobs(tx, 50))).toEqual([]); // a's fifty are under way
  });

  it('gives new jobs half of the places while thousands come again and again, and those their turn by when they are due', async () => {
    await app.root.$executeRawUnsafe(`insert into job_request (id, brand_id, name, input, not_before)
      select gen_random_uuid(), '${app.brands.a}', 'worker.try', '{"number": 1}', now() - make_interval(secs => n)
      from generate_series(1, 3000) n`);
    await ask([7, 8]);
    const taken = await app.root.$transaction((tx) => takeJobs(tx, 10));
    const numbers = await app.root.jobRequest.findMany({
      where: { id: { in: taken.map(({ id }) => id) } },
      orderBy: [{ notBefore: 'asc' }, { id: 'asc' }],
    });
    const [again, fresh] = [numbers.filter(({ notBefore }) => notBefore), numbers.filter(({ notBefore }) => !notBefore)];
    expect(fresh.map(({ input }) => input)).toEqual([{ number: 7 }, { number: 8 }]);
    expect(again).toHaveLength(8); // the places that new jobs leave
    const dueBefore = { notBefore: { lt: again[0]?.notBefore ?? new Date() }, state: 'WAITING' } as const;
    expect(await app.root.jobRequest.count({ where: dueBefore })).toBe(0);
    expect(await app.root.jobRequest.count({ where: { ...dueBefore, notBefore: { lt: again[7]?.notBefore ?? new Date() } } })).toBe(0);
  });

  it('lets neither kind wait for ever where places come free one by one', async () => {
    await app.root.$executeRawUnsafe(`insert into job_request (id, brand_id, name, input, not_before)
      select gen_random_uuid(), '${app.brands.a}', 'worker.try', '{"number": 1}', case when n % 2 = 0 then now() - interval '1 minute' end
      from generate_series(1, 200) n`);
    const taken: string[] = [];
    for (let place = 1; place <= 60; place++) {
      const [job] = await app.root.$transaction((tx) => takeJobs(tx, place));
      if (job) taken.push(job.id);
    }
    const again = await app.root.jobRequest.count({ where: { id: { in: taken }, notBefore: { not: null } } });
    expect(taken).toHaveLength(60);
    expect(again).toBeGreaterThan(10); // by chance half of them
    expect(again).toBeLessThan(50);
  });
});

it('puts back only what the queue has lost', async () => {
  queue = openQueue();
  await ask([1, 2]);
  const jobs = await app.root.$transaction((tx) => takeJobs(tx, 10));
  await queue.add([jobs.slice(0, 1)]);
  expect(await sweepLostJobs(app.kernel, queue, 0)).toBe(1);
  expect((await requests()).map(({ state }) => state).sort()).toEqual(['SENT', 'WAITING']);
});
