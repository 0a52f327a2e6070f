import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { legalVersionsNow, saveLegalText } from './legal-text.service.ts';
import { type LegalPart, partsOf } from './legal-text.ts';

/** As many versions as a page shows; a brand writes a few in a year. */
const MOST = 200;

export function legalTextSchema({ builder }: Shared): void {
  const Kind = builder.enumType('LegalTextKind', {
    description: 'What a legal text is about.',
    values: {
      IMPRINT: { description: 'Who the supplier is, with all that the law asks for.' },
      TERMS: { description: 'The general terms.' },
      PRIVACY: { description: 'How personal data is processed.' },
      WITHDRAWAL: { description: "How consumers withdraw, in the brand's words instead of the law's." },
    } as const,
  });
  const Part = builder.objectRef<LegalPart>('LegalTextPart');
  Part.implement({
    description: 'A part of a legal text as it is shown.',
    fields: (t) => ({
      heading: t.exposeString('heading', { nullable: true, description: 'Null = it begins without one.' }),
      paragraphs: t.stringList({ description: 'Its paragraphs; "•" begins an item.', resolve: ({ paragraphs }) => [...paragraphs] }),
    }),
  });
  builder.prismaObject('LegalText', {
    description: 'A version of a legal text of the brand. Written once.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      kind: t.expose('kind', { type: Kind, description: 'What it is about.' }),
      language: t.exposeString('language', { description: 'BCP 47.' }),
      version: t.exposeInt('version', { description: 'Of its kind and language, from 1.' }),
      validFrom: t.expose('validFrom', { type: 'Date', description: 'First day on which it holds; it does until a later one does.' }),
      title: t.exposeString('title', { description: 'Its name.' }),
      text: t.exposeString('text', { description: 'As it was written.' }),
      parts: t.field({ type: [Part], description: 'As it is shown.', select: { text: true }, resolve: ({ text }) => partsOf(text) }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who wrote it.' }),
    }),
  });

  builder.queryField('legalTexts', (t) =>
    t.prismaField({
      type: ['LegalText'],
      description: `The versions of the brand's legal texts, the newest first; at most ${MOST}.`,
      extensions: needs('brand.write'),
      args: { inForce: t.arg.boolean({ description: 'Those alone that hold today.' }) },
      resolve: async (query, _root, { inForce }, ctx) => {
        const now = inForce ? { id: { in: (await legalVersionsNow(ctx)).map(({ id }) => id) } } : {};
        return ctx.db.legalText.findMany({ ...query, where: now, orderBy: { id: 'desc' }, take: MOST });
      },
    }),
  );
  builder.queryField('legalTextPreview', (t) =>
    t.field({
      type: [Part],
      description: 'A text as it would be shown.',
      extensions: needs('brand.write'),
      args: { text: t.arg.string({ required: true, description: 'As it is written.', extensions: { example: '# Prices' } }) },
      resolve: (_root, { text }) => partsOf(text),
    }),
  );

  const Input = builder.inputType('LegalTextInput', {
    description: 'The next version of a legal text.',
    fields: (t) => ({
      kind: t.field({ type: Kind, required: true, description: 'What it is about.' }),
      language: t.string({ required: true, description: 'In which language.' }),
      validFrom: t.field({ type: 'Date', required: true, description: 'First day on which it holds; today or later.' }),
      title: t.string({ required: true, description: 'Its name.' }),
      text: t.string({
        required: true,
        description: 'An empty line ends a paragraph; a line that begins with "# " is a heading, with "- " an item.',
      }),
    }),
  });
  builder.mutationField('saveLegalText', (t) =>
    t.prismaField({
      type: 'LegalText',
      description: 'Writes the next version of a legal text; earlier ones stay. Fails with LEGAL_TEXT_INVALID.',
      extensions: needs('brand.write'),
      args: { input: t.arg({ type: Input, required: true, description: 'All of it.' }) },
      resolve: async (query, _root, { input }, ctx) => {
        const id = await saveLegalText(ctx, input);
        return ctx.db.legalText.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}
