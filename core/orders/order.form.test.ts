import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Field, Fields } from '../forms/field.ts';
import { answersOfCells, columnsOf } from '../forms/form.columns.ts';
import { hook } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { SUPPLY_FIELDS, supplyFieldsOf } from './order.form.fields.ts';
import { orderForm, orderFormPart } from './order.form.points.ts';
import { orderFormSchema } from './order.form.schema.ts';
import { CORE_FIELDS, type Part, readOrderForm } from './order.form.ts';
import { formAnswers } from './plugin-answers.ts';

const solar = orderFormPart({
  steps: [{ code: 'solar', after: 'point' }],
  fields: {
    peakKw: { type: 'whole', step: 'solar', minimum: 1, maximum: 100, required: true },
    hasBattery: { type: 'flag', step: 'solar' },
    batteryKwh: { type: 'whole', step: 'solar', minimum: 1, maximum: 500, requiredWhen: { field: 'hasBattery', is: [true] } },
  },
  check: ({ peakKw, batteryKwh = 0 }) =>
    batteryKwh > peakKw * 3 ? [{ field: 'batteryKwh', code: 'SOLAR_BATTERY_TOO_LARGE', values: {} }] : [],
  checkInTransaction: async ({ peakKw }, { tx }) =>
    peakKw > 50 && (await tx.tariff.count()) > 0 ? [{ field: 'peakKw', code: 'SOLAR_TOO_LARGE', values: {} }] : [],
});
const plugin = definePlugin({
  id: 'solar',
  version: '1.0.0',
  api: 1,
  summary: 'Asks about panels',
  hooks: [hook(orderForm, () => solar)],
  locales: {
    en: { 'solar.form.peakKw': 'Peak power', 'solar.form.step.solar': 'Panels', 'problem.SOLAR_TOO_LARGE': 'Too large.|Take less.' },
    de: { 'solar.form.peakKw': 'Spitzenleistung', 'solar.form.step.solar': 'Module', 'problem.SOLAR_TOO_LARGE': 'Zu groß.|Weniger.' },
  },
});
const app = await createTestApp([plugin]);
afterAll(() => app.close());
const offerId = await sampleOffer(await app.as());

const parts: Part[] = [{ pluginId: 'solar', value: solar }];
const validator = (schema: object) => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
};
const verdict = (given: object, with_: Part[] = []) => readOrderForm(with_, { ...given }).problems.length === 0;

const junk = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant([]),
  fc.constant({}),
  fc.constant(' '),
  fc.string({ unit: 'binary', maxLength: 25 }),
);
const rightText: Readonly<Record<string, fc.Arbitrary<string>>> = {
  plain: fc.string({ unit: 'grapheme', maxLength: 120 }),
  email: fc.oneof(fc.emailAddress(), fc.constantFrom(' a@b.at ', 'a..b@c.at', 'a@b')),
  id: fc.oneof(fc.uuid(), fc.constant(crypto.randomUUID().toUpperCase())),
  iban: fc.constantFrom('AT61 1904 3002 3457 3201', 'AT61', 'DE89370400440532013000'),
  language: fc.constantFrom('de', 'DE', 'deu'),
};

/** Mostly right, sometimes anything. */
function arbitrary(field: Field): fc.Arbitrary<unknown> {
  const right = ((): fc.Arbitrary<unknown> => {
    switch (field.type) {
      case 'group':
        return answers(field.fields);
      case 'list':
        return fc.array(answers(field.fields), { maxLength: field.maximum + 1 });
      case 'choice':
        return fc.constantFrom(...field.choices);
      case 'flag':
        return fc.boolean();
      case 'whole':
        return fc.integer({ min: field.minimum - 1, max: field.maximum + 1 });
      case 'day':
        return fc.constantFrom('2026-09-15', '1980-02-29', '1981-02-29', '2026-13-01', '0000-01-01', '26-1-1');
      default:
        return rightText[field.format] ?? fc.string();
    }
  })();
  return fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: junk });
}
const answers = (fields: Fields): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, arbitrary(field)])), {
    requiredKeys: Object.entries(fields).flatMap(([name, field]) => (field.required ? [name] : [])),
  });

