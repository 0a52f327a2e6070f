import { createHash } from 'node:crypto';
import {
  audit,
  contractLetter,
  type DocumentData,
  DomainError,
  fromDbDate,
  inTransaction,
  type JobCtx,
  job,
  type LetterSection,
  plainRequest,
  readDocument,
  setLetter,
  storeDocument,
  todayIn,
  transitionContract,
  wordingFor,
  z,
} from '#core';
import { type Answered, answerSection, costPaper } from './costs.paper.ts';
import { evidenceOf } from './evidence.ts';
import { inviteNext, type StoredRequest } from './invitation.ts';
import { authorityOf, type PaperFacts, paperFor, readPaper, type Say, sayIn } from './paper.ts';
import { withPages } from './pdf/add-pages.ts';
import { sealed } from './pdf/seal-pdf.ts';
import { commonNameOf, signerWith } from './seal/cms.ts';
import { sealKey } from './seal/seal.store.ts';
import { settings } from './settings.ts';
import { signaturesOf, tellSigned } from './signed.ts';

/** Sets the contract as the document that is signed, stores it and asks the first signer. Safe to repeat. */
export const prepareDocument = job({
  name: 'e-signature.prepare',
  input: z.object({ requestId: z.uuid() }),
  run: async ({ requestId }, ctx) => {
    const request = await ctx.db.eSignatureRequest.findUnique({ where: { id: requestId } });
    if (request?.state !== 'PREPARING') return;
    const { contractId } = request;
    const { data: contract, head } = await contractLetter(ctx, contractId);
    const say = sayIn(ctx, contract.language);
    const facts = await factsOf(ctx, request);
    const { data, consent } = request.kind === 'COSTS' ? await offerOf(ctx, { request, contract, facts }) : paperFor(contract, say, facts);
    const bytes = await setLetter({ data, head });
    const fileName = `${data.title}.pdf`;
    const content = {
      ...{ title: data.title, fileName, sizeBytes: bytes.byteLength, consent, authority: authorityOf(say, facts)[0] ?? null },
      sections: data.sections.map(({ heading, paragraphs, rows }) => ({
        heading,
        paragraphs: [...paragraphs],
        rows: rows.map((one) => ({ ...one })),
      })),
    };
    const documentSha256 = sha256(bytes);
    await inTransaction(ctx, async (ctx) => {
      const opened = { state: 'OPEN', language: data.language, documentSha256, content } as const;
      const { count } = await ctx.tx.eSignatureRequest.updateMany({ where: { id: requestId, state: 'PREPARING' }, data: opened });
      if (count === 0) return; // another run was faster, or it was taken back
      const file = {
        kind: 'e-signature.to-sign',
        title: data.title,
        fileName,
        mediaType: 'application/pdf',
        language: data.language,
        bytes,
      };
      const documentId = await storeDocument(ctx, file, { contractId });
      await ctx.tx.eSignatureRequest.updateMany({ where: { id: requestId }, data: { documentId } });
      await audit(ctx, { action: 'e-signature.opened', subject: requestId, after: { documentId, sha256: documentSha256 } });
      await inviteNext(ctx, requestId);
    });
  },
});

async function factsOf(ctx: JobCtx, { id, contractId }: StoredRequest): Promise<PaperFacts> {
  const row = await ctx.db.contract.findUniqueOrThrow({
    where: { id: contractId },
    select: { number: true, supplyReason: true, customer: { select: { companyName: true } } },
  });
  const { hasPowerOfAttorney, consentText } = ctx.activation.settings(settings);
  return {
    contract: { number: row.number, supplyReason: row.supplyReason, companyName: row.customer?.companyName ?? null },
    signers: await ctx.db.eSignatureSigner.findMany({
      where: { requestId: id },
      orderBy: { position: 'asc' },
      select: { name: true, role: true },
    }),
    ...{ brandName: ctx.brand.name, hasPowerOfAttorney, consentText },
  };
}

interface Offered {
  readonly request: StoredRequest;
  readonly contract: DocumentData;
  readonly facts: PaperFacts;
}

async function offerOf(ctx: JobCtx, { request, contract, facts }: Offered) {
  const { number, companyName } = facts.contract;
  const validUntil = request.validUntil ? wordingFor(contract.language).day(fromDbDate(request.validUntil)) : '';
  const costs = await costsOf(ctx, request.id);
  const { name: brandName, currency } = ctx.brand;
  return costPaper(contract, sayIn(ctx, contract.language), { number, companyName, validUntil, costs, brandName, currency });
}

async function costsOf({ db }: Pick<JobCtx, 'db'>, requestId: string): Promise<Answered[]> {
  const costs = await db.eSignatureCost.findMany({ where: { requestId }, orderBy: { position: 'asc' } });
  return costs.map(({ vatRate, ...cost }) => ({ ...cost, vatRate: vatRate.toString() }));
}

/** After the last signature: evidence, seal, the file into the contract's documents, the contract on its way. Safe to repeat. */
export const sealDocument = job({
  name: 'e-signature.seal',
  input: z.object({ requestId: z.uuid() }),
  run: async ({ requestId }, ctx) => {
    const request = await ctx.db.eSignatureRequest.findUnique({ where: { id: requestId } });
    if (request?.state === 'SEALING') await seal(ctx, request);
    const done = await ctx.db.eSignatureRequest.findUnique({ where: { id: requestId } });
    if (done?.state === 'DONE' && done.kind === 'CONTRACT') await moveOn(ctx, done);
  },
});

