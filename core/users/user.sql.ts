import { Prisma } from '#prisma';
import type { Db } from '../db/client.ts';

/** One change of a tenant's administrators at a time: two who remove each other would leave none. Released at the end of the transaction. */
export const lockAdmins = (tx: Pick<Db, '$executeRaw'>, tenantId: string) =>
  tx.$executeRaw(Prisma.sql`select pg_advisory_xact_lock(hashtextextended(${`tenant-admins:${tenantId}`}, 0))`);
