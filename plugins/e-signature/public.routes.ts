import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { attachment, type Ctx, DomainError, fromDbDate, readDocument, z } from '#core';
import { withdrawAcceptance, withdrawableUntil } from './costs.service.ts';
import { percent } from './costs.ts';
import { readPaper } from './paper.ts';
import { settings } from './settings.ts';
import { lastDigits } from './signed.ts';
import { checkCode, declineDocument, noteOpened, requestCode, type Signing, signDocument, signingOf } from './signing.service.ts';
import { TABLET_WORKER } from './tablet.worker.ts';

/** A drawing of five thousand points, and nothing larger. */
const BODY_MAX_BYTES = 400_000;
const SCHEME = /^Signature (\S{1,800})$/;

type ContextOf = (request: FastifyRequest) => Promise<Ctx>;

/**
 * What the page for signers asks: people without an account, with the token of their link in the Authorization header. Another
 * site's page sends no such header, so nothing has to be said about forgery.
 */
export async function publicRoutes(app: FastifyInstance, contextOf: ContextOf): Promise<void> {
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get('/tablet-worker.js', async (_request, reply) =>
    reply.header('service-worker-allowed', '/my/p/e-signature/').type('text/javascript; charset=utf-8').send(TABLET_WORKER),
  );

  app.get('/request', async (request) => {
    const ctx = await contextOf(request);
    const signing = await signingOf(ctx, tokenOf(request));
    await noteOpened(ctx, signing);
    return shown(ctx, signing);
  });

  app.get('/document', async (request, reply) => {
    const ctx = await contextOf(request);
    const { request: asked } = await signingOf(ctx, tokenOf(request));
    return file(ctx, reply, asked.documentId);
  });

  app.get('/signed', async (request, reply) => {
    const ctx = await contextOf(request);
    const { request: asked, signer } = await signingOf(ctx, tokenOf(request));
    return file(ctx, reply, signer.state === 'SIGNED' ? asked.signedDocumentId : null);
  });

  app.post('/sign', { bodyLimit: BODY_MAX_BYTES }, async (request) => {
    const ctx = await contextOf(request);
    const token = tokenOf(request);
    await signDocument(ctx, { token, body: request.body, address: request.ip });
    return shown(ctx, await signingOf(ctx, token));
  });

  app.post('/decline', { bodyLimit: 10_000 }, async (request) => {
    const ctx = await contextOf(request);
    const token = tokenOf(request);
    const { data } = z.object({ reason: z.string() }).safeParse(request.body);
    await declineDocument(ctx, { token, reason: data?.reason ?? '' });
    return shown(ctx, await signingOf(ctx, token));
  });

  app.post('/withdraw', { bodyLimit: 1_000 }, async (request) => {
    const ctx = await contextOf(request);
    const token = tokenOf(request);
    await withdrawAcceptance(ctx, token);
    return shown(ctx, await signingOf(ctx, token));
  });

  app.post('/code', { bodyLimit: 1_000 }, async (request) => {
    const ctx = await contextOf(request);
    await requestCode(ctx, tokenOf(request));
    return shown(ctx, await signingOf(ctx, tokenOf(request)));
  });

  app.post('/prove', { bodyLimit: 1_000 }, async (request) => {
    const ctx = await contextOf(request);
    const token = tokenOf(request);
    const { data } = z.object({ code: z.string().max(20) }).safeParse(request.body);
    await checkCode(ctx, { token, code: data?.code ?? '' });
    return shown(ctx, await signingOf(ctx, token));
  });
}

function tokenOf({ headers: { authorization = '' } }: FastifyRequest): string {
  const [, token] = SCHEME.exec(authorization) ?? [];
  if (token === undefined)
    throw new DomainError('E_SIGNATURE_LINK_MISSING', 'authorization: send "Signature <token>" with the token of the link');
  return token;
}

/** What a signer sees. Of the others no more than names, because they sign the same document; no e-mail address, no telephone. */
async function shown(ctx: Ctx, { signer, request, link }: Signing) {
  const { db, activation, brand } = ctx;
  const signers = await db.eSignatureSigner.findMany({ where: { requestId: request.id }, orderBy: { position: 'asc' } });
  const paper = request.content === null ? null : readPaper(request.content);
  const { needsCode } = activation.settings(settings);
  const costs = await db.eSignatureCost.findMany({ where: { requestId: request.id }, orderBy: { position: 'asc' } });
  return {
    ...{ kind: request.kind, state: request.state },
    lastDay: fromDbDate(request.validUntil ?? new Date(request.expiresAt.getTime() - 1)),
    costs: costs.map(({ id, text, netCents, vatRate, grossCents, isAccepted }) => ({
      ...{ id, text, isAccepted, netCents, grossCents, percent: percent(vatRate.toString()) },
    })),
    withdrawableUntil: withdrawableUntil(ctx, { request, signer }),
    language: request.language ?? brand.language,
    isOnTablet: link.witness !== null,
    me: {
      ...{ state: signer.state, name: signer.name, role: signer.role, position: signer.position, signedAt: signer.signedAt },
      code: needsCode
        ? {
            ...{ isProven: signer.codeProvenAt !== null, sentAt: signer.codeSentAt, problem: signer.codeProblem },
            phone: signer.phone === null ? null : lastDigits(signer.phone),
          }
        : null,
    },
    signers: signers.map(({ id, name, role, state, position }) => ({ name, role, state, position, isMe: id === signer.id })),
    document: paper && { ...paper, sha256: request.documentSha256 },
    hasSignedFile: request.signedDocumentId !== null && signer.state === 'SIGNED',
  };
}

async function file(ctx: Ctx, reply: FastifyReply, documentId: string | null): Promise<FastifyReply> {
  const found = documentId === null ? null : await readDocument(ctx, documentId);
  if (!found)
    throw new DomainError('E_SIGNATURE_FILE_MISSING', 'document: there is no such file yet; try again in a moment', { field: 'document' });
  return reply
    .header('content-disposition', attachment(found.document.fileName))
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .type(found.document.mediaType)
    .send(Buffer.from(found.bytes));
}
