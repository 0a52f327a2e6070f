import type { Builder } from '../graphql/builder.ts';
import { type Leaving, storedLeaving } from './contract.leaving.ts';

/** What leaving a term early costs, as a type; and on the contract, as it was stored with the notice. */
export function leavingFeeType(builder: Builder) {
  const Line = builder.objectRef<Leaving['lines'][number]>('LeavingFeeLine');
  Line.implement({
    description: 'One line of the explanation: quantity × price = amount.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'fixed, remaining-kwh, remaining-energy, percent (of the line above) or cap.' }),
      quantity: t.exposeString('quantity', { description: 'How much.' }),
      unit: t.exposeString('unit', { description: 'kWh, EUR or 1.' }),
      price: t.exposeString('price', { description: 'At which price.' }),
      priceUnit: t.exposeString('priceUnit', { description: 'ct/kWh, % or EUR.' }),
      amount: t.exposeString('amount', { description: 'EUR, whole cents.' }),
    }),
  });
  const Verdict = builder.enumType('LeavingFeeVerdict', {
    description: 'What the law and the contract say of a fee for leaving.',
    values: {
      DUE: { description: 'It is due.' },
      FORBIDDEN: { description: 'A rule of law allows none.' },
      BY_RIGHT: { description: 'The customer may leave without any.' },
      LOSS_UNPROVEN: { description: "A rule allows no more than the supplier's loss, which a person has to prove." },
      UNKNOWN: { description: 'The consumption or the price that decides is not known.' },
    } as const,
  });
  const Fee = builder.objectRef<Leaving>('LeavingFee');
  Fee.implement({
    description: 'What it costs to leave before the end of the term. No tax is added: it is a penalty, not a supply.',
    fields: (t) => ({
      verdict: t.expose('verdict', { type: Verdict, description: 'Whether it is due.' }),
      amount: t.exposeString('amount', { nullable: true, description: 'EUR, whole cents; null = a person says it.' }),
      lines: t.field({ type: [Line], description: 'How the agreed formula comes to its amount.', resolve: ({ lines }) => lines }),
      termEndsOn: t.expose('termEndsOn', { type: 'Date', description: 'First day after the term that is left.' }),
      remainingDays: t.exposeInt('remainingDays', { description: 'Days of the term that are not supplied.' }),
      remainingKwh: t.exposeInt('remainingKwh', { nullable: true, description: 'What was expected in them, by days; null = unknown.' }),
      rule: t.exposeString('rule', { nullable: true, description: "What the rule says that decided; null = the contract's own terms." }),
      source: t.exposeString('source', { description: 'Where it stands: a law, or "contract".' }),
    }),
  });
  builder.prismaObjectField('Contract', 'leavingFee', (t) =>
    t.field({
      type: Fee,
      nullable: true,
      description: 'What leaving before the end of the term costs, as it was told with the notice; null = nothing is to be said of it.',
      select: { leavingFee: true },
      resolve: ({ leavingFee }) => storedLeaving(leavingFee),
    }),
  );
  return Fee;
}
