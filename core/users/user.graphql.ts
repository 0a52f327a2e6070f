import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { inTransaction } from '../kernel/context.ts';
import { assignCase, withdrawCase } from './case.service.ts';
import { inviteUser, removeMembership, setRole } from './user.service.ts';
import { disableUser, enableUser, resetSecondFactor } from './user-state.service.ts';

export function userSchema({ builder, enums, connections }: Shared): void {
  builder.prismaObject('Membership', {
    description: 'What a user is for one brand.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      brandId: t.exposeID('memberOf', { description: 'The brand.' }),
      role: t.expose('role', { type: enums.Role, description: 'The role.' }),
      partnerId: t.exposeID('worksFor', { nullable: true, description: 'The company of a PARTNER.' }),
    }),
  });
  builder.prismaObject('User', {
    description: 'A person who signs in.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      email: t.exposeString('email', { description: 'Address, unique in the tenant.' }),
      name: t.exposeString('name', { description: 'Name.' }),
      language: t.exposeString('language', { description: 'Language of texts.' }),
      hasSecondFactor: t.boolean({
        description: 'Whether an authenticator is set up.',
        select: { totpConfirmedAt: true },
        resolve: ({ totpConfirmedAt }) => totpConfirmedAt !== null,
      }),
      isDisabled: t.boolean({
        description: 'Whether the account is shut.',
        select: { disabledAt: true },
        resolve: ({ disabledAt }) => disabledAt !== null,
      }),
      memberships: t.relation('memberships', { description: 'What the user is for which brand.' }),
    }),
  });
  const UserFilter = builder.inputType('UserFilter', {
    description: 'Which users. Conditions hold together.',
    fields: (t) => ({
      email: t.string({ description: 'Exactly this address.' }),
      role: t.field({ type: enums.Role, description: 'With this role in this brand.' }),
    }),
  });
  connectionField(builder, connections, {
    name: 'users',
    type: 'User',
    permission: 'user.read',
    description: "The tenant's users in the viewer's rows.",
    sort: { NAME: { column: 'name', description: 'By name.' }, EMAIL: { column: 'email', description: 'By address.' } },
    filter: {
      ref: UserFilter,
      where: ({ email, role }: typeof UserFilter.$inferInput, { brand }) =>
        only({ email: email?.trim().toLowerCase(), memberships: role && { some: { role, memberOf: brand.id } } }),
    },
  });

  const userArg = { required: true as const, description: 'The user.' };
  const roleArgs = {
    role: { type: enums.Role, required: true as const, description: 'The role in this brand.' },
    partnerId: { description: 'The company of a PARTNER; left out for other roles.' },
  };
  builder.mutationField('inviteUser', (t) =>
    t.prismaField({
      type: 'User',
      description: 'Gives somebody access to this brand and mails a link to set a password.',
      extensions: needs('user.write'),
      args: {
        email: t.arg.string({ required: true, description: 'Address.' }),
        name: t.arg.string({ required: true, description: 'Name.' }),
        language: t.arg.string({ description: "Language of texts; the brand's when left out." }),
        role: t.arg(roleArgs.role),
        partnerId: t.arg.id(roleArgs.partnerId),
      },
      resolve: async (query, _root, { email, name, language, role, partnerId }, ctx) => {
        const id = await inTransaction(ctx, (tx) =>
          inviteUser(tx, { email, name, language: language ?? null, role, partnerId: partnerId ?? null }),
        );
        return ctx.db.user.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('setUserRole', (t) =>
    t.prismaField({
      type: 'User',
      description: 'Changes what a user is for this brand.',
      extensions: needs('user.write'),
      args: { userId: t.arg.id(userArg), role: t.arg(roleArgs.role), partnerId: t.arg.id(roleArgs.partnerId) },
      resolve: async (query, _root, { userId, role, partnerId }, ctx) => {
        await inTransaction(ctx, (tx) => setRole(tx, userId, { role, partnerId: partnerId ?? null }));
        return ctx.db.user.findUniqueOrThrow({ ...query, where: { id: userId } });
      },
    }),
  );

  const steps = {
    removeMembership: { run: removeMembership, description: 'Takes the access to this brand away.' },
    disableUser: { run: disableUser, description: 'Shuts an account in all brands and ends its sessions.' },
    enableUser: { run: enableUser, description: 'Opens a shut account again.' },
    resetSecondFactor: { run: resetSecondFactor, description: 'Takes the authenticator off, for somebody who lost it.' },
  };
  for (const [name, { run, description }] of Object.entries(steps)) {
    builder.mutationField(name, (t) =>
      t.prismaField({
        type: 'User',
        description,
        extensions: needs('user.write'),
        args: { userId: t.arg.id(userArg) },
        resolve: async (query, _root, { userId }, ctx) => {
          await inTransaction(ctx, (tx) => run(tx, userId));
          return ctx.db.user.findUniqueOrThrow({ ...query, where: { id: userId } });
        },
      }),
    );
  }
  for (const [name, { run, description }] of Object.entries({
    assignCase: { run: assignCase, description: 'Shows an order to an outside inspector.' },
    withdrawCase: { run: withdrawCase, description: 'Hides an order from an inspector again.' },
  })) {
    builder.mutationField(name, (t) =>
      t.boolean({
        description,
        extensions: needs('user.write'),
        args: { userId: t.arg.id(userArg), orderId: t.arg.id({ required: true, description: 'The order.' }) },
        resolve: async (_root, { userId, orderId }, ctx) => {
          await inTransaction(ctx, (tx) => run(tx, { userId, orderId }));
          return true;
        },
      }),
    );
  }
}
