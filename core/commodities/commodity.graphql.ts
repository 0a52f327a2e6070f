import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import type { Commodity } from '../kernel/plugin.ts';

export function commoditySchema({ builder, enums }: Shared): void {
  const CommodityRef = builder.objectRef<Commodity>('CommodityInfo');
  CommodityRef.implement({
    description: 'Something that the brand may sell. Show the icon and the name beside the colour: not everybody sees colours.',
    fields: (t) => ({
      code: t.expose('code', { type: enums.Commodity, description: 'Its code.' }),
      unit: t.exposeString('unit', { description: 'What a year of it is counted in: kWh, m3, piece.' }),
      hasMeteringPoint: t.exposeBoolean('hasMeteringPoint', { description: 'Whether it is delivered at a metering point.' }),
      colour: t.exposeString('colour', { description: 'Name of its colour.' }),
      icon: t.exposeString('icon', { description: 'Name of its icon.' }),
      label: t.string({
        description: "Its name in the caller's language.",
        resolve: ({ code }, _args, { kernel, viewer }) => kernel.texts(viewer.language, `commodity.${code}`) ?? code,
      }),
    }),
  });

  builder.queryField('commodities', (t) =>
    t.field({
      type: [CommodityRef],
      description: "What the brand may sell: the product's own commodities and those of plugins that are on.",
      extensions: needs('tariff.read'),
      resolve: (_root, _args, { activation }) => [...activation.commodities.values()],
    }),
  );
}
