import { afterAll, describe, expect, it, vi } from 'vitest';
import { hook } from '../core/kernel/hooks.ts';
import { definePlugin } from '../core/kernel/plugin.ts';
import { orderForm, orderFormPart } from '../core/orders/order.form.points.ts';
import { createTestApp } from '../core/testing/app.ts';
import { sampleOffer, samplePointCode } from '../core/testing/samples.ts';

// What the order flow makes of the brand's form, without a browser. A page's facts, as /brand.js leaves them there:
vi.stubGlobal('window', { vk: { brand: { code: 'a', commodities: ['ELECTRICITY'] }, languages: ['en'], elsewhere: [] } });
vi.stubGlobal('document', { documentElement: { lang: 'en', dataset: {} } });
const { newDraft } = await import('../admin/order/draft.ts');
const { formOf, questionsOf } = await import('../admin/order/form.ts');
const { inputOf } = await import('../admin/order/input.ts');
const { isDemanded, openQuestions } = await import('../admin/order/questions.ts');

const solar = definePlugin({
  id: 'solar',
  version: '1.0.0',
  api: 1,
  summary: 'Asks about panels',
  hooks: [
    hook(orderForm, () =>
      orderFormPart({
        steps: [{ code: 'panels', after: 'point' }],
        fields: {
          peakKw: { type: 'whole', step: 'panels', minimum: 1, maximum: 100, required: true },
          hasBattery: { type: 'flag', step: 'panels' },
          batteryKwh: { type: 'whole', step: 'panels', minimum: 1, maximum: 500, requiredWhen: { field: 'hasBattery', is: [true] } },
        },
      }),
    ),
  ],
  locales: { en: { 'solar.form.peakKw': 'Peak power', 'solar.form.step.panels': 'Panels' }, de: {} },
});
const app = await createTestApp([solar]);
afterAll(() => app.close());

const FORM = `query ($offerId: ID) { orderForm(offerId: $offerId) { steps { code label fields {
  path label help type isRequired requiredWhen maximum isPerContract pluginId choices { value label } } } } }`;

const asked = async (offerId: string) => (await app.gql(FORM, { offerId })).data.orderForm.steps;
const answering = (answers: Record<string, string | boolean>) => ({ answers, isOwnAddress: true, isSeller: true });
const pathsOf = (form: ReturnType<typeof formOf>, answers: Record<string, string | boolean> = {}) =>
  form.steps
    .flatMap(({ fields, contracts }) => openQuestions([...contracts.flat(), ...fields], answering(answers)))
    .map(({ path }) => path);

/** Answers that core's own questions demand. */
const own = (count: number): Record<string, string | boolean> => ({
  'customer.kind': 'PERSON',
  'customer.firstName': 'Ada',
  'customer.lastName': 'Sample',
  'customer.birthDate': '1980-02-29',
  'customer.email': 'ada@sample.example',
  ...Object.assign(
    {},
    ...Array.from({ length: count }, (_, at) => ({
      [`contracts.${at}.supplyReason`]: 'SWITCH',
      [`contracts.${at}.requestedStartOn`]: '2026-09-15',
      [`contracts.${at}.meteringPoint.code`]: samplePointCode(),
    })),
  ),
});
const draftFor = (offers: readonly string[], answers: Record<string, string | boolean>) => {
  const draft = newDraft();
  const [supply] = draft.supplies;
  if (!supply) throw new Error('a draft without a contract');
  const address = { street: 'Ring', houseNumber: '1', postcode: '1010', city: 'Wien' };
  return { ...draft, address, answers, supplies: offers.map((offerId) => ({ ...supply, offerId })) };
};
const PLACE = `mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) {
  answers contracts { requestedStartOn meteringPoint { code } } } }`;

describe("a plugin's questions", () => {
  it('are asked by the order flow as soon as the plugin is on, and not a moment longer', async () => {
    const offerId = await sampleOffer(await app.as());
    expect(pathsOf(formOf([await asked(offerId)])).filter((path) => path.startsWith('plugins.'))).toEqual([]);
    await app.switch('solar', true);
    const form = formOf([await asked(offerId)]);
    expect(form.steps.map(({ label }) => label)).toContain('Panels');
    expect(pathsOf(form).filter((path) => path.startsWith('plugins.'))).toEqual(['plugins.solar.peakKw', 'plugins.solar.hasBattery']);
    expect(pathsOf(form, { 'plugins.solar.hasBattery': true })).toContain('plugins.solar.batteryKwh');
    const demanded = questionsOf(form).find(({ path }) => path === 'plugins.solar.peakKw');
    expect(demanded && isDemanded(demanded, {})).toBe(true);
  });

  it('are answered with the order', async () => {
    const offerId = await sampleOffer(await app.as());
    const form = formOf([await asked(offerId)]);
    const draft = draftFor([offerId], { ...own(1), 'plugins.solar.peakKw': '12', 'plugins.solar.hasBattery': false });
    const { data, errors } = await app.gql(PLACE, { input: inputOf(draft, form), key: crypto.randomUUID() });
    expect(errors).toBeUndefined();
    expect(data.placeOrder.answers.plugins).toEqual({ solar: { peakKw: 12 } });
  });
});

describe('an order of several contracts', () => {
  it('asks of each what is its own and of all once what is theirs, and becomes one order', async () => {
    const ctx = await app.as();
    const offers = [await sampleOffer(ctx), await sampleOffer(ctx)];
    const form = formOf(await Promise.all(offers.map(asked)));
    const paths = pathsOf(form);
    expect(paths.filter((path) => path.endsWith('meteringPoint.code'))).toEqual([
      'contracts.0.meteringPoint.code',
      'contracts.1.meteringPoint.code',
    ]);
    expect(paths.filter((path) => path === 'customer.email')).toHaveLength(1);
    const answers = { ...own(2), 'contracts.1.requestedStartOn': '2026-09-20', 'plugins.solar.peakKw': '5' };
    const { data, errors } = await app.gql(PLACE, { input: inputOf(draftFor(offers, answers), form), key: crypto.randomUUID() });
    expect(errors).toBeUndefined();
    expect(data.placeOrder.contracts.map(({ requestedStartOn }: { requestedStartOn: string }) => requestedStartOn)).toEqual([
      '2026-09-15',
      '2026-09-20',
    ]);
  });
});
