import { inTransaction, needs, type PluginBuilder } from '#core';
import { type Preview, preview } from './preview.ts';
import { layOutStandard } from './standard.ts';
import type { TemplateFault } from './template.render.ts';
import { existing, kindOf, saveTemplate, saveVersion } from './template.service.ts';

/** Templates, their wordings and what they look like. */
export function templateSchema(builder: PluginBuilder): void {
  const Form = builder.enumType('NotificationsForm', {
    description: 'How customers are spoken to.',
    values: { FORMAL: { description: '"Sie".' }, INFORMAL: { description: '"du".' } } as const,
  });
  const Subject = builder.enumType('NotificationsSubject', {
    description: 'Of what a template tells.',
    values: {
      contract: { description: 'A contract, with its order, customer, metering point, tariff and partner.' },
      order: { description: 'An order with its customer and partner.' },
      customer: { description: 'A customer.' },
      import: { description: 'An import of rows from a file.' },
    } as const,
  });

  const Version = builder.prismaObject('NotificationsVersion', {
    description: 'How a template reads in a language and a form. Written once.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      language: t.exposeString('language', { description: 'Language, BCP 47.' }),
      form: t.expose('form', { type: Form, description: 'How customers are spoken to.' }),
      number: t.exposeInt('number', { description: 'Counts up; the highest one is used.' }),
      subject: t.exposeString('subject', { description: 'Subject, with Liquid.' }),
      body: t.exposeString('body', { description: 'MJML sections with Liquid.' }),
      shortText: t.exposeString('shortText', { description: 'Where there is no room for a mail; empty = the text of the mail.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
      createdBy: t.exposeString('createdBy', { description: 'By whom.' }),
    }),
  });

  const Template = builder.prismaObject('NotificationsTemplate', {
    description: 'Something that is said to people again and again.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      code: t.exposeString('code', { description: 'Short name.' }),
      name: t.exposeString('name', { description: 'Name for people.' }),
      subject: t.field({
        type: Subject,
        description: 'Of what it tells.',
        select: { subjectKind: true },
        resolve: ({ subjectKind }) => kindOf(subjectKind),
      }),
      isStatutory: t.exposeBoolean('isStatutory', { description: 'Whether the law asks that the reader can keep it.' }),
      attachments: t.exposeStringList('attachments', { description: 'Kinds of documents of its subject that go along.' }),
      versions: t.prismaField({
        type: [Version],
        description: 'Its wordings, newest first; at most 200.',
        select: { id: true },
        resolve: (query, { id }, _args, { db }) =>
          db.notificationsVersion.findMany({ ...query, where: { templateId: id }, orderBy: { id: 'desc' }, take: 200 }),
      }),
    }),
  });

  builder.queryField('notificationsTemplates', (t) =>
    t.prismaField({
      type: [Template],
      description: 'All templates by their names; at most 500.',
      extensions: needs('notifications.read'),
      resolve: (query, _root, _args, { db }) =>
        db.notificationsTemplate.findMany({ ...query, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: 500 }),
    }),
  );
  builder.queryField('notificationsTemplate', (t) =>
    t.prismaField({
      type: Template,
      nullable: true,
      description: 'A template by its id; null when the brand has none.',
      extensions: needs('notifications.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.notificationsTemplate.findUnique({ ...query, where: { id } }),
    }),
  );

  const TemplateInput = builder.inputType('NotificationsTemplateInput', {
    description: 'A template without its wordings.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Short name: "contract-accepted".' }),
      name: t.string({ required: true, description: 'Name for people.' }),
      subject: t.field({ type: Subject, required: true, description: 'Of what it tells; not changed later.' }),
      isStatutory: t.boolean({ required: true, description: 'Whether the law asks that the reader can keep it.' }),
      attachments: t.stringList({ required: true, description: 'Kinds of documents that go along: "order-confirmation".' }),
    }),
  });
  builder.mutationField('saveNotificationsTemplate', (t) =>
    t.prismaField({
      type: Template,
      description: 'Makes a template, or changes what it is called and what goes along.',
      extensions: needs('notifications.write'),
      args: {
        id: t.arg.id({ description: 'Which one; left out = a new one.' }),
        input: t.arg({ type: TemplateInput, required: true, description: 'What it is.' }),
      },
      resolve: async (query, _root, { id, input }, ctx) => {
        const saved = await saveTemplate(ctx, id ?? null, input);
        return ctx.db.notificationsTemplate.findUniqueOrThrow({ ...query, where: { id: saved } });
      },
    }),
  );

  builder.mutationField('layOutNotificationsTemplates', (t) =>
    t.boolean({
      description: 'Puts the standard templates there to begin with; nothing where the brand has templates.',
      extensions: needs('notifications.write'),
      resolve: async (_root, _args, ctx) => {
        await inTransaction(ctx, layOutStandard);
        return true;
      },
    }),
  );

  const VersionInput = builder.inputType('NotificationsVersionInput', {
    description: 'A wording.',
    fields: (t) => ({
      language: t.string({ required: true, description: 'Language, BCP 47: "de".' }),
      form: t.field({ type: Form, required: true, description: 'How customers are spoken to.' }),
      subject: t.string({ required: true, description: 'Subject, with Liquid: "Contract {{ contract.number }}".' }),
      body: t.string({ required: true, description: 'MJML sections with Liquid.' }),
      shortText: t.string({ required: true, description: 'Where there is no room for a mail; may be empty.' }),
    }),
  });
  builder.mutationField('saveNotificationsVersion', (t) =>
    t.prismaField({
      type: Version,
      description: 'Writes the next version of a wording; what was sent keeps the one it was made of. Problems name their line.',
      extensions: needs('notifications.write'),
      args: {
        templateId: t.arg.id({ required: true, description: 'Of which template.' }),
        input: t.arg({ type: VersionInput, required: true, description: 'The wording.' }),
      },
      resolve: async (query, _root, { templateId, input }, ctx) => {
        const id = await saveVersion(ctx, templateId, input);
        return ctx.db.notificationsVersion.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  const Fault = builder.objectRef<TemplateFault>('NotificationsFault');
  Fault.implement({
    description: 'Something that is wrong with a wording.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'Where: "subject", "body", "shortText".' }),
      line: t.exposeInt('line', { nullable: true, description: 'Its line, counted from 1; null = none in particular.' }),
      message: t.exposeString('message', { description: 'What is wrong.' }),
    }),
  });
  const PreviewRef = builder.objectRef<Preview>('NotificationsPreview');
  PreviewRef.implement({
    description: 'What a wording looks like with a real contract.',
    fields: (t) => ({
      subject: t.exposeString('subject', { nullable: true, description: 'The subject.' }),
      text: t.exposeString('text', { nullable: true, description: 'The part in plain text.' }),
      shortText: t.exposeString('shortText', { nullable: true, description: 'What goes where there is no room for a mail.' }),
      url: t.exposeString('url', {
        nullable: true,
        description: 'Where a frame finds the mail for some minutes; null = nothing can be shown.',
      }),
      faults: t.field({ type: [Fault], description: 'What is wrong, by line.', resolve: ({ faults }) => [...faults] }),
    }),
  });
  builder.mutationField('previewNotificationsVersion', (t) =>
    t.field({
      type: PreviewRef,
      description: 'Shows a wording with the values of a real contract; nothing is saved or sent.',
      extensions: needs('notifications.write'),
      args: {
        templateId: t.arg.id({ required: true, description: 'Of which template.' }),
        input: t.arg({ type: VersionInput, required: true, description: 'The wording.' }),
        contractId: t.arg.id({ description: 'The contract; left out = the newest one.' }),
        isDark: t.arg.boolean({ required: true, defaultValue: false, description: 'As a dark screen shows it.' }),
      },
      resolve: async (_root, { templateId, input, contractId, isDark }, ctx) => {
        await existing(ctx.db, templateId);
        return preview(ctx, { ...input, templateId, contractId: contractId ?? null, isDark });
      },
    }),
  );
}