async function seal(ctx: JobCtx, request: StoredRequest): Promise<void> {
  const { id, contractId, documentId, documentSha256 } = request;
  const file = documentId === null ? null : await readDocument(ctx, documentId);
  if (!file || documentSha256 === null || sha256(file.bytes) !== documentSha256) {
    throw new DomainError('E_SIGNATURE_DOCUMENT_CHANGED', 'document: is not the one that was read and signed; nothing was sealed', {
      requestId: id,
    });
  }
  const { data: contract, head } = await contractLetter(ctx, contractId);
  const [paper, key, signatures] = [readPaper(request.content), await sealKey(ctx), await signaturesOf(ctx, request)];
  const { number } = await ctx.db.contract.findUniqueOrThrow({ where: { id: contractId }, select: { number: true } });
  const language = request.language ?? contract.language;
  const say = sayIn(ctx, language);
  const [certificate] = key.chain;
  const evidence = evidenceOf({ ...contract, language }, say, {
    ...{ kind: request.kind, answer: await answerOf(ctx, request, { say, language }) },
    ...{ title: paper.title, contractNumber: number, requestId: id, documentSha256, documentBytes: file.bytes.byteLength },
    ...{ consent: paper.consent, authority: paper.authority, signatures },
    seal: {
      subject: commonNameOf(certificate),
      fingerprint: sha256(certificate.raw),
      isUploaded: certificate.subject !== certificate.issuer,
    },
  });
  const pages = await setLetter({ data: evidence, head });
  const bytes = sealed(withPages(file.bytes, pages), signerWith(key), {
    reason: say(request.kind === 'COSTS' ? 'evidence.reasonCosts' : 'evidence.reason', { number }),
    at: ctx.wallClock.now(),
  });
  await inTransaction(ctx, async (ctx) => {
    const signedSha256 = sha256(bytes);
    const over = { state: 'DONE', openContractId: null, signedSha256, endedAt: ctx.clock.now(), endedBy: ctx.viewer.name } as const;
    const { count } = await ctx.tx.eSignatureRequest.updateMany({ where: { id, state: 'SEALING' }, data: over });
    if (count === 0) return; // another run was faster
    const title = say(request.kind === 'COSTS' ? 'costs.signedTitle' : 'signed.title', { title: paper.title });
    const signed = { kind: 'e-signature.signed', title, fileName: `${title}.pdf`, mediaType: 'application/pdf', language, bytes };
    const signedDocumentId = await storeDocument(ctx, signed, { contractId });
    await ctx.tx.eSignatureRequest.updateMany({ where: { id }, data: { signedDocumentId } });
    await audit(ctx, {
      action: 'e-signature.sealed',
      subject: id,
      after: { documentId: signedDocumentId, sha256: signedSha256, documentSha256 },
    });
    await tellSigned(ctx, { request: { ...request, signedDocumentId }, number, say });
  });
}

/** What was accepted of costs, and whether in time; null where a contract was signed. */
async function answerOf(
  ctx: JobCtx,
  { id, kind, validUntil }: StoredRequest,
  { say, language }: { readonly say: Say; readonly language: string },
): Promise<LetterSection | null> {
  if (kind !== 'COSTS') return null;
  const signed = await ctx.db.eSignatureSigner.findFirst({
    where: { requestId: id, state: 'SIGNED' },
    select: { signedAt: true, signedOffAt: true, witness: true },
  });
  // A clock that a signer sets may not make an answer timely; a seller's tablet stands behind its own.
  const at = (signed?.witness ? signed.signedOffAt : null) ?? signed?.signedAt ?? ctx.clock.now();
  const isLate = validUntil !== null && fromDbDate(validUntil) < todayIn({ now: () => at }, ctx.brand.timeZone);
  return answerSection(say, await costsOf(ctx, id), { currency: ctx.brand.currency, language, isLate });
}

/** The first of the chosen transitions that begins where the contract stands; a contract that went on meanwhile stays there. */
async function moveOn(ctx: JobCtx, { id, contractId }: StoredRequest): Promise<void> {
  const { moveBy } = ctx.activation.settings(settings);
  const contract = await ctx.db.contract.findUniqueOrThrow({ where: { id: contractId }, select: { status: true } });
  const ways = await ctx.db.contractTransition.findMany({ where: { code: { in: moveBy }, from: { has: contract.status } } });
  const transition = moveBy.find((code) => ways.some((way) => way.code === code));
  if (transition === undefined) return;
  try {
    await transitionContract(ctx, contractId, plainRequest(transition));
    await ctx.db.eSignatureRequest.updateMany({ where: { id }, data: { problem: null } });
  } catch (cause) {
    // Shown beside the contract; the job tries again or becomes a dead letter for whoever repairs the cause.
    if (cause instanceof DomainError) await ctx.db.eSignatureRequest.updateMany({ where: { id }, data: { problem: cause.code } });
    throw cause;
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
