import { createHash } from 'node:crypto';
import { type Ctx, collected, DomainError, enqueue, inTransaction, type JobCtx, job, textMessage, z } from '#core';
import type { StoredSigner } from './invitation.ts';
import { isSame } from './link.ts';
import { sayIn } from './paper.ts';

const PURPOSE = 'e-signature.code';
const DIGITS = 6;
const VALID_MINUTES = 10;
/** Of a million codes five guesses hit one in two hundred thousand times. */
const TRIES = 5;
/** A link that fell into the wrong hands must not make a telephone ring all night. */
const CODES_MAX = 5;
const PAUSE_SECONDS = 60;

type Around = Pick<Ctx, 'vault'>;
type Coded = Pick<StoredSigner, 'id' | 'codeRound'>;

/** Made of the vault's key, so that nothing of it lies in the database: who reads rows reads no codes. */
const codesOf = ({ vault }: Around, { id, codeRound }: Coded): string[] =>
  vault
    .digests(PURPOSE, `${id} ${codeRound}`)
    .map((digest) => String(createHash('sha256').update(digest).digest().readUInt32BE(0) % 10 ** DIGITS).padStart(DIGITS, '0'));

/** Sends a new code; the former one ends. Fails with E_SIGNATURE_CODE_TOO_OFTEN and _CODE_NO_PHONE. */
export async function askCode(ctx: Ctx, signer: StoredSigner): Promise<void> {
  if (signer.phone === null) {
    throw new DomainError('E_SIGNATURE_CODE_NO_PHONE', 'phone: no telephone number is known for the code; ask the supplier to enter it', {
      field: 'phone',
    });
  }
  const waited = signer.codeSentAt ? (ctx.wallClock.now().getTime() - signer.codeSentAt.getTime()) / 1_000 : Number.POSITIVE_INFINITY;
  if (waited < PAUSE_SECONDS || signer.codeRound >= CODES_MAX) {
    throw new DomainError('E_SIGNATURE_CODE_TOO_OFTEN', 'code: was sent a moment ago, or too often; wait a minute, or ask the supplier', {
      field: 'code',
    });
  }
  await inTransaction(ctx, async (ctx) => {
    const codeRound = signer.codeRound + 1;
    const { count } = await ctx.tx.eSignatureSigner.updateMany({
      where: { id: signer.id, codeRound: signer.codeRound },
      data: { codeRound, codeTries: 0, codeSentAt: ctx.wallClock.now(), codeProvenAt: null, codeProblem: null },
    });
    if (count > 0) await enqueue(ctx, sendCode, { signerId: signer.id, codeRound }, { uniqueKey: `${signer.id}.${codeRound}` });
  });
}

/** Hands the code over to whoever sends texts for the brand. An older round is void. */
export const sendCode = job({
  name: 'e-signature.send-code',
  input: z.object({ signerId: z.uuid(), codeRound: z.number().int() }),
  attempts: 3, // it ends after ten minutes: later nobody waits for it
  run: async ({ signerId, codeRound }, ctx) => {
    const signer = await ctx.db.eSignatureSigner.findUnique({ where: { id: signerId } });
    if (signer?.codeRound !== codeRound || signer.phone === null || signer.codeProvenAt) return;
    const problem = await problemOfSending(ctx, { ...signer, phone: signer.phone });
    if (problem !== null) await ctx.db.eSignatureSigner.updateMany({ where: { id: signerId, codeRound }, data: { codeProblem: problem } });
  },
});

/** Null = somebody took it. */
async function problemOfSending(ctx: JobCtx, signer: StoredSigner & { readonly phone: string }): Promise<string | null> {
  const { language } = await ctx.db.eSignatureRequest.findUniqueOrThrow({ where: { id: signer.requestId }, select: { language: true } });
  const [code = ''] = codesOf(ctx, signer);
  const text = sayIn(ctx, language ?? ctx.brand.language)('code.text', { code, brand: ctx.brand.name, minutes: VALID_MINUTES });
  const message = { to: signer.phone, text, purpose: 'code', reference: `${signer.id}.${signer.codeRound}` } as const;
  const answers = (await collected(textMessage, message, ctx)).flatMap(({ value }) => value ?? []);
  if (answers.some(({ isAccepted }) => isAccepted)) return null;
  const [first] = answers;
  return first && !first.isAccepted ? first.code : 'E_SIGNATURE_NOBODY_SENDS_TEXTS';
}

/** Proves the telephone. Counted before it is compared, so that guesses at the same moment count too. Fails with E_SIGNATURE_CODE_WRONG. */
export async function proveCode(ctx: Ctx, signer: StoredSigner, given: string): Promise<void> {
  const now = ctx.wallClock.now();
  const since = new Date(now.getTime() - VALID_MINUTES * 60_000);
  const { count } = await ctx.db.eSignatureSigner.updateMany({
    where: { id: signer.id, codeRound: { gt: 0, equals: signer.codeRound }, codeTries: { lt: TRIES }, codeSentAt: { gt: since } },
    data: { codeTries: { increment: 1 } },
  });
  const isRight = count > 0 && codesOf(ctx, signer).some((code) => isSame(code, given.replaceAll(/\s/g, '')));
  if (!isRight) {
    throw new DomainError(
      'E_SIGNATURE_CODE_WRONG',
      'code: is wrong, too old or was tried too often; look at the latest message, or ask for a new code',
      {
        field: 'code',
      },
    );
  }
  await ctx.db.eSignatureSigner.updateMany({ where: { id: signer.id }, data: { codeProvenAt: now } });
}
