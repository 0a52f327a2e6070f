import { type Ctx, DomainError, needs, type PluginBuilder, z } from '#core';
import { customerOfOrder, type Preference, readPreference, setPreference } from './preference.service.ts';

/** By which channel customers and users would rather be told. */
export function preferenceSchema(builder: PluginBuilder): void {
  const PreferenceRef = builder.objectRef<Preference>('NotificationsPreference');
  PreferenceRef.implement({
    description: 'By which channel somebody would rather be told, where a rule uses several.',
    fields: (t) => ({
      channel: t.exposeString('channel', { nullable: true, description: 'The preferred one; null = in the order that rules say.' }),
      channels: t.stringList({ description: 'Of which somebody can prefer one.', resolve: ({ channels }) => [...channels] }),
    }),
  });
  const channel = { description: 'The channel; left out = in the order that rules say.' };

  builder.prismaObjectField('Customer', 'notificationsPreference', (t) =>
    t.field({
      type: PreferenceRef,
      nullable: true,
      description: 'By which channel the customer would rather be told.',
      extensions: needs('notifications.read'),
      select: { id: true },
      resolve: ({ id }, _args, ctx) => readPreference(ctx, { customerId: id }),
    }),
  );
  builder.mutationField('setNotificationsPreference', (t) =>
    t.field({
      type: PreferenceRef,
      description: 'Notes by which channel a customer would rather be told.',
      extensions: needs('notifications.write'),
      args: { customerId: t.arg.id({ required: true, description: 'The customer.' }), channel: t.arg.string(channel) },
      resolve: async (_root, args, ctx) => {
        const customer = await ctx.db.customer.findUnique({ where: { id: args.customerId }, select: { id: true } });
        if (!customer) throw customerUnknown('customerId');
        return setPreference(ctx, { customerId: customer.id }, args.channel ?? null);
      },
    }),
  );

  builder.prismaObjectField('Order', 'ownNotificationsPreference', (t) =>
    t.field({
      type: PreferenceRef,
      nullable: true,
      description: 'By which channel its customer would rather be told, for the customer alone; null for everybody else.',
      select: { id: true },
      resolve: async ({ id }, _args, ctx) => {
        const customerId = ctx.viewer.kind === 'customer' ? await customerOfOrder(ctx, id) : null;
        return customerId === null ? null : readPreference(ctx, { customerId });
      },
    }),
  );
  builder.mutationField('setOrdersNotificationsPreference', (t) =>
    t.field({
      type: PreferenceRef,
      description: 'The customer of an order says by which channel they would rather be told, with the link to the order.',
      // What the link to an order permits and nobody else may.
      extensions: needs('contract.correct'),
      args: { orderId: t.arg.id({ required: true, description: 'The order.' }), channel: t.arg.string(channel) },
      resolve: async (_root, args, ctx) => {
        const customerId = ctx.viewer.kind === 'customer' ? await customerOfOrder(ctx, args.orderId) : null;
        if (customerId === null) throw customerUnknown('orderId');
        return setPreference(ctx, { customerId }, args.channel ?? null);
      },
    }),
  );

  builder.queryField('ownNotificationsPreference', (t) =>
    t.field({
      type: PreferenceRef,
      nullable: true,
      description: 'By which channel whoever is signed in would rather be told; null = no person asks.',
      extensions: needs('contract.read'),
      resolve: (_root, _args, ctx) => {
        const userId = personIn(ctx);
        return userId === null ? null : readPreference(ctx, { userId });
      },
    }),
  );
  builder.mutationField('setOwnNotificationsPreference', (t) =>
    t.field({
      type: PreferenceRef,
      description: 'Whoever is signed in says by which channel they would rather be told.',
      extensions: needs('contract.read'),
      args: { channel: t.arg.string(channel) },
      resolve: (_root, args, ctx) => {
        const userId = personIn(ctx);
        if (userId === null) throw needsPerson();
        return setPreference(ctx, { userId }, args.channel ?? null);
      },
    }),
  );
}

const customerUnknown = (field: string): DomainError =>
  new DomainError('NOTIFICATIONS_CUSTOMER_UNKNOWN', `${field}: there is no such customer of yours; look the number up again`, { field });

const needsPerson = (): DomainError =>
  new DomainError('NOTIFICATIONS_OWN_NEEDS_PERSON', 'A channel is preferred by a person who is signed in; sign in and choose it again');

/** Null = a key, a program or a link: nobody who has a channel of their own. */
const personIn = ({ viewer }: Ctx): string | null => (viewer.kind === 'user' ? (z.uuid().safeParse(viewer.id).data ?? null) : null);
