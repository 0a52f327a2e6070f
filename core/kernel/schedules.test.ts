import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../testing/app.ts';
import { job } from './jobs.ts';
import { definePlugin } from './plugin.ts';
import { nextRun, runSchedules } from './schedules.ts';

const VIENNA = 'Europe/Vienna';

describe('the next run', () => {
  it('is at the same local time before and after a change of the clocks', () => {
    expect(nextRun('0 3 * * *', VIENNA, new Date('2026-03-27T12:00:00Z'))).toEqual(new Date('2026-03-28T02:00:00Z'));
    expect(nextRun('0 3 * * *', VIENNA, new Date('2026-03-28T12:00:00Z'))).toEqual(new Date('2026-03-29T01:00:00Z'));
    expect(nextRun('0 3 * * *', VIENNA, new Date('2026-10-25T12:00:00Z'))).toEqual(new Date('2026-10-26T02:00:00Z'));
  });

  it('comes once in the night in which an hour is missing, and once in the night in which it comes twice', () => {
    const runsFrom = (from: string, count: number) => {
      const runs: string[] = [];
      for (let after = new Date(from); runs.length < count; after = new Date(runs.at(-1) as string))
        runs.push(nextRun('30 2 * * *', VIENNA, after).toISOString());
      return runs.map((run) => run.slice(0, 10));
    };
    expect(runsFrom('2026-03-27T12:00:00Z', 4)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31']);
    expect(runsFrom('2026-10-23T12:00:00Z', 4)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']);
  });
});

const nightly = job({ name: 'night.watch', input: z.strictObject({}), schedule: '0 3 * * *', run: async () => undefined });
const app = await createTestApp([definePlugin({ id: 'night', version: '1.0.0', api: 1, summary: 'Works at night', jobs: [nightly] })]);
afterAll(() => app.close());
const jobs = () => app.root.jobRequest.findMany({ where: { name: 'night.watch' }, orderBy: { createdAt: 'asc' } });

beforeEach(async () => {
  app.clock.set('2026-08-24T10:00:00Z');
  await app.switch('night', false);
  await app.root.jobRequest.deleteMany();
  await app.switch('night', true);
});

describe('a recurring job', () => {
  it('is asked for once per period, however many processes look', async () => {
    await runSchedules(app.kernel);
    expect(await jobs()).toHaveLength(0);
    app.clock.set('2026-08-25T01:00:00Z');
    await Promise.all([runSchedules(app.kernel), runSchedules(app.kernel), runSchedules(app.kernel)]);
    expect(await jobs()).toHaveLength(1);
    await runSchedules(app.kernel);
    expect(await jobs()).toHaveLength(1);
  });

  it('is made up for once after days in which nobody was there', async () => {
    app.clock.forward({ days: 10 });
    await runSchedules(app.kernel);
    await runSchedules(app.kernel);
    expect(await jobs()).toHaveLength(1);
  });

  it('is left out while the run before is not finished', async () => {
    app.clock.forward({ days: 1 });
    await runSchedules(app.kernel);
    app.clock.forward({ days: 1 });
    await runSchedules(app.kernel);
    expect(await jobs()).toHaveLength(1);
    await app.work();
    app.clock.forward({ days: 1 });
    await runSchedules(app.kernel);
    expect((await jobs()).map(({ state }) => state)).toEqual(['DONE', 'WAITING']);
  });

  it('is not asked for where its plugin is off', async () => {
    await app.switch('night', false);
    app.clock.forward({ days: 2 });
    await runSchedules(app.kernel);
    expect(await jobs()).toHaveLength(0);
  });
});
