import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { changeAddress } from './address.service.ts';
import { giveConsent, revokeConsent } from './consent.service.ts';
import { addChannel, endChannel } from './contact.service.ts';

/** What hangs on a customer: persons, addresses, channels, consents, and who changed what. */
export function customerPartsSchema({ builder, enums }: Shared): void {
  builder.prismaObject('CustomerPerson', {
    description: 'A further person of a joint customer, or somebody who may speak for a company.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      role: t.exposeString('role', { description: '"joint" or "representative".' }),
      firstName: t.exposeString('firstName', { description: 'Given name.' }),
      lastName: t.exposeString('lastName', { description: 'Family name.' }),
      birthDate: t.expose('birthDate', { type: 'Date', nullable: true, description: 'Date of birth.' }),
      email: t.exposeString('email', { nullable: true, description: 'E-mail address.' }),
      phone: t.exposeString('phone', { nullable: true, description: 'Phone number as written.' }),
    }),
  });
  builder.prismaObject('CustomerAddress', {
    description: "Where letters or bills go in [validFrom, validTo), other than the customer's own address.",
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      kind: t.expose('kind', { type: enums.AddressKind, description: 'For letters or for bills.' }),
      recipient: t.exposeString('recipient', { nullable: true, description: 'Who receives it; null = the customer.' }),
      street: t.exposeString('street', { description: 'Street.' }),
      houseNumber: t.exposeString('houseNumber', { description: 'House number with everything behind it.' }),
      postcode: t.exposeString('postcode', { description: 'Postcode.' }),
      city: t.exposeString('city', { description: 'Place.' }),
      country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2.' }),
      validFrom: t.expose('validFrom', { type: 'Date', description: 'First day.' }),
      validTo: t.expose('validTo', { type: 'Date', nullable: true, description: 'First day that is not part of it; null = open.' }),
    }),
  });
  builder.prismaObject('ContactChannel', {
    description: 'A way to reach a customer.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      kind: t.expose('kind', { type: enums.ChannelKind, description: 'E-mail, phone and the like.' }),
      value: t.exposeString('value', { description: 'As the customer writes it.' }),
      isPrimary: t.exposeBoolean('isPrimary', { description: 'The first choice of its kind.' }),
      verifiedAt: t.expose('verifiedAt', { type: 'DateTime', nullable: true, description: 'When the customer proved it.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was noted.' }),
      endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true, description: 'Since when it leads nowhere.' }),
    }),
  });
  builder.prismaObject('Consent', {
    description: 'What a customer agreed to, in which words. Revoked, never deleted.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      channel: t.expose('channel', { type: enums.ChannelKind, description: 'Over which kind of channel.' }),
      purpose: t.exposeString('purpose', { description: '"marketing", "contract-letters", or another word.' }),
      wording: t.exposeString('wording', { description: 'The text that was agreed to.' }),
      source: t.exposeString('source', { description: 'Where it was given: "order-form", "phone", "import".' }),
      givenAt: t.expose('givenAt', { type: 'DateTime', description: 'When it was given.' }),
      givenBy: t.exposeString('givenBy', { description: 'Who noted it.' }),
      revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'When it was revoked.' }),
      revokedBy: t.exposeString('revokedBy', { nullable: true, description: 'Who noted that.' }),
    }),
  });
  builder.prismaObject('CustomerChange', {
    description: 'Who changed what of a customer. Written once.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      by: t.exposeString('by', { description: 'Who.' }),
      version: t.exposeInt('version', { nullable: true, description: "The customer's version after it; null where it has no part in it." }),
      what: t.exposeString('what', { description: 'created, customer, channel, consent, address, bank-account, agreement.' }),
      before: t.expose('before', { type: 'JSON', nullable: true, description: 'The fields that changed, before.' }),
      after: t.expose('after', { type: 'JSON', nullable: true, description: 'The same, after.' }),
    }),
  });

  const newest = { orderBy: { id: 'desc' }, take: 100 } as const;
  builder.prismaObjectField('Customer', 'addresses', (t) =>
    t.relation('addresses', {
      description: 'Where letters and bills go, newest first.',
      query: { orderBy: { validFrom: 'desc' }, take: 100 },
    }),
  );
  builder.prismaObjectField('Customer', 'channels', (t) =>
    t.relation('channels', { description: 'Ways to reach the customer, newest first.', query: newest }),
  );
  builder.prismaObjectField('Customer', 'consents', (t) =>
    t.relation('consents', { description: 'What the customer agreed to, newest first.', query: newest }),
  );
  builder.prismaObjectField('Customer', 'changes', (t) =>
    t.relation('changes', { description: 'Who changed what, newest first; for viewers of the whole brand.', query: newest }),
  );
  channelMutations({ builder, enums });
  consentMutations({ builder, enums });
  addressMutation({ builder, enums });
}

