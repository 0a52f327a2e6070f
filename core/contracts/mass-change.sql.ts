import { Prisma } from '#prisma';
import type { TxCtx } from '../kernel/context.ts';
import type { DomainError } from '../kernel/errors.ts';

/** What a look at one contract found. */
export interface Finding {
  readonly contractId: string;
  readonly version: number;
  /** Why it cannot be moved; null = it can. */
  readonly problem: DomainError | null;
}

/** Contracts that are meant, a page in one statement. */
export const addItems = (
  { tx, scope }: TxCtx,
  massChangeId: string,
  contracts: readonly { readonly id: string; readonly version: number }[],
) =>
  tx.$executeRaw(Prisma.sql`
    insert into mass_change_item (mass_change_id, contract_id, brand_id, version)
    select ${massChangeId}::uuid, c.id, ${scope.viewer.brandId}::uuid, c.version
    from unnest(${contracts.map(({ id }) => id)}::uuid[], ${contracts.map(({ version }) => version)}::int[]) as c (id, version)`);

/** Open items that failed, or whose contracts have another version by now. A page of findings in one statement with five values, not five for each contract. */
export const noteFindings = ({ tx, scope }: TxCtx, massChangeId: string, findings: readonly Finding[]) =>
  tx.$executeRaw(Prisma.sql`
    update mass_change_item i set version = f.version, error_code = f.code, error = f.error, error_details = f.details::jsonb,
      state = (case when f.code is null then 'OPEN' else 'FAILED' end)::"MassChangeItemState"
    from unnest(${findings.map(({ contractId }) => contractId)}::uuid[], ${findings.map(({ version }) => version)}::int[],
      ${findings.map(({ problem }) => problem?.code ?? null)}::text[], ${findings.map(({ problem }) => problem?.message ?? null)}::text[],
      ${findings.map(({ problem }) => problem && JSON.stringify(problem.details))}::text[]) as f (id, version, code, error, details)
    where i.mass_change_id = ${massChangeId}::uuid and i.brand_id = ${scope.viewer.brandId}::uuid and i.contract_id = f.id
      and i.state = 'OPEN' and (f.code is not null or i.version <> f.version)`);

/** Items that came to the same, or would. */
export interface Outcome {
  readonly state: 'OPEN' | 'DONE' | 'FAILED';
  readonly code: string | null;
  readonly count: number;
  /** The failure of one of them, as an example. */
  readonly error: string | null;
  readonly errorDetails: unknown;
}

/** Items of a mass change, by what became of them or would. */
export const countItems = ({ tx, scope }: TxCtx, massChangeId: string) =>
  tx.$queryRaw<Outcome[]>(Prisma.sql`
    select i.state::text as state, i.error_code as code, count(*)::int as count, min(i.error) as error,
      (array_agg(i.error_details order by i.error))[1] as "errorDetails"
    from mass_change_item i
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
    update mass_change_item i set state = 'OPEN', error_code = null, error = null, error_details = null, version = c.version
    from contract c
    where i.mass_change_id = ${massChangeId}::uuid and i.brand_id = ${scope.viewer.brandId}::uuid and i.state = 'FAILED'
      and c.brand_id = i.brand_id and c.id = i.contract_id`);
