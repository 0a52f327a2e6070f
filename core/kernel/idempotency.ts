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

/**
 * Does `work` once per viewer and key. The same key with the same body gives the id that the first call made;
 * with another body it is a conflict. Both happen in the caller's transaction, and two at once wait for each other.
 */
export async function once(ctx: TxCtx, { key, operation, body }: Attempt, work: () => Promise<string>): Promise<string> {
  if (key.length < 8 || key.length > 200)
    throw new DomainError('IDEMPOTENCY_KEY_INVALID', 'idempotencyKey: write 8 to 200 characters, best a random UUID');
  const viewer = `${ctx.viewer.kind}:${ctx.viewer.id}`;
  const bodyHash = createHash('sha256').update(operation).update('\n').update(canonical(body)).digest('hex');
  const { tx } = asBrand(ctx);
  await lockByName(tx, `once:${ctx.brand.id} ${viewer} ${key}`);

  const before = await tx.idempotencyRecord.findFirst({ where: { viewer, key } });
  if (before && before.bodyHash !== bodyHash) {
    throw new DomainError('IDEMPOTENCY_CONFLICT', 'idempotencyKey: was used with another body; take a new key for a new request', { key });
  }
  if (before) return before.resultId;
  const resultId = await work();
  await tx.idempotencyRecord.create({ data: { viewer, key, bodyHash, resultId } });
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
