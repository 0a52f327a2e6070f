import {
  type ArchivePreview,
  archiveBrand,
  copyableParts,
  type OfferedPart,
  type Opening,
  openBrand,
  type PluginBuilder,
  previewArchive,
  restoreBrand,
  tryOpening,
} from '#core';
import { type ManagedBrand, managedBrands } from './brand-management.service.ts';
import { type BrandFigures, figuresOfBrands } from './figures.service.ts';
import { peopleSchema } from './people.graphql.ts';

/** Core's own permission: the tenant's administrators alone have it, whatever a plugin says. */
const NEEDS = { permission: 'brand.manage' };

export function brandManagementSchema(builder: PluginBuilder): void {
  const types = { ...brandTypes(builder), ...openingTypes(builder) };
  brandFields(builder, types);
  openingFields(builder, types);
  figureFields(builder);
  peopleSchema(builder);
}

function figureFields(builder: PluginBuilder): void {
  const Figures = builder.objectRef<BrandFigures>('BrandManagementFigures');
  Figures.implement({
    description: 'What a brand did in some days, counted in that brand alone.',
    fields: (t) => ({
      brandId: t.string({ description: 'The brand.', resolve: ({ brand }) => brand.id }),
      brandName: t.string({ description: 'Its name.', resolve: ({ brand }) => brand.name }),
      orders: t.exposeInt('orders', { description: 'Orders that were handed in.' }),
      contracts: t.exposeInt('contracts', { description: 'Contracts that came of them.' }),
      refused: t.exposeInt('refused', { description: 'Of these: that were refused.' }),
      inSupply: t.exposeInt('inSupply', { description: 'Contracts in supply, now.' }),
      waiting: t.exposeInt('waiting', { description: 'Contracts that are decided or wait for supply, now.' }),
    }),
  });
  builder.queryField('brandFigures', (t) =>
    t.field({
      type: [Figures],
      description: "The caller's brands side by side, each counted with the role that they have there.",
      extensions: NEEDS,
      args: {
        from: t.arg({ type: 'DateTime', required: true, description: 'Handed in from here on.' }),
        before: t.arg({ type: 'DateTime', required: true, description: 'And before.' }),
      },
      resolve: (_root, { from, before }, ctx) => figuresOfBrands(ctx, { from, before }),
    }),
  );
}

function brandTypes(builder: PluginBuilder) {
  const Brand = builder.objectRef<ManagedBrand>('BrandManagementBrand');
  Brand.implement({
    description: "One of the tenant's brands.",
    fields: (t) => ({
      brandId: t.exposeID('id', { description: 'Its id.' }),
      code: t.exposeString('code', { description: 'Short name.' }),
      name: t.exposeString('name', { description: 'Name for people.' }),
      url: t.exposeString('url', { description: 'Where people reach it.' }),
      hosts: t.stringList({ description: 'Its host names.', resolve: ({ hosts }) => [...hosts] }),
      country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2.' }),
      language: t.exposeString('language', { description: 'Language of texts when the reader asks for none.' }),
      currency: t.exposeString('currency', { description: 'ISO 4217.' }),
      timeZone: t.exposeString('timeZone', { description: 'Zone in which a day begins.' }),
      accent: t.exposeString('accent', { nullable: true, description: "Its colour, #rrggbb; null = the product's own." }),
      archivedAt: t.expose('archivedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'Since when it sells no more; null = it sells.',
      }),
      isHere: t.boolean({
        description: 'Whether it is the brand in whose name this call is made.',
        resolve: ({ id }, _args, { brand }) => id === brand.id,
      }),
    }),
  });
  const Archive = builder.objectRef<ArchivePreview>('BrandManagementArchive');
  Archive.implement({
    description: 'What archiving a brand stops; nothing is deleted.',
    fields: (t) => ({
      isLast: t.boolean({
        description: 'Whether it is the last one that sells: then it is refused.',
        resolve: ({ obstacle }) => obstacle === 'LAST_BRAND',
      }),
      contractsInSupply: t.exposeInt('contractsInSupply', { description: 'Contracts that are supplied.' }),
      contractsOpen: t.exposeInt('contractsOpen', { description: 'Contracts that are decided or wait for supply.' }),
      jobs: t.exposeInt('jobs', { description: 'Jobs that rest until it is restored.' }),
      members: t.exposeInt('members', { description: 'People who cannot sign in here any more.' }),
      apiKeys: t.exposeInt('apiKeys', { description: 'API keys that are turned away.' }),
    }),
  });
  return { Brand, Archive };
}

