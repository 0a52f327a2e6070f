import { type Ctx, DomainError } from '#core';
import { signingLink } from './link.ts';
import { notFound } from './request.service.ts';

/** A link for the tablet of whoever sells, in their name; it works as long as the request. Fails with E_SIGNATURE_NOT_FOUND and _NOT_ASKED. */
export async function tabletLink(ctx: Ctx, signerId: string): Promise<string> {
  const signer = await ctx.db.eSignatureSigner.findUnique({ where: { id: signerId } });
  if (!signer) throw notFound('signerId');
  if (signer.state !== 'ASKED') {
    throw new DomainError('E_SIGNATURE_NOT_ASKED', 'signerId: it is not the turn of this person; look at who is asked', {
      field: 'signerId',
    });
  }
  return signingLink(ctx, { signerId, round: signer.linkRound, witness: ctx.viewer.name });
}
