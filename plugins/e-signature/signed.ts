import type { Ctx, TxCtx } from '#core';
import type { SignatureFacts } from './evidence.ts';
import type { StoredRequest, StoredSigner } from './invitation.ts';
import { type Say, sayIn } from './paper.ts';
import { readDrawing } from './strokes.ts';

/** The signatures of a request as its evidence tells them, in their order. */
export async function signaturesOf({ db }: Pick<Ctx, 'db'>, { id }: Pick<StoredRequest, 'id'>): Promise<SignatureFacts[]> {
  const signers = await db.eSignatureSigner.findMany({ where: { requestId: id, state: 'SIGNED' }, orderBy: { position: 'asc' } });
  return signers.flatMap(({ signedAt, method, ...signer }) => {
    if (!signedAt || !method) return [];
    const drawing = signer.drawing === null ? null : readDrawing(signer.drawing);
    return [
      {
        ...{
          position: signer.position,
          name: signer.name ?? '',
          signedName: signer.signedName ?? '',
          email: signer.email ?? '',
          role: signer.role,
        },
        ...{ capacity: signer.capacity, method, drawing: typeof drawing === 'string' ? null : drawing },
        ...{ askedAt: signer.askedAt, openedAt: signer.openedAt, signedAt, signedOffAt: signer.signedOffAt },
        ...{ deviceNetwork: signer.deviceNetwork, witness: signer.witness },
        codeSentTo: signer.codeProvenAt && signer.phone ? lastDigits(signer.phone) : null,
      },
    ];
  });
}

/** "… 567": enough to recognise a telephone, too little to call it. */
export const lastDigits = (phone: string): string => `… ${phone.replace(/\D/g, '').slice(-3)}`;

interface Told {
  readonly request: StoredRequest;
  readonly number: string;
  readonly say: Say;
}

/** The signed file to everybody who signed: each at one address once. */
export async function tellSigned(ctx: TxCtx, { request: { id, kind, signedDocumentId, language }, number, say }: Told): Promise<void> {
  const signers = await ctx.tx.eSignatureSigner.findMany({ where: { requestId: id, state: 'SIGNED' }, orderBy: { position: 'asc' } });
  const addresses = new Set(signers.flatMap(({ email }) => email ?? []));
  const values = { number, brand: ctx.brand.name };
  const wording = kind === 'COSTS' ? 'completedCosts' : 'completed';
  for (const to of addresses) {
    await ctx.mailer.send(ctx, {
      kind: 'e-signature.completed',
      to,
      subject: say(`mail.${wording}.subject`, values),
      text: say(`mail.${wording}.text`, values),
      ...(language !== null && { language }),
      documentIds: signedDocumentId === null ? [] : [signedDocumentId],
    });
  }
}

/** That an acceptance of costs was taken back, to whoever gave it. */
export async function tellWithdrawn(
  ctx: TxCtx,
  { request, signer }: { readonly request: StoredRequest; readonly signer: StoredSigner },
): Promise<void> {
  if (signer.email === null) return; // forgotten meanwhile
  const language = request.language ?? ctx.brand.language;
  const say = sayIn(ctx, language);
  const { number } = await ctx.tx.contract.findUniqueOrThrow({ where: { id: request.contractId }, select: { number: true } });
  const values = { number, brand: ctx.brand.name };
  const [subject, text] = [say('mail.withdrawn.subject', values), say('mail.withdrawn.text', values)];
  await ctx.mailer.send(ctx, { kind: 'e-signature.withdrawn', to: signer.email, subject, text, language, documentIds: [] });
}
