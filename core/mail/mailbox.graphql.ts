import type { Prisma } from '#prisma';
import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { instantWhere, only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { mailsForReader } from './mailbox.readers.ts';

/** The mailbox: what the product and its plugins wrote to people. */
export function mailboxSchema({ builder, connections, filters }: Shared): void {
  builder.prismaObject('MailMessage', {
    description: 'A mail in the mailbox.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      sentAt: t.expose('sentAt', { type: 'DateTime', description: 'When it was sent.' }),
      kind: t.exposeString('kind', { description: 'What it is about: "order-confirmation", or of a plugin, "<plugin>.<what>".' }),
      language: t.exposeString('language', { nullable: true, description: 'Language it is written in, BCP 47.' }),
      recipient: t.exposeString('recipient', { description: 'To whom.' }),
      subject: t.exposeString('subject', { description: 'Subject.' }),
      text: t.exposeString('text', { description: 'Text.' }),
      documentIds: t.exposeStringList('documentIds', { description: 'Documents that went with it; see `document`.' }),
      documents: t.prismaField({
        type: ['Document'],
        description: "Documents that went with it, as far as they are in the viewer's rows.",
        extensions: needs('document.read'),
        nullable: true,
        select: { documentIds: true },
        resolve: (query, { documentIds }, _args, { db }) => db.document.findMany({ ...query, where: { id: { in: documentIds } } }),
      }),
    }),
  });
  const MailFilter = builder.inputType('MailFilter', {
    description: 'Which mails. Conditions hold together.',
    fields: (t) => ({
      recipient: t.string({ description: 'To exactly this address.' }),
      search: t.string({ description: 'The address or the subject contains this.' }),
      kind: t.string({ description: 'The kind begins with this: "order-", "my-plugin.".' }),
      sentAt: t.field({ type: filters.InstantRange, description: 'When it was sent.' }),
    }),
  });
  connectionField(builder, connections, {
    name: 'mailbox',
    type: 'MailMessage',
    permission: 'mailbox.read',
    description: "Mails that the product wrote; out of the box they stay here. Tenant administrators' mails are shown to them alone.",
    always: mailsForReader,
    sort: { SENT_AT: { column: 'sentAt', description: 'When it was sent.' } },
    filter: {
      ref: MailFilter,
      where: ({ recipient, search, kind, sentAt }: typeof MailFilter.$inferInput): Prisma.MailMessageWhereInput =>
        only({
          ...{ recipient, kind: kind && { startsWith: kind }, sentAt: instantWhere(sentAt) },
          OR: search && [{ recipient: { contains: search, mode: 'insensitive' } }, { subject: { contains: search, mode: 'insensitive' } }],
        }),
    },
  });
  builder.queryField('mail', (t) =>
    t.prismaField({
      type: 'MailMessage',
      nullable: true,
      description: 'A mail by its id; null when the reader sees none.',
      extensions: needs('mailbox.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: async (query, _root, { id }, ctx) =>
        ctx.db.mailMessage.findFirst({ ...query, where: { AND: [{ id }, await mailsForReader(ctx)] } }),
    }),
  );
}