type Parts = Pick<Shared, 'builder' | 'enums'>;

function channelMutations({ builder, enums }: Parts): void {
  builder.mutationField('addChannel', (t) =>
    t.prismaField({
      type: 'ContactChannel',
      description: 'A further way to reach a customer; the same again is the one it is. Fails with CHANNEL_INVALID.',
      extensions: needs('customer.write'),
      args: {
        customerId: t.arg.id({ required: true, description: 'The customer.' }),
        kind: t.arg({ type: enums.ChannelKind, required: true, description: 'E-mail, phone and the like.' }),
        value: t.arg.string({ required: true, description: 'As the customer writes it.' }),
        isPrimary: t.arg.boolean({ description: 'The first choice of its kind from now on.' }),
      },
      resolve: async (query, _root, { isPrimary, ...channel }, ctx) => {
        const id = await addChannel(ctx, { ...channel, isPrimary: isPrimary ?? false });
        return ctx.db.contactChannel.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('endChannel', (t) =>
    t.prismaField({
      type: 'ContactChannel',
      description: 'The way leads nowhere any more. Safe to call twice.',
      extensions: needs('customer.write'),
      args: { id: t.arg.id({ required: true, description: 'The channel.' }) },
      resolve: async (query, _root, { id }, ctx) => {
        await endChannel(ctx, id);
        return ctx.db.contactChannel.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}

function consentMutations({ builder, enums }: Parts): void {
  builder.mutationField('giveConsent', (t) =>
    t.prismaField({
      type: 'Consent',
      description: 'Notes that a customer agreed, in which words and where. Fails with CONSENT_INVALID.',
      extensions: needs('customer.write'),
      args: {
        customerId: t.arg.id({ required: true, description: 'The customer.' }),
        channel: t.arg({ type: enums.ChannelKind, required: true, description: 'Over which kind of channel.' }),
        purpose: t.arg.string({ required: true, description: '"marketing", "contract-letters", or another word.' }),
        wording: t.arg.string({ required: true, description: 'The text that was agreed to.' }),
        source: t.arg.string({ required: true, description: 'Where it was given: "order-form", "phone", "import".' }),
      },
      resolve: async (query, _root, consent, ctx) => {
        const id = await giveConsent(ctx, consent);
        return ctx.db.consent.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('revokeConsent', (t) =>
    t.prismaField({
      type: 'Consent',
      description: 'Notes that a customer changed their mind. Safe to call twice.',
      extensions: needs('customer.write'),
      args: { id: t.arg.id({ required: true, description: 'The consent.' }) },
      resolve: async (query, _root, { id }, ctx) => {
        await revokeConsent(ctx, id);
        return ctx.db.consent.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}

function addressMutation({ builder, enums }: Parts): void {
  const PostalAddress = builder.inputType('PostalAddressInput', {
    description: 'Where post goes.',
    fields: (t) => ({
      recipient: t.string({ description: 'Who receives it; the customer when left out.' }),
      street: t.string({ required: true, description: 'Street.' }),
      houseNumber: t.string({ required: true, description: 'House number with everything behind it.' }),
      postcode: t.string({ required: true, description: 'Postcode.' }),
      city: t.string({ required: true, description: 'Place.' }),
      country: t.string({ description: "ISO 3166-1 alpha-2; the brand's when left out." }),
    }),
  });
  builder.mutationField('changeAddress', (t) =>
    t.prismaField({
      type: 'Customer',
      description: 'Where letters or bills go from a day on. Fails with ADDRESS_INVALID.',
      extensions: needs('customer.write'),
      args: {
        customerId: t.arg.id({ required: true, description: 'The customer.' }),
        kind: t.arg({ type: enums.AddressKind, required: true, description: 'For letters or for bills.' }),
        address: t.arg({ type: PostalAddress, description: "Null = the customer's own address again." }),
        validFrom: t.arg({ type: 'Date', description: 'First day; today when left out.' }),
      },
      resolve: async (query, _root, { customerId, kind, address, validFrom }, ctx) => {
        const postal = address ? { ...address, country: address.country ?? ctx.brand.country } : null;
        await changeAddress(ctx, { customerId, kind, address: postal, validFrom: validFrom ?? null });
        return ctx.db.customer.findUniqueOrThrow({ ...query, where: { id: customerId } });
      },
    }),
  );
}
