import { fromDbDate, type TxCtx, wordingFor } from '#core';
import { signingLink } from './link.ts';
import { sayIn } from './paper.ts';

type Tables = TxCtx['tx'];
export type StoredRequest = NonNullable<Awaited<ReturnType<Tables['eSignatureRequest']['findUnique']>>>;
export type StoredSigner = NonNullable<Awaited<ReturnType<Tables['eSignatureSigner']['findUnique']>>>;

/** Asks the next signer in line; false = everybody has signed. */
export async function inviteNext(ctx: TxCtx, requestId: string): Promise<boolean> {
  const signer = await ctx.tx.eSignatureSigner.findFirst({ where: { requestId, state: 'WAITING' }, orderBy: { position: 'asc' } });
  if (!signer) return false;
  const request = await ctx.tx.eSignatureRequest.findUniqueOrThrow({ where: { id: requestId } });
  await ctx.tx.eSignatureSigner.updateMany({ where: { id: signer.id }, data: { state: 'ASKED', askedAt: ctx.clock.now() } });
  await mailInvitation(ctx, { request, signer, mail: 'invitation' });
  return true;
}

interface Invitation {
  readonly request: StoredRequest;
  readonly signer: StoredSigner;
  readonly mail: 'invitation' | 'reminder';
}

/** The link, in words, to one signer. */
export async function mailInvitation(ctx: TxCtx, { request, signer, mail }: Invitation): Promise<void> {
  if (signer.email === null) return; // forgotten meanwhile
  const language = request.language ?? ctx.brand.language;
  const say = sayIn(ctx, language);
  const { number } = await ctx.tx.contract.findUniqueOrThrow({ where: { id: request.contractId }, select: { number: true } });
  const wording = request.kind === 'COSTS' ? `${mail}Costs` : mail;
  const values = {
    ...{ name: signer.name ?? '', brand: ctx.brand.name, number, until: lastDayOf(request, language) },
    link: signingLink(ctx, { signerId: signer.id, round: signer.linkRound, witness: null }),
  };
  await ctx.mailer.send(ctx, {
    kind: `e-signature.${mail}`,
    to: signer.email,
    subject: say(`mail.${wording}.subject`, values),
    text: say(`mail.${wording}.text`, values),
    language,
    documentIds: request.documentId === null ? [] : [request.documentId],
  });
}

/** The last day on which somebody signs in time, as the reader writes it: a request ends with the day. */
const lastDayOf = ({ validUntil, expiresAt }: StoredRequest, language: string): string =>
  wordingFor(language).day(fromDbDate(validUntil ?? new Date(expiresAt.getTime() - 1)));
