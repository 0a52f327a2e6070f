import { Prisma } from '#prisma';
import type { Db } from '../db/client.ts';

/** Which of these host names lead somewhere already, in this tenant or another one: whose they are is not told. */
export async function takenHosts(db: Pick<Db, '$queryRaw'>, hosts: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ host: string }[]>(
    Prisma.sql`select h.host from brand_host h where h.host = any(${[...hosts]}::text[])`,
  );
  return new Set(rows.map(({ host }) => host));
}
