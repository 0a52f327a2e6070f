import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { inTransaction } from '../kernel/context.ts';
import { publishTariffPrice } from './tariff.publication.ts';
import { createTariff, endTariffSale } from './tariff.service.ts';
import { priceFormOf, priceInputs } from './tariff-price.inputs.ts';
import {
  approveTariffPrice,
  deleteTariffPrice,
  draftTariffPrice,
  editTariffPrice,
  handInTariffPrice,
  withdrawTariffPrice,
} from './tariff-price.service.ts';

/** What can be done to tariffs and their prices. */
export function tariffPriceSchema({ builder, enums }: Shared): void {
  const TariffInput = builder.inputType('TariffInput', {
    description: 'A new tariff.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Code, unique in the brand.' }),
      name: t.string({ required: true, description: 'Name for people.' }),
      description: t.string({ description: 'What the customer gets, for people.' }),
      commodity: t.field({ type: enums.Commodity, defaultValue: 'ELECTRICITY', description: 'What is supplied.' }),
      segment: t.field({ type: enums.Segment, defaultValue: 'HOUSEHOLD', description: 'Whom it is for.' }),
      isGreen: t.boolean({ defaultValue: false, description: 'Whether all of it comes from renewable sources.' }),
      saleFrom: t.field({ type: 'Date', required: true, description: 'First day of sale.' }),
      saleTo: t.field({ type: 'Date', description: 'First day on which it is no longer sold.' }),
    }),
  });
  builder.mutationField('createTariff', (t) =>
    t.prismaField({
      type: 'Tariff',
      description: 'A new tariff. It is sold once a version of its price is published.',
      extensions: needs('tariff.write'),
      args: { input: t.arg({ type: TariffInput, required: true, description: 'What it is.' }) },
      resolve: async (query, _root, { input }, ctx) => {
        const { commodity, segment, isGreen, ...rest } = input;
        const form = { ...rest, commodity: commodity ?? 'ELECTRICITY', segment: segment ?? 'HOUSEHOLD', isGreen: isGreen ?? false };
        const id = await inTransaction(ctx, (tx) => createTariff(tx, form));
        return ctx.db.tariff.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('endTariffSale', (t) =>
    t.prismaField({
      type: 'Tariff',
      description: 'Sets the day from which a tariff is no longer sold. Contracts keep it.',
      extensions: needs('tariff.write'),
      args: {
        tariffId: t.arg.id({ required: true, description: 'The tariff.' }),
        on: t.arg({ type: 'Date', required: true, description: 'First day on which it is no longer sold.' }),
      },
      resolve: async (query, _root, { tariffId, on }, ctx) => {
        await inTransaction(ctx, (tx) => endTariffSale(tx, { tariffId, on }));
        return ctx.db.tariff.findUniqueOrThrow({ ...query, where: { id: tariffId } });
      },
    }),
  );

  const PriceInput = priceInputs({ builder, enums });
  const priceArg = { type: PriceInput, required: true as const, description: 'The whole version.' };
  builder.mutationField('draftTariffPrice', (t) =>
    t.prismaField({
      type: 'TariffPrice',
      description: "A new version of a tariff's price, as a draft: somebody else approves it, then it is published.",
      extensions: needs('tariff.write'),
      args: { tariffId: t.arg.id({ required: true, description: 'The tariff.' }), price: t.arg(priceArg) },
      resolve: async (query, _root, { tariffId, price }, ctx) => {
        const id = await inTransaction(ctx, (tx) => draftTariffPrice(tx, { tariffId, price: priceFormOf(price) }));
        return ctx.db.tariffPrice.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  const idArg = { required: true as const, description: 'The version.' };
  const seenArg = { description: 'The number of changes that you saw: another one is a conflict. Left out: whatever the draft is now.' };
  builder.mutationField('editTariffPrice', (t) =>
    t.prismaField({
      type: 'TariffPrice',
      description: 'Writes a draft anew, all of it.',
      extensions: needs('tariff.write'),
      args: { id: t.arg.id(idArg), price: t.arg(priceArg), expectedVersion: t.arg.int(seenArg) },
      resolve: async (query, _root, { id, price, expectedVersion = null }, ctx) => {
        await inTransaction(ctx, (tx) => editTariffPrice(tx, { id, expectedVersion }, priceFormOf(price)));
        return ctx.db.tariffPrice.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('deleteTariffPrice', (t) =>
    t.prismaField({
      type: 'Tariff',
      description: 'Forgets a version that was never published. Answers with its tariff.',
      extensions: needs('tariff.write'),
      args: { id: t.arg.id(idArg) },
      resolve: async (query, _root, { id }, ctx) => {
        const tariffId = await inTransaction(ctx, (tx) => deleteTariffPrice(tx, id));
        return ctx.db.tariff.findUniqueOrThrow({ ...query, where: { id: tariffId } });
      },
    }),
  );

  builder.mutationField('approveTariffPrice', (t) =>
    t.prismaField({
      type: 'TariffPrice',
      description: 'Approves a draft as it was seen: a person does, and not one of its authors.',
      extensions: needs('tariff.approve'),
      args: { id: t.arg.id(idArg), expectedVersion: t.arg.int(seenArg) },
      resolve: async (query, _root, { id, expectedVersion = null }, ctx) => {
        await inTransaction(ctx, (tx) => approveTariffPrice(tx, { id, expectedVersion }));
        return ctx.db.tariffPrice.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  const steps = {
    handInTariffPrice: {
      run: handInTariffPrice,
      permission: 'tariff.write',
      description: 'Asks others to approve a draft. Changing it afterwards takes that back.',
    },
    withdrawTariffPrice: {
      run: withdrawTariffPrice,
      permission: 'tariff.write',
      description: 'Makes an approved version a draft again, so that it can be mended.',
    },
    publishTariffPrice: {
      run: publishTariffPrice,
      permission: 'tariff.publish',
      description: 'Sells an approved version from its first day on. The open version before it ends on that day.',
    },
  };
  for (const [name, { run, permission, description }] of Object.entries(steps)) {
    builder.mutationField(name, (t) =>
      t.prismaField({
        type: 'TariffPrice',
        description,
        extensions: needs(permission),
        args: { id: t.arg.id(idArg) },
        resolve: async (query, _root, { id }, ctx) => {
          await inTransaction(ctx, (tx) => run(tx, id));
          ctx.kernel.brands.forget(ctx.brand.id);
          return ctx.db.tariffPrice.findUniqueOrThrow({ ...query, where: { id } });
        },
      }),
    );
  }
}
