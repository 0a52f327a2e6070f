import { type ImportState, Prisma } from '#prisma';
import type { Ctx } from '../kernel/context.ts';

type Reader = Pick<Ctx, 'scope'> & { readonly db: Pick<Ctx['db'], '$queryRaw' | '$executeRaw'> };

/** What became of a row. */
export interface RowOutcome {
  readonly position: number;
  readonly state: 'STAGED' | 'VALID' | 'INVALID' | 'DONE' | 'FAILED';
  readonly problems: readonly object[] | null;
  readonly resultId: string | null;
}

/** The run's own brand and rows; a row has none of its own but the brand. */
const ofRun = ({ scope }: Reader, runId: string): Prisma.Sql =>
  Prisma.sql`exists (select from import_run u where u.id = ${runId}::uuid and u.brand_id = r.brand_id and ${scope.sql('u')})`;

/** Writes down what became of a batch of rows, in one statement. A row that was taken over keeps that, whoever comes late; its IBAN is the customer's now. */
export const noteRows = (ctx: Reader, runId: string, outcomes: readonly RowOutcome[]) =>
  ctx.db.$executeRaw(Prisma.sql`
    update import_row r
    set state = o.state::"ImportRowState", problems = o.problems, result_id = coalesce(o."resultId", r.result_id),
      sealed = case when o.state = 'DONE' then null else r.sealed end
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as o(position int, state text, problems jsonb, "resultId" uuid)
    where r.run_id = ${runId}::uuid and r.position = o.position and r.state <> 'DONE' and ${ofRun(ctx, runId)}`);

/**
 * Marks rows that say the same as an earlier one in the columns at these places (from 1), read as people write: without
 * blanks, dots, hyphens and case. Rows that leave all of them empty are not the same.
 */
export const markDuplicates = (
  ctx: Reader,
  runId: string,
  { places, column, field }: { places: readonly number[]; column: string; field: string },
) =>
  ctx.db.$executeRaw(Prisma.sql`
    update import_row r
    set state = 'INVALID', problems = jsonb_build_array(jsonb_build_object(
      'column', ${column}::text, 'field', ${field}::text, 'code', 'DUPLICATE_IN_FILE', 'values', jsonb_build_object('row', d.first)))
    from (
      select position, min(position) over (partition by key) as first from (
        select r.position, (select string_agg(upper(regexp_replace(coalesce(r.cells[p], ''), '[\\s.-]', '', 'g')), '|' order by p)
          from unnest(${[...places]}::int[]) p) as key
        from import_row r where r.run_id = ${runId}::uuid and ${ofRun(ctx, runId)}
      ) keyed where replace(key, '|', '') <> ''
    ) d
    where r.run_id = ${runId}::uuid and r.position = d.position and d.position > d.first and r.state = 'STAGED' and ${ofRun(ctx, runId)}`);

/** Rows by state. */
export const countRows = (ctx: Reader, runId: string) =>
  ctx.db.$queryRaw<{ state: RowOutcome['state']; count: number }[]>(Prisma.sql`
    select r.state::text as state, count(*)::int as count from import_row r where r.run_id = ${runId}::uuid and ${ofRun(ctx, runId)} group by 1`);

/** Keeps a run as it is until the transaction ends; its state, null = there is none in the viewer's rows. */
export async function lockRun({ db, scope }: Reader, runId: string): Promise<ImportState | null> {
  const [run] = await db.$queryRaw<{ state: ImportState }[]>(Prisma.sql`
    select u.state::text as state from import_run u where u.id = ${runId}::uuid and ${scope.sql('u')} for update`);
  return run?.state ?? null;
}
