import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Owners } from '../graphql/plugin-builder.ts';
import { readInput } from '../http/read-input.ts';
import { admitted } from '../http/request-context.ts';
import { inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { readDocument, storeDocument } from './document.service.ts';
import { attachment } from './file-name.ts';
import { ALLOWED_KINDS, mediaTypeOf } from './media-type.ts';

/** Largest file that is attached, bytes. */
const MAX_BYTES = 10 * 1024 * 1024;

const Id = z.object({ id: z.uuid() });
const Fields = z
  .strictObject({
    title: z.string().trim().min(1).max(200).optional(),
    contractId: z.uuid().optional(),
    customerId: z.uuid().optional(),
    orderId: z.uuid().optional(),
  })
  .refine(({ contractId, customerId, orderId }) => [contractId, customerId, orderId].filter(Boolean).length === 1, {
    message: 'name exactly one of contractId, customerId and orderId',
  });

/** GET /documents/:id and POST /documents: the content of documents, for whoever sees what they belong to. */
export const documentRoutes =
  (kernel: Kernel, owners: Owners): FastifyPluginAsync =>
  async (app) => {
    await app.register(multipart, { limits: { files: 1, fields: 10, fieldSize: 1_000, fileSize: MAX_BYTES, parts: 12 } });

    app.get('/:id', async (request, reply) => {
      const ctx = await admitted(kernel, { request, reply }, { owners, permission: 'document.read', reads: 'Document' });
      const id = Id.safeParse(request.params);
      const file = id.success ? await readDocument(ctx, id.data.id) : null;
      if (!file) throw new DomainError('NOT_FOUND', 'id: there is no such document among yours; look at the list of documents');
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', attachment(file.document.fileName))
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('x-content-type-options', 'nosniff')
        .type(file.document.mediaType)
        .send(Buffer.from(file.bytes));
    });

    app.post('/', async (request, reply) => {
      const ctx = await admitted(kernel, { request, reply }, { owners, permission: 'document.write', writes: 'uploadDocument' });
      const { bytes, fileName, fields } = await readUpload(request);
      const { title, ...owner } = fields;
      const kind = mediaTypeOf(bytes);
      if (!kind)
        throw new DomainError('DOCUMENT_TYPE_NOT_ALLOWED', `file: is neither ${ALLOWED_KINDS}; save it as one of these and send it again`);
      const named = `${fileName.replace(/\.[^.]*$/, '')}${kind.ending}`;
      const id = await inTransaction(ctx, (ctx) =>
        storeDocument(
          ctx,
          { kind: 'upload', title: title ?? named, fileName: named, mediaType: kind.mediaType, language: ctx.viewer.language, bytes },
          owner,
        ),
      );
      return reply.status(201).send({ id });
    });
  };

interface Upload {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly fields: z.output<typeof Fields>;
}

/** A form with one file; its other fields may come before or after it. */
async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart())
    throw new DomainError(
      'DOCUMENT_FILE_MISSING',
      'Send multipart/form-data with a part "file" and the field contractId, customerId or orderId',
    );
  let file: Pick<Upload, 'bytes' | 'fileName'> | null = null;
  const given: Record<string, unknown> = {};
  for await (const part of request.parts()) {
    if (part.type === 'file') file = { bytes: await part.toBuffer(), fileName: part.filename ?? 'document' };
    else given[part.fieldname] = part.value;
  }
  if (!file || file.bytes.byteLength === 0)
    throw new DomainError('DOCUMENT_FILE_MISSING', 'file: is missing or empty; send the content as the part "file"');
  return { ...file, fields: readInput(Fields, given, 'form') };
}
