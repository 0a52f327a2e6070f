import { Prisma } from '#prisma';
import type { Db } from '../db/client.ts';
import type { ActivationRow } from './activation.ts';
import { lockByName } from './kernel.sql.ts';
import type { Registry } from './registry.ts';

type Reader = Pick<Db, '$queryRaw'>;
type Writer = Pick<Db, '$executeRaw'>;

/** The rows that count for a brand: its own, else its tenant's; of a plugin that is switched per tenant the tenant's alone. */
export const activationRows = (db: Reader, brandId: string, { ofTenants }: Pick<Registry, 'ofTenants'>): Promise<ActivationRow[]> =>
  db.$queryRaw<ActivationRow[]>(Prisma.sql`
    with own as (
      select plugin_id, enabled, settings from plugin_activation
      where brand_id = ${brandId}::uuid and plugin_id <> all(${[...ofTenants]}::text[])
    )
    select plugin_id as "pluginId", enabled, settings from own
    union all
    select d.plugin_id, d.enabled, d.settings from plugin_default d
    join brand b on b.tenant_id = d.tenant_id
    where b.id = ${brandId}::uuid and not exists (select from own where own.plugin_id = d.plugin_id)`);

/** One switch at a time in a brand, and none while somebody holds the switches. Released at the end of the transaction. */
export const lockSwitches = (tx: Writer, brandId: string) => lockByName(tx, `switches:${brandId}`);

/** Whoever acts on a snapshot (relay, start of a job) holds the switches meanwhile: a switch waits, other holders do not. */
export const holdSwitches = (tx: Writer, brandId: string) =>
  tx.$executeRaw(Prisma.sql`select pg_advisory_xact_lock_shared(hashtextextended(${`switches:${brandId}`}, 0))`);
