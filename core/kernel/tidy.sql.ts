import { Prisma } from '#prisma';
import type { Db } from '../db/client.ts';

type Writer = Pick<Db, '$executeRaw'>;

const CHUNK = 5_000;

/** Events that every plugin is done with; those that somebody still waits for, or that a person should see, stay. */
export const deleteSettledEvents = (db: Writer, brandId: string, before: Date) =>
  db.$executeRaw(Prisma.sql`
    with settled as (
      select e.id from outbox_event e
      where e.brand_id = ${brandId}::uuid and e.published_at < ${before}
        and not exists (select from event_delivery d where d.event_id = e.id and d.state in ('DUE', 'DEAD', 'PARKED'))
      order by e.id limit ${CHUNK}
    ), marks as (
      delete from event_delivery d using settled s where d.event_id = s.id
    )
    delete from outbox_event e using settled s where e.id = s.id`);

/** Jobs that are done or were put aside. */
export const deleteSettledJobs = (db: Writer, brandId: string, before: Date) =>
  db.$executeRaw(Prisma.sql`
    delete from job_request where id in (
      select id from job_request
      where brand_id = ${brandId}::uuid and state in ('DONE', 'DROPPED') and coalesce(finished_at, created_at) < ${before}
      limit ${CHUNK})`);
