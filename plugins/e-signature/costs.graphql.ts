import type { PluginBuilder } from '#core';

/** A cost as it is asked for and answered. */
export const costType = (builder: PluginBuilder) =>
  builder.prismaObject('ESignatureCost', {
    description: 'A cost that somebody is asked to accept.',
    fields: (t) => ({
      text: t.exposeString('text', { description: 'What it is for.' }),
      netCents: t.exposeInt('netCents', { description: 'Without value added tax, whole cents.' }),
      vatRate: t.string({
        description: 'A share: "0.2" is 20 %.',
        select: { vatRate: true },
        resolve: ({ vatRate }) => vatRate.toString(),
      }),
      grossCents: t.exposeInt('grossCents', { description: 'With value added tax, whole cents.' }),
      isAccepted: t.exposeBoolean('isAccepted', { nullable: true, description: 'Whether it was accepted; null = not answered.' }),
    }),
  });

export function costsInput(builder: PluginBuilder) {
  const Cost = builder.inputType('ESignatureCostInput', {
    description: 'A cost to be accepted.',
    fields: (t) => ({
      text: t.string({ required: true, description: 'What it is for.' }),
      netCents: t.int({ required: true, description: 'Without value added tax, whole cents.' }),
      vatRate: t.string({ required: true, description: 'A share: "0.2" is 20 %, "0" none.' }),
    }),
  });
  return builder.inputType('ESignatureCostsInput', {
    description: 'Costs to be accepted.',
    fields: (t) => ({
      validUntil: t.field({ type: 'Date', required: true, description: 'Last day on which they are accepted in time.' }),
      costs: t.field({ type: [Cost], required: true, description: 'One to fifty.' }),
    }),
  });
}
