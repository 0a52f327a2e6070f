import type { Prisma } from '#prisma';
import { asBrand, type TxCtx } from '../kernel/context.ts';

export interface Audited {
  /** Past tense, "<noun>.<what>". */
  readonly action: string;
  /** The id of what it was done to. */
  readonly subject: string;
  readonly before?: Prisma.InputJsonObject;
  readonly after?: Prisma.InputJsonObject;
}

/** Notes who did what to access, in the transaction that does it. No secrets, no personal data beyond ids. */
export async function audit(ctx: TxCtx, entry: Audited): Promise<void> {
  await asBrand(ctx).tx.auditEntry.create({ data: { by: ctx.viewer.name, at: ctx.wallClock.now(), ...entry }, select: { id: true } });
}