function openingTypes(builder: PluginBuilder) {
  const Item = builder.objectRef<{ readonly id: string; readonly label: string }>('BrandManagementItem');
  Item.implement({
    description: 'Something that is chosen by itself: one tariff, one plugin.',
    fields: (t) => ({
      value: t.exposeID('id', { description: 'For `parts`.' }),
      label: t.exposeString('label', { description: 'As people know it.' }),
    }),
  });
  const Part = builder.objectRef<OfferedPart>('BrandManagementPart');
  Part.implement({
    description: 'A kind of thing that a new brand can begin with.',
    fields: (t) => ({
      pluginId: t.exposeString('pluginId', { description: 'Whose part it is; "core" = the product\'s.' }),
      code: t.exposeString('code', { description: "Unique among its owner's." }),
      name: t.string({
        description: "Its name in the caller's language.",
        resolve: ({ label }, _args, { texts, viewer }) => texts(viewer.language, label) ?? label,
      }),
      items: t.field({
        type: [Item],
        nullable: true,
        description: 'What can be chosen one by one; null = all of it or nothing.',
        resolve: ({ items }) => items && [...items],
      }),
    }),
  });
  const Problem = builder.objectRef<Opening['problems'][number]>('BrandManagementProblem');
  Problem.implement({
    description: 'Something to mend, or still to do.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'Where: "hosts.0", "plugins.<id>"; "" = nowhere in particular.' }),
      code: t.exposeString('code', { description: 'For programs.' }),
      message: t.exposeString('message', { description: "What it is, in the caller's language." }),
      remedy: t.exposeString('remedy', { description: 'What helps; may be empty.' }),
    }),
  });
  const Copied = builder.objectRef<Opening['copied'][number]>('BrandManagementCopied');
  Copied.implement({
    description: 'What became of a part.',
    fields: (t) => ({
      name: t.string({
        description: "Its name in the caller's language.",
        resolve: ({ label }, _args, { texts, viewer }) => texts(viewer.language, label) ?? label,
      }),
      count: t.exposeInt('count', { description: 'How much of it the new brand has.' }),
    }),
  });
  const Opened = builder.objectRef<Opening>('BrandManagementOpening');
  Opened.implement({
    description: 'What opening a brand does, or did.',
    fields: (t) => ({
      brandId: t.exposeID('brandId', { nullable: true, description: 'The new brand; null = it was a trial.' }),
      url: t.exposeString('url', { nullable: true, description: 'Where it is reached; null = it was a trial.' }),
      problems: t.field({ type: [Problem], description: 'What keeps it from being opened.', resolve: ({ problems }) => [...problems] }),
      copied: t.field({ type: [Copied], description: 'What it begins with.', resolve: ({ copied }) => [...copied] }),
      open: t.field({ type: [Problem], description: 'What a person still has to do there.', resolve: ({ open }) => [...open] }),
    }),
  });

  const NewBrand = builder.inputType('BrandManagementNewBrand', {
    description: 'A brand to be opened.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Short name, unique in the tenant: small letters, digits, "-".' }),
      name: t.string({ required: true, description: 'Name for people.' }),
      hosts: t.stringList({ required: true, description: 'Host names under which it is reached: "power.shop.example".' }),
      country: t.string({ required: true, description: 'ISO 3166-1 alpha-2.' }),
      language: t.string({ required: true, description: 'Language of texts when the reader asks for none.' }),
      currency: t.string({ required: true, description: 'ISO 4217.' }),
      timeZone: t.string({ required: true, description: 'IANA zone in which a day begins: "Europe/Vienna".' }),
      accent: t.string({ required: true, description: 'Its colour, #rrggbb.' }),
    }),
  });
  const Chosen = builder.inputType('BrandManagementChosenPart', {
    description: 'A part that the new brand begins with.',
    fields: (t) => ({
      pluginId: t.string({ required: true, description: 'Whose part it is.' }),
      code: t.string({ required: true, description: 'Which.' }),
      items: t.idList({ required: true, description: 'Which of it; empty where the part has no items.' }),
    }),
  });
  return { Part, Opened, NewBrand, Chosen };
}

