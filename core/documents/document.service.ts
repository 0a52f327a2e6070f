import { createHash } from 'node:crypto';
import type { Document } from '#prisma';
import type { Ctx, TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { newIds } from '../kernel/ids.ts';
import { safeFileName } from './file-name.ts';

/** What a document belongs to; it is seen by whoever sees that. */
export interface DocumentOwner {
  readonly customerId?: string | null | undefined;
  readonly contractId?: string | null | undefined;
  readonly orderId?: string | null | undefined;
}

export interface NewDocument {
  /** "order-confirmation", "withdrawal-notice", "upload", or a plugin's kind. */
  readonly kind: string;
  /** For people. */
  readonly title: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly language: string;
  readonly bytes: Uint8Array;
}

/**
 * Keeps a document with its SHA-256. Written once: another version is another document. The owner must be in the viewer's
 * rows; whoever sold it sees the document as well. Errors: DOCUMENT_OWNER_MISSING, DOCUMENT_OWNER_NOT_FOUND.
 */
export async function storeDocument(ctx: TxCtx, document: NewDocument, owner: DocumentOwner): Promise<string> {
  const [id = ''] = await storeDocuments(ctx, [document], owner);
  return id;
}

/** Several of one owner; their ids in the same order. */
export async function storeDocuments(ctx: TxCtx, documents: readonly NewDocument[], owner: DocumentOwner): Promise<string[]> {
  const place = await placeOf(ctx, owner);
  const ids = newIds(documents.length); // lists show documents in the order of their ids
  const rows = documents.map(({ bytes, fileName, ...facts }, index) => ({
    ...{ ...facts, ...place, id: ids[index] ?? '', fileName: safeFileName(fileName), sizeBytes: bytes.byteLength },
    sha256: createHash('sha256').update(bytes).digest('hex'),
    createdAt: ctx.clock.now(),
    createdBy: ctx.viewer.name,
  }));
  await ctx.tx.document.createMany({ data: rows });
  await ctx.tx.documentContent.createMany({
    data: documents.map(({ bytes }, index) => ({ documentId: ids[index] ?? '', bytes: Uint8Array.from(bytes) })),
  });
  return ids;
}

interface Place {
  readonly partnerId: string | null;
  readonly customerId: string | null;
  readonly contractId: string | null;
  readonly orderId: string | null;
}

/** A contract's document is its order's and its customer's too. */
async function placeOf({ tx }: TxCtx, { contractId, orderId, customerId }: DocumentOwner): Promise<Place> {
  if (contractId) {
    const contract = await tx.contract.findUnique({ where: { id: contractId } });
    if (!contract) throw ownerNotFound('contractId');
    return { partnerId: contract.partnerId, customerId: contract.customerId, contractId, orderId: contract.orderId };
  }
  if (orderId) {
    const order = await tx.order.findUnique({ where: { id: orderId } });
    if (!order) throw ownerNotFound('orderId');
    const contracts = await tx.contract.findMany({ where: { orderId }, orderBy: { id: 'asc' }, take: 2 });
    const [only, another] = contracts;
    return {
      partnerId: order.partnerId,
      customerId: customerId ?? only?.customerId ?? null,
      contractId: another ? null : (only?.id ?? null),
      orderId,
    };
  }
  if (customerId) {
    const customer = await tx.customer.findUnique({ where: { id: customerId } });
    if (!customer) throw ownerNotFound('customerId');
    return { partnerId: customer.partnerId, customerId, contractId: null, orderId: null };
  }
  throw new DomainError('DOCUMENT_OWNER_MISSING', 'contractId, orderId, customerId: name one of them; a document belongs to something');
}

const ownerNotFound = (field: string): DomainError =>
  new DomainError('DOCUMENT_OWNER_NOT_FOUND', `${field}: there is no such row among yours; check the id`, { field });

export interface DocumentFile {
  readonly document: Document;
  readonly bytes: Uint8Array;
}

/** A document with its bytes; null when there is none in the viewer's rows. */
export async function readDocument({ db }: Ctx, id: string): Promise<DocumentFile | null> {
  const document = await db.document.findUnique({ where: { id } });
  const content = document && (await db.documentContent.findUnique({ where: { documentId: id } }));
  return document && content ? { document, bytes: content.bytes } : null;
}
