import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { offerFormOf, orderFormParts } from './order.form.ts';
import { type FieldView, type OrderFormView, orderFormView, type StepView } from './order.form.view.ts';

/** The form as data, for surfaces and third parties. */
export function orderFormGraphql({ builder }: Shared): void {
  const Choice = builder.objectRef<FieldView['choices'][number]>('OrderFormChoice');
  Choice.implement({
    description: 'One of the answers that a field takes.',
    fields: (t) => ({
      value: t.exposeString('value', { description: 'For programs.' }),
      label: t.exposeString('label', { description: "In the caller's language." }),
    }),
  });

  const Field = builder.objectRef<FieldView>('OrderFormField');
  Field.implement({
    description: 'Something that the order form asks.',
    fields: (t) => ({
      path: t.exposeString('path', {
        description: 'Where its answer stands: "customer.email". "*" stands for the number of an entry, from 0.',
      }),
      label: t.exposeString('label', { description: "What is asked, in the caller's language." }),
      help: t.exposeString('help', { nullable: true, description: "More about it, in the caller's language." }),
      type: t.exposeString('type', { description: 'text, day (YYYY-MM-DD), choice, flag or whole (a whole number).' }),
      isRequired: t.exposeBoolean('isRequired', {
        description: 'Must be answered in every order; in a group that may be left out: once the group is begun.',
      }),
      requiredWhen: t.expose('requiredWhen', {
        type: 'JSON',
        nullable: true,
        description: 'Must be answered when a field beside it has ("is") or has not ("isNot") one of these values.',
      }),
      choices: t.expose('choices', { type: [Choice], description: 'What it takes; empty unless it is a choice.' }),
      maximum: t.exposeInt('maximum', { nullable: true, description: 'Most characters, or the largest number.' }),
      isPerContract: t.exposeBoolean('isPerContract', {
        description: 'Asked of each contract: of several, its answer stands under "contracts.<number from 0>.".',
      }),
      pluginId: t.exposeString('pluginId', { nullable: true, description: 'The plugin that asks; null = every brand asks it.' }),
    }),
  });

  const Step = builder.objectRef<StepView>('OrderFormStep');
  Step.implement({
    description: 'A step of the order form.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'For programs.' }),
      label: t.exposeString('label', { description: "Its title, in the caller's language." }),
      fields: t.expose('fields', { type: [Field], description: 'What it asks, in order.' }),
    }),
  });

  const Form = builder.objectRef<OrderFormView>('OrderForm');
  Form.implement({
    description: "The order form of a brand: core's fields and those of the plugins that are on.",
    fields: (t) => ({
      steps: t.expose('steps', { type: [Step], description: 'In the order in which they are asked.' }),
      answers: t.expose('answers', {
        type: 'JSON',
        description:
          "What is known already, to begin with: the offer, and the address that its price was asked for, as place of supply and as the customer's.",
      }),
      schema: t.expose('schema', {
        type: 'JSON',
        description:
          'JSON Schema, draft 2020-12, of the answers. What it lets pass, checkOrder may still refuse: it knows the day, the rules and the database.',
      }),
    }),
  });

  builder.queryField('orderForm', (t) =>
    t.field({
      type: Form,
      description: 'What an order asks, as data; the same for surfaces, this API and CSV.',
      extensions: needs('order.write'),
      args: {
        offerId: t.arg.id({ description: 'The offer that is ordered: what is asked depends on it. Left out, all that may be asked.' }),
      },
      resolve: async (_root, { offerId = null }, ctx) => {
        const [parts, offer] = [await orderFormParts(ctx, { offerId }), await offerFormOf(ctx, offerId)];
        return orderFormView(parts, { texts: ctx.kernel.texts, language: ctx.viewer.language, offer });
      },
    }),
  );
}
