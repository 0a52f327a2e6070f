import { Prisma } from '#prisma';
import type { Db } from '../db/client.ts';
import { type Cell, readCells } from '../db/root-client.ts';

type Reader = Pick<Db, '$queryRaw'>;

export interface SentJob {
  readonly id: string;
  readonly name: string;
  readonly brandId: string;
  readonly round: number;
}

/** What a start has to know of a request. */
export interface StartRow {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly round: number;
  readonly input: unknown;
  readonly attempt: number;
}

/**
 * Marks the next waiting jobs as sent: at most `perBrand` of a brand are in the queue at once, so a brand with a million
 * jobs delays nobody. What comes again, or was put off, has half of the places, whatever is due longest first, and those that
 * new jobs leave: thousands that wait for a company that is down keep neither new jobs nor each other from their turn. An odd
 * place falls to either by chance, or one kind would never have a turn where places come free one by one.
 */
export const takeJobs = (tx: Reader, perBrand: number) =>
  tx.$queryRaw<SentJob[]>(Prisma.sql`
    update job_request j set state = 'SENT', sent_at = now(), round = j.round + 1
    from (
      select next.id from brand b
      cross join lateral (
        select greatest(0, ${perBrand}::int - count(*)) as places
        from job_request s where s.brand_id = b.id and s.state = 'SENT') free
      cross join lateral (
        with waiting as (
          select from job_request w
          where w.brand_id = b.id and w.state = 'WAITING' and w.not_before is null
          limit free.places),
        again as (
          select w.id from job_request w
          where w.brand_id = b.id and w.state = 'WAITING' and w.not_before <= now()
          order by w.not_before, w.id
          limit greatest((free.places + floor(random() * 2)::int) / 2, free.places - (select count(*) from waiting))
          for update skip locked),
        fresh as (
          select w.id from job_request w
          where w.brand_id = b.id and w.state = 'WAITING' and w.not_before is null
          order by w.id
          limit free.places - (select count(*) from again)
          for update skip locked)
        select id from again union all select id from fresh) next
      where b.archived_at is null
    ) taken
    where j.id = taken.id
    returning j.id, j.name, j.brand_id as "brandId", j.round`);

/** The requests behind hand-overs, by id. `root`: the client of the process, no transaction. */
export async function requestsOf(root: object, jobs: readonly SentJob[]): Promise<ReadonlyMap<string, StartRow>> {
  const rows = await readCells(
    root,
    Prisma.sql`
    select id, name, state::text, round, input, attempt from job_request where id = any(${jobs.map(({ id }) => id)}::uuid[])`,
  );
  return new Map(
    rows.map(([id, name, state, round, input, attempt]) => [
      String(id),
      { id: String(id), name: String(name), state: String(state), round: Number(round), input, attempt: Number(attempt) },
    ]),
  );
}

/** Done, all at once. */
export const finishJobs = (root: object, ids: readonly string[]): Promise<Cell[][]> =>
  readCells(
    root,
    Prisma.sql`update job_request set state = 'DONE', finished_at = now() where id = any(${[...ids]}::uuid[]) and state = 'SENT'`,
  );

/** Sent long ago and not finished: perhaps the queue lost them. */
export const longSent = (db: Reader, minutes: number) =>
  db.$queryRaw<SentJob[]>(Prisma.sql`
    select id, name, brand_id as "brandId", round from job_request
    where state = 'SENT' and sent_at < now() - make_interval(mins => ${minutes}) limit 500`);

/** Waiting and sent jobs per brand, for the metrics. */
export const queueDepth = (db: Reader) =>
  db.$queryRaw<{ brand: string; state: string; count: number }[]>(Prisma.sql`
    select b.code as brand, j.state::text as state, count(*)::int as count
    from job_request j join brand b on b.id = j.brand_id where j.state in ('WAITING', 'SENT') group by 1, 2`);

/**
 * Notes one run of every schedule that is due and says when the next is; `nextAt` comes from the caller, who knows cron.
 * The unique key makes it once per period however many processes look.
 */
export const dueSchedules = (tx: Reader, now: Date) =>
  tx.$queryRaw<{ brandId: string; name: string; cron: string; dueAt: Date; timeZone: string }[]>(Prisma.sql`
    select s.brand_id as "brandId", s.name, s.cron, s.next_at as "dueAt", b.time_zone as "timeZone"
    from job_schedule s join brand b on b.id = s.brand_id
    where s.next_at <= ${now} and b.archived_at is null order by s.next_at limit 200 for update of s skip locked`);
