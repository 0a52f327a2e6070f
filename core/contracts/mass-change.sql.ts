import { Prisma } from '#prisma';
import type { TxCtx } from '../kernel/context.ts';

/** What a preview found of one contract. */
export interface Finding {
  readonly contractId: string;
  readonly version: number;
  /** Why it cannot be moved; null = it can. */
  readonly code: string | null;
  readonly error: string | null;
}

/** A page of a preview in one statement with four values, not four for each contract. */
export const addFindings = ({ tx, scope }: TxCtx, massChangeId: string, findings: readonly Finding[]) =>
  tx.$executeRaw(Prisma.sql`
    insert into mass_change_item (mass_change_id, contract_id, brand_id, version, state, error_code, error)
    select ${massChangeId}::uuid, f.id, ${scope.viewer.brandId}::uuid, f.version, (case when f.code is null then 'OPEN' else 'FAILED' end)::"MassChangeItemState", f.code, f.error
    from unnest(${findings.map(({ contractId }) => contractId)}::uuid[], ${findings.map(({ version }) => version)}::int[],
      ${findings.map(({ code }) => code)}::text[], ${findings.map(({ error }) => error)}::text[]) as f (id, version, code, error)`);

/** Items of a mass change, by what became of them or would. */
export const countItems = ({ tx, scope }: TxCtx, massChangeId: string) =>
  tx.$queryRaw<{ state: 'OPEN' | 'DONE' | 'FAILED'; code: string | null; count: number }[]>(Prisma.sql`
    select i.state::text as state, i.error_code as code, count(*)::int as count from mass_change_item i
    where i.mass_change_id = ${massChangeId}::uuid and i.brand_id = ${scope.viewer.brandId}::uuid
    group by 1, 2 order by 3 desc, 2`);

/** The next open item, held: nobody else takes it, and it is not taken once the change is stopped. */
export const takeItem = ({ tx, scope }: TxCtx, massChangeId: string, after: string) =>
  tx.$queryRaw<{ contractId: string; version: number }[]>(Prisma.sql`
    select i.contract_id as "contractId", i.version from mass_change_item i join mass_change m on m.id = i.mass_change_id and m.brand_id = i.brand_id
    where i.mass_change_id = ${massChangeId}::uuid and i.brand_id = ${scope.viewer.brandId}::uuid and i.state = 'OPEN' and m.state = 'RUNNING'
      and i.contract_id > ${after}::uuid
    order by i.contract_id limit 1 for update of i skip locked`);

/** Failed items are open again, with the version that their contracts have now: whoever asks has seen why they failed. */
export const reopenFailed = ({ tx, scope }: TxCtx, massChangeId: string) =>
  tx.$executeRaw(Prisma.sql`
    update mass_change_item i set state = 'OPEN', error_code = null, error = null, version = c.version
    from contract c
    where i.mass_change_id = ${massChangeId}::uuid and i.brand_id = ${scope.viewer.brandId}::uuid and i.state = 'FAILED'
      and c.brand_id = i.brand_id and c.id = i.contract_id`);
