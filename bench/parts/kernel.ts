import { type BenchDatabase, withClient, withDatabase } from '../database.ts';
import { type Figure, median, rounded, withSpread } from '../figures.ts';
import { runOnServerCore } from '../machine.ts';

interface Options {
  readonly database: BenchDatabase;
  readonly rounds: number;
  readonly amount: number;
  readonly say: (line: string) => void;
}

/** (d) and (e): points, events, lag and jobs, each round in a process and a database of its own. */
export async function kernel({ database, rounds, amount, say }: Options): Promise<Figure[]> {
  const run = <T>(part: string): Promise<T[]> =>
    times(rounds, async (round) => {
      const result = await withDatabase(database, (url) =>
        runOnServerCore<T>(['--import', 'tsx', 'bench/parts/kernel.child.ts'], {
          BENCH_DATABASE: url,
          BENCH_PART: part,
          BENCH_AMOUNT: String(amount),
        }),
      );
      say(`${part}, round ${round}: ${JSON.stringify(result)}`);
      return result;
    });

  const decided = await run<{ point: number; awaited: number; plain: number }>('decisions');
  const idle = (await run<{ perSecond: number }>('idle')).map(({ perSecond }) => perSecond);
  const bare = await times(rounds, () => withDatabase(database, (url) => bareOutbox(url, amount)));
  const writing = (await run<{ perSecond: number }>('writing')).map(({ perSecond }) => perSecond);
  const lags = await run<{ p50: number; p99: number }>('lag');
  const jobs = await run<{ ours: number; raw: number }>('jobs');
  const perDecision = decided.map(({ point, awaited }) => point / awaited);
  const ns = (values: readonly number[]): string => `${rounded(median(values), 0)} ns`;
  const perSecond = (values: readonly number[]): string => `${rounded(median(values), 0)}/s`;
  return [
    {
      what: 'decision, 5 of 20 plugins on',
      product: ns(decided.map(({ point }) => point)),
      limit: `${ns(decided.map(({ awaited }) => awaited))} for five awaited calls (${ns(decided.map(({ plain }) => plain))} not awaited)`,
      ratio: withSpread(perDecision),
      target: '≤ 5',
      isReached: median(perDecision) <= 5,
    },
    {
      what: `events to a handler that does nothing, ${amount.toLocaleString('en')} queued`,
      product: perSecond(idle),
      limit: `${perSecond(bare)}, a bare outbox`,
      ratio: withSpread(idle.map((value, round) => value / (bare[round] ?? Number.NaN))),
      target: '≥ 20,000/s',
      isReached: median(idle) >= 20_000,
    },
    { what: 'events to a handler that writes a row', product: perSecond(writing), limit: '', ratio: '', target: '', isReached: null },
    {
      what: 'commit to handler at 300 events/s',
      product: `p50 ${rounded(median(lags.map(({ p50 }) => p50)), 0)} ms, p99 ${rounded(median(lags.map(({ p99 }) => p99)), 0)} ms`,
      limit: '',
      ratio: '',
      target: 'p99 ≤ 50 ms',
      isReached: median(lags.map(({ p99 }) => p99)) <= 50,
    },
    {
      what: 'jobs that do nothing',
      product: perSecond(jobs.map(({ ours }) => ours)),
      limit: `${perSecond(jobs.map(({ raw }) => raw))}, BullMQ alone`,
      ratio: withSpread(jobs.map(({ ours, raw }) => ours / raw)),
      target: '≥ 0.90',
      isReached: median(jobs.map(({ ours, raw }) => ours / raw)) >= 0.9,
    },
  ];
}

async function times<T>(rounds: number, work: (round: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let round = 1; round <= rounds; round++) results.push(await work(round));
  return results;
}

/** What an outbox costs that knows one reader and does nothing else: read, mark, end, by the thousand. */
const bareOutbox = (url: string, amount: number): Promise<number> =>
  withClient(url, async (client) => {
    await client.query('create table bare (id bigserial primary key, payload jsonb not null, published_at timestamptz)');
    await client.query('create index bare_waiting on bare (id) where published_at is null');
    await client.query('create table bare_mark (id bigint primary key)');
    await client.query(`insert into bare (payload) select jsonb_build_object('id', gen_random_uuid()) from generate_series(1, $1::int)`, [
      amount,
    ]);
    const start = performance.now();
    for (;;) {
      await client.query('begin');
      const { rows } = await client.query<{ id: string }>({
        name: 'read',
        text: 'select id, payload from bare where published_at is null order by id limit 1000',
      });
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) {
        await client.query({ name: 'mark', text: 'insert into bare_mark select unnest($1::bigint[])', values: [ids] });
        await client.query({ name: 'end', text: 'update bare set published_at = now() where id = any($1::bigint[])', values: [ids] });
      }
      await client.query('commit');
      if (ids.length === 0) return amount / ((performance.now() - start) / 1_000);
    }
  });