type Types = ReturnType<typeof brandTypes> & ReturnType<typeof openingTypes>;

function brandFields(builder: PluginBuilder, { Brand, Archive }: Types): void {
  builder.queryField('managedBrands', (t) =>
    t.field({
      type: [Brand],
      description: "The tenant's brands that the caller may enter, those that sell first.",
      extensions: NEEDS,
      resolve: (_root, _args, ctx) => managedBrands(ctx),
    }),
  );
  const which = { required: true as const, description: 'The brand.' };
  builder.queryField('brandArchive', (t) =>
    t.field({
      type: Archive,
      description: 'What archiving a brand would stop. Fails with BRAND_NOT_FOUND.',
      extensions: NEEDS,
      args: { brandId: t.arg.id(which) },
      resolve: (_root, { brandId }, ctx) => previewArchive(ctx, brandId),
    }),
  );
  builder.mutationField('archiveBrand', (t) =>
    t.boolean({
      description:
        'Closes a brand without losing a row: partners, customers and keys are turned away, jobs rest, administrators read. Fails with BRAND_NOT_FOUND, BRAND_ARCHIVED_LAST.',
      extensions: NEEDS,
      args: { brandId: t.arg.id(which) },
      resolve: async (_root, { brandId }, ctx) => {
        await archiveBrand(ctx, brandId);
        return true;
      },
    }),
  );
  builder.mutationField('restoreBrand', (t) =>
    t.boolean({
      description: 'Brings an archived brand back as it was. Fails with BRAND_NOT_FOUND.',
      extensions: NEEDS,
      args: { brandId: t.arg.id(which) },
      resolve: async (_root, { brandId }, ctx) => {
        await restoreBrand(ctx, brandId);
        return true;
      },
    }),
  );
}

function openingFields(builder: PluginBuilder, { Part, Opened, NewBrand, Chosen }: Types): void {
  builder.queryField('brandCopyParts', (t) =>
    t.field({
      type: [Part],
      description: "What a new brand can begin with, from one of the tenant's. Fails with BRAND_NOT_FOUND.",
      extensions: NEEDS,
      args: { from: t.arg.id({ required: true, description: 'The brand to copy from.' }) },
      resolve: (_root, { from }, ctx) => copyableParts(ctx, from),
    }),
  );
  const steps = {
    tryNewBrand: { run: tryOpening, description: 'Opens a brand and takes it back: tells every problem, and what it would begin with.' },
    openBrand: {
      run: openBrand,
      description:
        'Opens a brand with what was chosen, all of it or nothing. Fails with BRAND_INVALID, BRAND_NOT_FOUND, and what a part refuses.',
    },
  };
  for (const [name, { run, description }] of Object.entries(steps)) {
    builder.mutationField(name, (t) =>
      t.field({
        type: Opened,
        description,
        extensions: NEEDS,
        args: {
          brand: t.arg({ type: NewBrand, required: true, description: 'The brand.' }),
          from: t.arg.id({ description: 'The brand to copy from; left out = it begins empty.' }),
          parts: t.arg({ type: [Chosen], required: true, description: 'What it begins with.' }),
        },
        resolve: (_root, { brand, from, parts }, ctx) => run(ctx, { brand, from: from ?? null, parts }),
      }),
    );
  }
}