describe('the order form', () => {
  it('gives one verdict as reader and as JSON Schema, whatever is filled in', () => {
    const [core, withPlugin] = [validator(orderFormSchema([])), validator(orderFormSchema(parts))];
    const whole = completeOrder(crypto.randomUUID());
    const { offerId: _offer, supplyReason: _reason, requestedStartOn: _start, meteringPoint: _point, ...envelope } = whole;
    let accepted = 0;
    const changed = fc.oneof(
      fc.tuple(fc.constant({ ...whole }), answers(CORE_FIELDS)).map(([base, change]) => ({ ...base, ...change })),
      answers(CORE_FIELDS),
      fc
        .record({ change: answers(CORE_FIELDS), keys: fc.subarray(Object.keys(CORE_FIELDS), { maxLength: 3 }) })
        .map(({ change, keys }) => ({
          ...whole,
          ...Object.fromEntries(keys.flatMap((key) => (key in change ? [[key, change[key]]] : []))),
        })),
      fc.array(answers(SUPPLY_FIELDS), { maxLength: 3 }).map((contracts) => ({ ...envelope, contracts })),
      fc.array(answers(SUPPLY_FIELDS), { maxLength: 2 }).map((contracts) => ({ ...whole, contracts })),
      answers({ ...solar.fields }).map((own) => ({ ...whole, plugins: { solar: own } })),
      junk.map((anything) => ({ ...whole, extra: anything })),
    );
    fc.assert(
      fc.property(changed, (given) => {
        const form: object = JSON.parse(JSON.stringify(given));
        const isRight = core(form);
        accepted += isRight ? 1 : 0;
        expect(verdict(form)).toBe(isRight);
        expect(verdict(form, parts)).toBe(
          withPlugin(form) && readOrderForm(parts, { ...form }).problems.every(({ code }) => code !== 'SOLAR_BATTERY_TOO_LARGE'),
        );
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(10);
  }, 60_000);

  it('demands a metering point of what is delivered at one, and takes none for what is not', () => {
    const [metered, unmetered] = [true, false].map((hasMeteringPoint) =>
      validator(orderFormSchema([], supplyFieldsOf({ hasMeteringPoint }))),
    );
    const whole = completeOrder(crypto.randomUUID());
    const { meteringPoint: _point, supplyReason: _reason, ...bare } = whole;
    const verdicts = (given: object) => [metered?.(given), unmetered?.(given)];
    expect(verdicts(whole)).toEqual([true, false]);
    expect(verdicts(bare)).toEqual([false, true]);
    expect(verdicts({ ...bare, supplyReason: 'SWITCH' })).toEqual([false, true]);
    expect(verdicts({ ...bare, lowRateKwh: 1 })).toEqual([false, false]);
  });

  it('gives the same answers from the columns of a CSV row', () => {
    const columns = columnsOf(CORE_FIELDS);
    const whole = {
      ...completeOrder(offerId, { customer: { kind: 'JOINT', persons: [{ firstName: 'Bert', lastName: 'Sample' }] } }),
      annualKwh: 3_500,
      isEarlyStart: true,
      payment: { method: 'DIRECT_DEBIT', iban: 'AT611904300234573201', hasMandate: true },
    };
    const cellOf = (path: string) =>
      path
        .split('.')
        .reduce<unknown>(
          (part, name) => (part === undefined ? part : (part as Record<string, unknown>)[Array.isArray(part) ? Number(name) - 1 : name]),
          whole,
        );
    const cells = Object.fromEntries(columns.map(({ path }) => [path, String(cellOf(path) ?? '')]));
    expect(answersOfCells(columns, cells)).toEqual(whole);

    const faulty = answersOfCells(columns, {
      ...cells,
      annualKwh: 'many',
      isEarlyStart: 'perhaps',
      supplyReason: 'move-in',
      'customer.email': 'x',
    });
    expect(readOrderForm([], faulty).problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'customer.email EMAIL_INVALID',
      'isEarlyStart INVALID',
      'annualKwh INVALID',
    ]);
  });

  const complete = completeOrder(crypto.randomUUID());
  const faults: readonly (readonly [what: string, change: object, problems: readonly string[]])[] = [
    ['a company without its name', { customer: { ...complete.customer, kind: 'COMPANY' } }, ['customer.companyName REQUIRED']],
    ['two customers of whom one is named', { customer: { ...complete.customer, kind: 'JOINT' } }, ['customer.persons REQUIRED']],
    [
      'a direct debit without an account',
      { payment: { method: 'DIRECT_DEBIT' } },
      ['payment.iban REQUIRED', 'payment.hasMandate REQUIRED'],
    ],
    ['a way of payment that there is not', { payment: { method: 'CASH' } }, ['payment.method CHOICE_UNKNOWN']],
    ['an end of a contract with nobody', { endsOldContract: true }, ['previousSupplier REQUIRED']],
    ['an agreement that is not named', { party: { decision: 'EXISTING_AGREEMENT' } }, ['party.agreementId REQUIRED']],
    ['a blank where nothing is demanded', { costCentre: ' ' }, ['costCentre BLANK']],
    ['a text that is too long', { costCentre: 'x'.repeat(61) }, ['costCentre TOO_LONG']],
    ['less than nothing', { lowRateKwh: -1 }, ['lowRateKwh NUMBER_OUT_OF_RANGE']],
    ['a day that does not exist', { signedOn: '2026-02-30' }, ['signedOn DATE_INVALID']],
    ['a field of its own', { favouriteColour: 'red' }, ['favouriteColour UNKNOWN_FIELD']],
    [
      'half of an address',
      { meteringPoint: { ...complete.meteringPoint, address: { city: 'Wien' } } },
      ['street', 'houseNumber', 'postcode'].map((name) => `meteringPoint.address.${name} REQUIRED`),
    ],
    ['plugins that are no plugins', { plugins: [] }, ['plugins INVALID']],
  ];
  it.each(faults)('refuses %s', (_what, change, expected) => {
    const { problems } = readOrderForm([], { ...complete, ...change });
    expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual(expected);
  });

  const fine: readonly (readonly [what: string, change: object])[] = [
    [
      'a company with its contact left out',
      { customer: { ...complete.customer, kind: 'COMPANY', companyName: 'Sample GmbH', firstName: null, lastName: null, birthDate: null } },
    ],
    ['a transfer', { payment: { method: 'TRANSFER' } }],
    [
      'a known customer who is not written down again',
      { customer: null, party: { decision: 'EXISTING_CUSTOMER', customerId: crypto.randomUUID() } },
    ],
    ['answers for a plugin that is off', { plugins: { solar: { peakKw: 'many' } } }],
  ];
  it.each(fine)('takes %s', (_what, change) => {
    expect(readOrderForm([], { ...complete, ...change }).problems).toEqual([]);
  });
});

const FORM =
  '{ orderForm { steps { code label fields { path label help type isRequired requiredWhen choices { value label } pluginId } } schema } }';
const CHECK = 'query ($input: OrderInput!) { checkOrder(input: $input) { field code severity message } }';

describe('the form of a brand', () => {
  it('has a label for everything in the language of the caller', async () => {
    for (const [language, title] of [
      ['en', 'Metering point'],
      ['de', 'Zählpunkt'],
    ] as const) {
      const { data, errors } = await app.gql(FORM, {}, await app.as('a', { language }));
      expect(errors).toBeUndefined();
      const { steps, schema } = data.orderForm;
      expect(steps.map(({ code }: { code: string }) => code)).toEqual(['supply', 'customer', 'point', 'payment', 'consents', 'sale']);
      expect(steps[2].label).toBe(title);
      const fields = steps.flatMap(
        (step: { fields: { label: string; path: string; choices: { label: string; value: string }[] }[] }) => step.fields,
      );
      expect(fields.filter(({ label, path }: { label: string; path: string }) => label === path)).toEqual([]);
      expect(
        fields
          .flatMap((field: { choices: { label: string; value: string }[] }) => field.choices)
          .filter((choice: { label: string; value: string }) => choice.label === choice.value),
      ).toEqual([]);
      expect(validator(schema)(completeOrder(offerId))).toBe(true);
    }
  });

  it('asks what an active plugin asks, where it asks it, and checks its answers', async () => {
    await app.switch('solar', true);
    const { data } = await app.gql(FORM, {}, await app.as('a', { language: 'de' }));
    expect(data.orderForm.steps[3]).toMatchObject({
      code: 'solar',
      label: 'Module',
      fields: [{ path: 'plugins.solar.peakKw', label: 'Spitzenleistung', isRequired: true, pluginId: 'solar' }, {}, {}],
    });
    const problemsOf = async (plugins?: object) =>
      (await app.gql(CHECK, { input: { ...completeOrder(offerId), plugins } })).data.checkOrder
        .filter(({ severity }: { severity: string }) => severity === 'PROBLEM')
        .map(({ field, code }: { field: string; code: string }) => `${field} ${code}`);
    expect(await problemsOf()).toEqual(['plugins.solar.peakKw REQUIRED']);
    expect(await problemsOf({ solar: { peakKw: 5, hasBattery: true } })).toEqual(['plugins.solar.batteryKwh REQUIRED']);
    expect(await problemsOf({ solar: { peakKw: 5, hasBattery: true, batteryKwh: 100 } })).toEqual([
      'plugins.solar.batteryKwh SOLAR_BATTERY_TOO_LARGE',
    ]);
    expect(await problemsOf({ solar: { peakKw: 60 } })).toEqual(['plugins.solar.peakKw SOLAR_TOO_LARGE']);
    expect(await problemsOf({ solar: { peakKw: 5 } })).toEqual([]);
  });

  it('hands a plugin its answers, in its own words', async () => {
    const input = { ...completeOrder(offerId), plugins: { solar: { peakKw: 7 } } };
    const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id } }';
    const { data } = await app.gql(PLACE, { input, key: crypto.randomUUID() });
    const { db } = await app.as();
    const of = (pluginId: string, orderId: string = data.placeOrder.id) => formAnswers(db, { orderId, pluginId, fields: solar.fields });
    expect(await of('solar')).toEqual({ peakKw: 7 });
    expect(await of('another')).toBeNull();
    expect(await of('solar', crypto.randomUUID())).toBeNull();
  });

  it('asks nothing of a plugin that is off, here or in another brand, and keeps its answers', async () => {
    const PLACE =
      'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { answers contracts { status } } }';
    const other = await app.as('b');
    expect(JSON.stringify((await app.gql(FORM, {}, other)).data)).not.toContain('solar');
    await app.switch('solar', false);
    expect(JSON.stringify((await app.gql(FORM)).data)).not.toContain('solar');
    const input = { ...completeOrder(offerId), plugins: { solar: { peakKw: 'unheard of' } } };
    expect((await app.gql(CHECK, { input })).data.checkOrder).not.toMatchObject([{ severity: 'PROBLEM' }]);
    const { data } = await app.gql(PLACE, { input, key: crypto.randomUUID() });
    expect(data.placeOrder).toMatchObject({
      answers: { plugins: { solar: { peakKw: 'unheard of' } } },
      contracts: [{ status: 'accepted' }],
    });
  });
});
