import { createHash } from 'node:crypto';
import { asBrand, brandWide, type Ctx, type TxCtx } from './context.ts';
import { DomainError } from './errors.ts';
import { lockByName } from './kernel.sql.ts';

export interface Attempt {
  /** Chosen by the caller: 8 to 200 characters. */
  readonly key: string;
  /** Name of the mutation. */
  readonly operation: string;
  readonly body: unknown;
}

/** An attempt as it is remembered. */
export interface Keyed {
  readonly viewer: string;
  readonly key: string;
  readonly bodyHash: string;
}

/** Fails with IDEMPOTENCY_KEY_INVALID. */
export function keyed({ viewer }: Pick<TxCtx, 'viewer'>, { key, operation, body }: Attempt): Keyed {
  if (key.length < 8 || key.length > 200)
    throw new DomainError('IDEMPOTENCY_KEY_INVALID', 'idempotencyKey: write 8 to 200 characters, best a random UUID');
  const bodyHash = createHash('sha256').update(operation).update('\n').update(canonical(body)).digest('hex');
  return { viewer: `${viewer.kind}:${viewer.id}`, key, bodyHash };
}

/** What the first call with this key made; null = this is the first. Fails with IDEMPOTENCY_CONFLICT when it had another body. */
export function resultOf({ key, bodyHash }: Keyed, before: { readonly bodyHash: string; readonly resultId: string } | null): string | null {
  if (before && before.bodyHash !== bodyHash)
    throw new DomainError('IDEMPOTENCY_CONFLICT', 'idempotencyKey: was used with another body; take a new key for a new request', { key });
  return before?.resultId ?? null;
}

/**
 * Does `work` once per viewer and key. The same key with the same body gives the id that the first call made;
 * with another body it is a conflict. Both happen in the caller's transaction, and two at once wait for each other.
 */
export async function once(ctx: TxCtx, attempt: Attempt, work: () => Promise<string>): Promise<string> {
  const asked = keyed(ctx, attempt);
  const { viewer, key } = asked;
  const { tx } = asBrand(ctx);
  await lockByName(tx, `once:${ctx.brand.id} ${viewer} ${key}`);

  const before = resultOf(asked, await tx.idempotencyRecord.findFirst({ where: { viewer, key } }));
  if (before !== null) return before;
  const resultId = await work();
  await tx.idempotencyRecord.create({ data: { ...asked, resultId } });
  return resultId;
}

/** What the viewer's key has made before; null = nothing. For callers whose body is not the same the second time, as a price of the moment. */
export async function madeBefore(ctx: Ctx, key: string): Promise<string | null> {
  const { viewer } = ctx;
  const record = await brandWide(ctx).db.idempotencyRecord.findFirst({
    where: { viewer: `${viewer.kind}:${viewer.id}`, key },
    select: { resultId: true },
  });
  return record?.resultId ?? null;
}

/** JSON with sorted keys, so that the order in which a client writes them does not matter. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}
