import { type Ctx, type JobCtx, type TxCtx, z } from '#core';

type Db = Ctx['db'];

/** A message as it stands in the log. */
export type StoredMessage = NonNullable<Awaited<ReturnType<typeof findMessage>>>;

export const findMessage = (db: Db, id: string) => db.notificationsMessage.findUnique({ where: { id } });

/** How long a hand-over may take; after that the one who began it is believed to be dead. */
const CLAIM_MS = 5 * 60_000;

/** Claims of before this moment are nobody's any more. */
export const claimsEnd = (): Date => new Date(Date.now() - CLAIM_MS);

/**
 * Takes a message for sending; null = it is done, or somebody else is at it. `claim` is the same for every try of a job. One that
 * was given up is taken again unless another channel took its place: its dead letter was run again.
 */
export async function claimMessage({ db }: Pick<Ctx, 'db'>, id: string, claim: string): Promise<StoredMessage | null> {
  const [message] = await db.notificationsMessage.updateManyAndReturn({
    where: {
      id,
      OR: [
        { state: { in: ['WAITING', 'HELD'] } },
        { state: 'FAILED', fallback: { isEmpty: true }, sentAt: null },
        { state: 'SENDING', claim },
        { state: 'SENDING', claimedAt: { lt: claimsEnd() } },
      ],
    },
    data: { state: 'SENDING', claim, claimedAt: new Date() },
  });
  return message ?? null;
}

interface StoredCopy {
  readonly recipient: string;
  readonly domain: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly language: string;
  readonly documentIds: string[];
  readonly versionId: string | null;
}

/** The exact copy, before it is handed over: a second try sends the same. */
export async function storeCopy({ db }: Pick<Ctx, 'db'>, id: string, copy: StoredCopy): Promise<void> {
  await db.notificationsMessage.updateMany({ where: { id, sentAt: null }, data: { ...copy } });
}

/** The next one on the way has it. */
export async function storeSent({ db, wallClock }: Pick<JobCtx, 'db' | 'wallClock'>, id: string, outsideId: string | null): Promise<void> {
  const sent = { state: 'SENT', sentAt: wallClock.now(), outsideId, problem: null, claim: null } as const;
  await db.notificationsMessage.updateMany({ where: { id, state: 'SENDING' }, data: sent });
}

export interface Ending {
  readonly id: string;
  readonly state: 'FAILED' | 'SUPPRESSED' | 'KEPT' | 'BOUNCED';
  readonly problem: string | null;
}

export async function storeEnd({ tx }: Pick<TxCtx, 'tx'>, { id, state, problem }: Ending): Promise<boolean> {
  const { count } = await tx.notificationsMessage.updateMany({
    where: { id, state: { in: ['SENDING', 'SENT', 'WAITING', 'HELD', 'COLLECTED'] } },
    data: { state, problem, claim: null },
  });
  return count > 0;
}

const domain = z.string().transform((address) => address.split('@').at(-1)?.toLowerCase() ?? null);

/** What stands behind the "@". */
export const domainOf = (recipient: string): string | null => (recipient.includes('@') ? domain.parse(recipient) : null);

/** Notes that nothing arrives at an address. */
export const markAddress = (
  { tx, wallClock }: Pick<TxCtx, 'tx' | 'wallClock'>,
  { channel, recipient, id, customerId }: Pick<StoredMessage, 'channel' | 'recipient' | 'id' | 'customerId'>,
  reason: string | null,
) =>
  tx.notificationsAddress.createMany({
    data: [{ channel, address: recipient, customerId, reason, messageId: id, markedAt: wallClock.now() }],
    skipDuplicates: true,
  });

export async function isAddressDead(db: Db, { channel, recipient }: Pick<StoredMessage, 'channel' | 'recipient'>): Promise<boolean> {
  if (recipient === null) return false;
  return (await db.notificationsAddress.findFirst({ where: { channel, address: recipient }, select: { id: true } })) !== null;
}
