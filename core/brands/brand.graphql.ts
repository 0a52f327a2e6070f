import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { inWords, type ProblemForPeople } from '../kernel/problems.ts';
import { imprintOf, imprintProblems, type PartOfImprint, saveImprint } from './imprint.ts';
import { removeLogo } from './logo.ts';
import { accentOf, accountOf, type BrandAccount, type Sender, saveLook, senderOf } from './look.ts';
import { saveOrderPage } from './order-page.ts';

export function brandSchema({ builder }: Shared): void {
  const PluginState = builder.objectRef<{ id: string; isEnabled: boolean }>('PluginState');
  PluginState.implement({
    description: 'Whether a plugin is on: what parts of the API answer for this brand.',
    fields: (t) => ({
      pluginId: t.exposeString('id', { description: 'The plugin.' }),
      isEnabled: t.exposeBoolean('isEnabled', { description: 'Whether it is on.' }),
    }),
  });

  const ImprintRef = builder.objectRef<PartOfImprint>('Imprint');
  ImprintRef.implement({
    description: 'Who the supplier is. What is null is missing.',
    fields: (t) => ({
      name: t.exposeString('name', { nullable: true, description: 'Name with its legal form.' }),
      street: t.exposeString('street', { nullable: true, description: 'Street.' }),
      houseNumber: t.exposeString('houseNumber', { nullable: true, description: 'House number.' }),
      postcode: t.exposeString('postcode', { nullable: true, description: 'Postcode.' }),
      city: t.exposeString('city', { nullable: true, description: 'Town.' }),
      phone: t.exposeString('phone', { nullable: true, description: 'Telephone.' }),
      email: t.exposeString('email', { nullable: true, description: 'E-mail address.' }),
    }),
  });
  const ProblemRef = builder.objectRef<ProblemForPeople>('BrandProblem');
  ProblemRef.implement({
    description: "Something about the brand's settings that must be mended.",
    fields: (t) => ({
      field: t.exposeString('field', { description: 'The setting: "imprint.phone".' }),
      code: t.exposeString('code', { description: 'For programs.' }),
      message: t.exposeString('message', { description: "What is wrong, in the caller's language." }),
      remedy: t.exposeString('remedy', { description: 'What helps.' }),
    }),
  });

  const SenderRef = builder.objectRef<Sender>('BrandSender');
  SenderRef.implement({
    description: 'In whose name mails leave.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'As readers see it.' }),
      email: t.exposeString('email', { description: 'Address.' }),
    }),
  });
  const AccountRef = builder.objectRef<BrandAccount>('BrandAccount');
  AccountRef.implement({
    description: 'Where customers pay.',
    fields: (t) => ({
      holder: t.exposeString('holder', { description: 'Whose account it is.' }),
      iban: t.exposeString('iban', { description: 'IBAN without blanks.' }),
    }),
  });

  builder.prismaObject('Brand', {
    description: 'The brand in whose name this call is made.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      code: t.exposeString('code', { description: 'Short name.' }),
      name: t.exposeString('name', { description: 'Name for people.' }),
      country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2.' }),
      language: t.exposeString('language', { description: 'Language of texts when the reader asks for none.' }),
      currency: t.exposeString('currency', { description: 'ISO 4217.' }),
      timeZone: t.exposeString('timeZone', { description: 'Zone in which a day begins.' }),
      theme: t.expose('theme', { type: 'JSON', description: 'Colours and logo.' }),
      imprint: t.field({
        type: ImprintRef,
        description: 'Who the supplier is, as letters and notices name it.',
        select: { imprint: true },
        resolve: ({ imprint }) => imprintOf(imprint),
      }),
      isSelfService: t.exposeBoolean('isSelfService', {
        description: 'Whether customers may order for themselves at /order, without an account.',
      }),
      embeddingHosts: t.exposeStringList('embeddingHosts', {
        description: 'Hosts whose pages may show the order flow in a frame, by the script /embed.js: "www.shop.example", "*.shop.example".',
      }),
      accent: t.string({ description: 'Its colour, #rrggbb.', select: { theme: true }, resolve: ({ theme }) => accentOf(theme) }),
      sender: t.field({
        type: SenderRef,
        nullable: true,
        description: "In whose name mails leave; null = the brand's name.",
        select: { sender: true },
        resolve: ({ sender }) => senderOf(sender),
      }),
      account: t.field({
        type: AccountRef,
        nullable: true,
        description: 'Where customers pay, as letters say it; null = they do not.',
        extensions: needs('brand.write'),
        select: { account: true },
        resolve: ({ account }) => accountOf(account),
      }),
      numberPrefix: t.exposeString('numberPrefix', { description: 'Before each number of the brand; "" = nothing.' }),
      problems: t.field({
        type: [ProblemRef],
        description: 'Settings that are missing: without them the notice of withdrawal is worded by the product and not by the law.',
        select: { imprint: true },
        resolve: ({ imprint }, _args, { kernel, viewer }) =>
          imprintProblems(imprint).map((problem) => inWords(problem, kernel.texts, viewer.language)),
      }),
      plugins: t.field({
        type: [PluginState],
        description: 'Installed plugins and whether they are on.',
        resolve: (_brand, _args, { kernel, activation }) =>
          kernel.registry.installed.map(({ id }) => ({ id, isEnabled: activation.isActive(id) })),
      }),
    }),
  });

  builder.queryField('brand', (t) =>
    t.prismaField({
      type: 'Brand',
      description: 'The brand in whose name this call is made.',
      extensions: needs('tariff.read'),
      resolve: (query, _root, _args, { db, brand }) => db.brand.findUniqueOrThrow({ ...query, where: { id: brand.id } }),
    }),
  );

  const ImprintInput = builder.inputType('ImprintInput', {
    description: 'Who the supplier is; all of it.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Name with its legal form.' }),
      street: t.string({ required: true, description: 'Street.' }),
      houseNumber: t.string({ required: true, description: 'House number.' }),
      postcode: t.string({ required: true, description: 'Postcode.' }),
      city: t.string({ required: true, description: 'Town.' }),
      phone: t.string({ required: true, description: 'Telephone.' }),
      email: t.string({ required: true, description: 'E-mail address.' }),
    }),
  });
  builder.mutationField('saveImprint', (t) =>
    t.prismaField({
      type: 'Brand',
      description: 'Says who the supplier is, for letters and notices. Fails with IMPRINT_INVALID.',
      extensions: needs('brand.write'),
      args: { input: t.arg({ type: ImprintInput, required: true, description: 'All of it.' }) },
      resolve: async (query, _root, { input }, ctx) => {
        await saveImprint(ctx, input);
        return ctx.db.brand.findUniqueOrThrow({ ...query, where: { id: ctx.brand.id } });
      },
    }),
  );

  const SenderInput = builder.inputType('BrandSenderInput', {
    description: 'In whose name mails leave.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'As readers see it.' }),
      email: t.string({ required: true, description: 'Address.' }),
    }),
  });
  const AccountInput = builder.inputType('BrandAccountInput', {
    description: 'Where customers pay.',
    fields: (t) => ({
      holder: t.string({ required: true, description: 'Whose account it is.' }),
      iban: t.string({ required: true, description: 'IBAN; blanks do not matter.' }),
    }),
  });
  const LookInput = builder.inputType('BrandLookInput', {
    description: 'How the brand shows itself; all of it.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Name for people.' }),
      language: t.string({ required: true, description: 'Language of texts when the reader asks for none.' }),
      accent: t.string({ required: true, description: 'The one colour from which the others follow, #rrggbb.' }),
      sender: t.field({ type: SenderInput, description: "In whose name mails leave; left out = the brand's name." }),
      account: t.field({ type: AccountInput, description: 'Where customers pay; left out = letters do not say.' }),
      numberPrefix: t.string({ required: true, description: 'Before each number: up to six capitals and digits; "" = nothing.' }),
    }),
  });
  builder.mutationField('saveBrandLook', (t) =>
    t.prismaField({
      type: 'Brand',
      description: 'Says how the brand shows itself, to readers of pages, mails and letters. Fails with BRAND_LOOK_INVALID.',
      extensions: needs('brand.write'),
      args: { input: t.arg({ type: LookInput, required: true, description: 'All of it.' }) },
      resolve: async (query, _root, { input }, ctx) => {
        const { sender, account, ...facts } = input;
        await saveLook(ctx, { ...facts, sender: sender ?? null, account: account ?? null });
        return ctx.db.brand.findUniqueOrThrow({ ...query, where: { id: ctx.brand.id } });
      },
    }),
  );
  builder.mutationField('removeBrandLogo', (t) =>
    t.prismaField({
      type: 'Brand',
      description: 'Takes the logo away: the first letter of the name stands for it. A new one is sent to POST /logo.',
      extensions: needs('brand.write'),
      resolve: async (query, _root, _args, ctx) => {
        await removeLogo(ctx);
        return ctx.db.brand.findUniqueOrThrow({ ...query, where: { id: ctx.brand.id } });
      },
    }),
  );

  const OrderPageInput = builder.inputType('OrderPageInput', {
    description: 'Who may order, and on whose pages; all of it.',
    fields: (t) => ({
      isSelfService: t.boolean({ required: true, description: 'Whether customers may order for themselves, without an account.' }),
      embeddingHosts: t.stringList({
        required: true,
        description: 'Hosts whose pages may show the order flow: "www.shop.example", "shop.example:8443", "*.shop.example". At most 50.',
      }),
    }),
  });
  builder.mutationField('saveOrderPage', (t) =>
    t.prismaField({
      type: 'Brand',
      description: 'Says who may order, and on whose pages. Fails with ORDER_PAGE_INVALID.',
      extensions: needs('brand.write'),
      args: { input: t.arg({ type: OrderPageInput, required: true, description: 'All of it.' }) },
      resolve: async (query, _root, { input }, ctx) => {
        await saveOrderPage(ctx, input);
        return ctx.db.brand.findUniqueOrThrow({ ...query, where: { id: ctx.brand.id } });
      },
    }),
  );
}
