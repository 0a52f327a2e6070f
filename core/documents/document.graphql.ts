import type { Prisma } from '#prisma';
import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { instantWhere, only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';

/** A list below a customer or contract shows the newest. */
const NEWEST = { orderBy: { id: 'desc' }, take: 200 } as const;

export function documentSchema({ builder, connections, filters }: Shared): void {
  builder.prismaObject('Document', {
    description: 'Something that was sent to a customer or came from one. Written once.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      kind: t.exposeString('kind', { description: "order-confirmation, withdrawal-notice, upload, or a plugin's kind." }),
      title: t.exposeString('title', { description: 'For people.' }),
      fileName: t.exposeString('fileName', { description: 'Name under which it is saved.' }),
      mediaType: t.exposeString('mediaType', { description: 'Media type of the content.' }),
      sizeBytes: t.exposeInt('sizeBytes', { description: 'Size, bytes.' }),
      sha256: t.exposeString('sha256', { description: 'SHA-256 of the content, hexadecimal.' }),
      language: t.exposeString('language', { description: 'Language of the text.' }),
      customerId: t.exposeID('customerId', { nullable: true, description: 'The customer it belongs to.' }),
      contractId: t.exposeID('contractId', { nullable: true, description: 'The contract it belongs to.' }),
      orderId: t.exposeID('orderId', { nullable: true, description: 'The order it belongs to.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was stored.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who stored it.' }),
      url: t.string({
        description: 'Where its content is downloaded, with the same sign-in or API key.',
        select: { id: true },
        resolve: ({ id }, _args, { brand }) => `${brand.url}/documents/${id}`,
      }),
    }),
  });

  for (const type of ['Contract', 'Order', 'Customer'] as const) {
    builder.prismaObjectField(type, 'documents', (t) =>
      t.relation('documents', { description: "Its documents in the viewer's rows, newest first; at most 200.", query: NEWEST }),
    );
  }

  const DocumentFilter = builder.inputType('DocumentFilter', {
    description: 'Which documents. Conditions hold together.',
    fields: (t) => ({
      kind: t.stringList({ description: 'Of one of these kinds.' }),
      customerId: t.id({ description: 'Of this customer.' }),
      contractId: t.id({ description: 'Of this contract.' }),
      orderId: t.id({ description: 'Of this order.' }),
      createdAt: t.field({ type: filters.InstantRange, description: 'Stored in this time.' }),
    }),
  });
  const toWhere = ({ kind, customerId, contractId, orderId, createdAt }: typeof DocumentFilter.$inferInput): Prisma.DocumentWhereInput =>
    only({ kind: kind && { in: kind }, customerId, contractId, orderId, createdAt: instantWhere(createdAt) });
  connectionField(builder, connections, {
    name: 'documents',
    type: 'Document',
    permission: 'document.read',
    description: "Documents in the viewer's rows.",
    sort: { CREATED_AT: { column: 'createdAt', description: 'When it was stored.' } },
    filter: { ref: DocumentFilter, where: toWhere },
  });

  builder.queryField('document', (t) =>
    t.prismaField({
      type: 'Document',
      nullable: true,
      description: "A document by its id; null when there is none in the viewer's rows.",
      extensions: needs('document.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.document.findUnique({ ...query, where: { id } }),
    }),
  );
}
