import { DomainError, type PluginBuilder } from '#core';
import { startingRules } from './band-defaults.ts';
import { approveBands, readRules, saveBands } from './band-versions.service.ts';
import { type ChangedDecision, type DryRun, dryRun } from './dry-run.ts';
import { policyNow } from './policy.ts';
import { BUREAU_CODES } from './providers/bureau.ts';
import { BUREAUS, type BureauFacts } from './providers/catalog.ts';

const needs = (permission: string) => ({ permission: `credit-check.${permission}` });
const VERSIONS_MAX = 200;
const DAYS_MAX = 730;

/** Rules that the API's documentation tries. */
const EXAMPLE = { example: startingRules({ acceptFromScore: 500, reviewFromScore: 300 }).slice(0, 1) };

export function bandsSchema(builder: PluginBuilder): void {
  const State = builder.enumType('CreditCheckBandsState', {
    description: 'How far a version of the bands is.',
    values: {
      DRAFT: { description: 'Written, and not approved by a second person.' },
      APPROVED: { description: 'In force from its first moment on, until the next one is.' },
    } as const,
  });
  const Bands = builder.prismaObject('CreditCheckBands', {
    description: 'What scores lead to, from a moment on.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      number: t.exposeInt('number', { description: '1, 2, 3 … within the brand.' }),
      state: t.expose('state', { type: State, description: 'How far it is.' }),
      validFrom: t.expose('validFrom', { type: 'DateTime', description: 'From when on it is in force.' }),
      note: t.exposeString('note', { description: 'Why it was made.' }),
      rules: t.field({
        type: 'JSON',
        description: 'Rules: bureau, product, segment, commodity, fromCents, and bands of { from, outcome }; null = any.',
        select: { rules: true },
        resolve: ({ rules }) => rules,
      }),
      createdBy: t.exposeString('createdBy', { description: 'Who wrote it.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
      approvedBy: t.exposeString('approvedBy', { nullable: true, description: 'Who approved it; null = nobody did.' }),
      approvedAt: t.expose('approvedAt', { type: 'DateTime', nullable: true, description: 'When it was approved.' }),
    }),
  });

  builder.queryField('creditCheckBands', (t) =>
    t.prismaField({
      type: [Bands],
      description: 'Versions of the bands, newest first.',
      extensions: needs('read'),
      args: { first: t.arg.int({ required: true, defaultValue: 50, description: `How many, at most ${VERSIONS_MAX}.` }) },
      resolve: (query, _root, { first }, { db }) => {
        refuseBadNumber('first', first, VERSIONS_MAX);
        return db.creditCheckBands.findMany({ ...query, orderBy: { number: 'desc' }, take: first });
      },
    }),
  );

  builder.queryField('creditCheckBandsNow', (t) =>
    t.field({
      type: 'JSON',
      description: 'The rules that hold now; those of the settings where no version is in force. What a new version is made from.',
      extensions: needs('read'),
      resolve: async (_root, _args, ctx) => (await policyNow(ctx, ctx.db)).rules,
    }),
  );

  const Product = builder.objectRef<BureauFacts['products'][number]>('CreditCheckProduct');
  Product.implement({
    description: "A bureau's product.",
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its code.' }),
      minimum: t.int({ description: 'The lowest score.', resolve: ({ scale }) => scale.minimum }),
      maximum: t.int({ description: 'The highest score.', resolve: ({ scale }) => scale.maximum }),
      isLowerBetter: t.boolean({ description: 'Whether a low score is a good one.', resolve: ({ scale }) => scale.better === 'lower' }),
    }),
  });
  const Bureau = builder.objectRef<BureauFacts & { readonly code: string }>('CreditCheckBureau');
  Bureau.implement({
    description: 'A bureau that can be asked.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its code in settings and bands.' }),
      name: t.exposeString('name', { description: 'Its name.' }),
      products: t.field({ type: [Product], description: 'Its products, cheapest first.', resolve: ({ products }) => [...products] }),
    }),
  });
  builder.queryField('creditCheckBureaus', (t) =>
    t.field({
      type: [Bureau],
      description: 'The bureaus that can be asked, with their products and scales.',
      extensions: needs('read'),
      resolve: () => BUREAU_CODES.map((code) => ({ code, ...BUREAUS[code] })),
    }),
  );

  const Changed = builder.objectRef<ChangedDecision>('CreditCheckChangedDecision');
  Changed.implement({
    description: 'A past answer that other bands would have led elsewhere.',
    fields: (t) => ({
      orderId: t.exposeID('orderId', { description: 'The order.' }),
      score: t.exposeInt('score', { description: "On the scale of the bureau's product.", extensions: needs('score') }),
      before: t.exposeString('before', { description: 'What the bands that hold now make of it.' }),
      after: t.exposeString('after', { description: 'What the other bands would make of it.' }),
    }),
  });
  const Count = builder.objectRef<DryRun['counts'][number]>('CreditCheckChangedCount');
  Count.implement({
    description: 'How many decisions would differ alike.',
    fields: (t) => ({
      before: t.exposeString('before', { description: 'What the bands that hold now make of it.' }),
      after: t.exposeString('after', { description: 'What the other bands would make of it.' }),
      count: t.exposeInt('count', { description: 'How many.' }),
    }),
  });
  const Run = builder.objectRef<DryRun>('CreditCheckDryRun');
  Run.implement({
    description: 'What other bands would have made of past answers.',
    fields: (t) => ({
      looked: t.exposeInt('looked', { description: 'Past answers that were looked at, at most 10,000.' }),
      counts: t.field({ type: [Count], description: 'Changed decisions, counted.', resolve: ({ counts }) => [...counts] }),
      changed: t.field({ type: [Changed], description: 'The newest changed ones, at most 200.', resolve: ({ changed }) => [...changed] }),
    }),
  });
  builder.queryField('creditCheckDryRun', (t) =>
    t.field({
      type: Run,
      description: 'Tries bands on the answers of the last days; nothing is written.',
      extensions: needs('bands'),
      args: {
        rules: t.arg({ type: 'JSON', required: true, description: 'Rules as creditCheckBandsNow gives them.', extensions: EXAMPLE }),
        days: t.arg.int({ required: true, defaultValue: 180, description: `How far back, at most ${DAYS_MAX} days.` }),
      },
      resolve: (_root, { rules, days }, ctx) => {
        refuseBadNumber('days', days, DAYS_MAX);
        return dryRun(ctx, { rules: readRules(rules), days });
      },
    }),
  );

  builder.mutationField('saveCreditCheckBands', (t) =>
    t.prismaField({
      type: Bands,
      description: 'Writes bands that a second person has to approve; a draft is written anew by its id.',
      extensions: needs('bands'),
      args: {
        id: t.arg.id({ description: 'The draft; null = a new one.' }),
        validFrom: t.arg({ type: 'DateTime', required: true, description: 'From when on they are to be in force.' }),
        note: t.arg.string({ required: true, description: 'Why they are made.' }),
        rules: t.arg({ type: 'JSON', required: true, description: 'Rules as creditCheckBandsNow gives them.' }),
      },
      resolve: async (query, _root, { id, validFrom, note, rules }, ctx) => {
        const saved = await saveBands(ctx, { id: id ?? null, validFrom, note, rules });
        return ctx.db.creditCheckBands.findUniqueOrThrow({ ...query, where: { id: saved } });
      },
    }),
  );

  builder.mutationField('approveCreditCheckBands', (t) =>
    t.prismaField({
      type: Bands,
      description: 'Puts bands in force from their first moment on; by somebody who did not write them.',
      extensions: needs('bands'),
      args: { id: t.arg.id({ required: true, description: 'The draft.' }) },
      resolve: async (query, _root, { id }, ctx) => {
        await approveBands(ctx, id);
        return ctx.db.creditCheckBands.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}

function refuseBadNumber(field: string, given: number, maximum: number): void {
  if (given >= 1 && given <= maximum) return;
  throw new DomainError('CREDIT_CHECK_NUMBER_INVALID', `${field}: must lie between 1 and ${maximum}`, { field, maximum });
}
