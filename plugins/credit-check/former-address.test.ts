import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { completeOrder, sampleOffer } from '#core/testing';
import { subjectsOf } from './subjects.ts';
import { openShop } from './test-data/shop.ts';

const shop = await openShop();
const { app, place, row } = shop;
afterAll(shop.close);
afterEach(() => shop.configure());

const FORM = '{ orderForm { steps { code fields { path label help pluginId } } schema } }';
const CHECK = 'query ($input: OrderInput!) { checkOrder(input: $input) { field code severity message remedy } }';
const asked = async (language = 'en') => {
  const { data } = await app.gql(FORM, {}, await app.as('a', { language }));
  const steps: { code: string; fields: { path: string; label: string; help: string | null; pluginId: string }[] }[] = data.orderForm.steps;
  return steps.flatMap(({ code, fields }) =>
    fields.flatMap(({ path, label, help, pluginId }) => (pluginId === 'credit-check' ? [[code, path.split('.').at(-1), label, help]] : [])),
  );
};
const problemsOf = async (answers: object): Promise<string[]> => {
  const input = { ...completeOrder(await sampleOffer(await app.as())), plugins: { 'credit-check': answers } };
  const { data } = await app.gql(CHECK, { input });
  return data.checkOrder
    .filter(({ severity }: { severity: string }) => severity === 'PROBLEM')
    .map(({ field, code }: { field: string; code: string }) => `${field.replace('plugins.credit-check.', '')} ${code}`);
};
const former = { formerStreet: 'Altgasse', formerHouseNumber: '3', formerPostcode: '8010', formerCity: 'Graz' };
const moved = { plugins: { 'credit-check': { hasMoved: true, ...former } } };
const address = { street: 'Altgasse', houseNumber: '3', postcode: '8010', city: 'Graz', country: 'AT' };

describe('the order form', () => {
  it('asks whoever moved lately for the address before, in the words of the reader and with the months of the brand', async () => {
    expect(await asked()).toEqual([
      ['former-address', 'hasMoved', 'Moved lately', expect.stringContaining('Within the last 6 months')],
      ['former-address', 'formerStreet', 'Former street', null],
      ['former-address', 'formerHouseNumber', 'Former house number', null],
      ['former-address', 'formerPostcode', 'Former postcode', null],
      ['former-address', 'formerCity', 'Former town', null],
    ]);
    await shop.configure({ formerAddressMonths: 3 });
    expect((await asked('de'))[0]).toEqual(['former-address', 'hasMoved', 'Kürzlich umgezogen', expect.stringContaining('3 Monaten')]);
  });

  it('asks for nothing where no bureau looks there, the brand does not want it, or the plugin is off', async () => {
    const ksv1870 = { ksv1870Url: 'https://bureau.example', ksv1870User: 'u', ksv1870Password: 'p' };
    await shop.configure({ bureau: 'ksv1870', ...ksv1870 });
    expect(await asked()).toEqual([]);
    await shop.configure({ bureau: 'ksv1870', ...ksv1870, fallbackBureau: 'schufa' });
    expect(await asked()).toHaveLength(5);
    await shop.configure({ formerAddressMonths: 0 });
    expect(await asked()).toEqual([]);
    expect(await problemsOf({ hasMoved: true })).toEqual([]); // kept as it came, as while the plugin is off
    await shop.configure();
    await app.switch('credit-check', false);
    expect(await asked()).toEqual([]);
    expect((await app.gql(FORM)).data.orderForm.schema.properties.plugins.properties).toEqual({});
    await app.switch('credit-check', true);
  });

  it('demands the whole address of whoever says so, and a postcode that can be one', async () => {
    expect(await problemsOf({})).toEqual([]);
    expect(await problemsOf({ hasMoved: false })).toEqual([]);
    expect(await problemsOf({ hasMoved: true })).toEqual(
      ['formerStreet', 'formerHouseNumber', 'formerPostcode', 'formerCity'].map((name) => `${name} REQUIRED`),
    );
    expect(await problemsOf({ hasMoved: true, ...former, formerPostcode: 'Graz' })).toEqual([
      'formerPostcode CREDIT_CHECK_FORMER_POSTCODE',
    ]);
    expect(await problemsOf({ hasMoved: true, ...former })).toEqual([]);
  });
});

describe('the address before', () => {
  it('is told to the bureau, which finds the customer there', async () => {
    const [unknown, found] = [await place({ lastName: 'Umgezogen' }), await place({ lastName: 'Umgezogen' }, undefined, moved)];
    await app.work();
    expect(await row(unknown)).toMatchObject({ state: 'SCORED', doubts: 'DIFFERENT_ADDRESS_DATA' });
    expect(await row(found)).toMatchObject({ state: 'SCORED', doubts: null });
    expect((await subjectsOf(await app.as(), found))[0]?.previousAddress).toEqual(address);
  });

  it('goes before what the history of a known customer tells', async () => {
    const orderId = await place({}, undefined, moved);
    const { customerId } = await app.root.contract.findFirstOrThrow({ where: { orderId } });
    const change = { brandId: app.brands.a, customerId: customerId ?? '', by: 'tester', what: 'customer' };
    await app.root.customerChange.create({ data: { ...change, before: { street: 'Anderswo' }, after: { street: 'Ring' } } });
    expect((await subjectsOf(await app.as(), orderId))[0]?.previousAddress).toEqual(address);
  });

  it('is told of the customer alone, not of whoever signs with them, and of no company', async () => {
    const persons = [{ firstName: 'Bea', lastName: 'Sample', birthDate: '1979-05-01' }];
    const joint = await place({ kind: 'JOINT', persons }, undefined, moved);
    expect((await subjectsOf(await app.as(), joint)).map(({ previousAddress }) => previousAddress)).toEqual([address, null]);
    const firm = { kind: 'COMPANY', companyName: 'Muster GmbH', firstName: undefined, lastName: undefined, birthDate: undefined };
    const company = await place(firm, undefined, moved);
    expect((await subjectsOf(await app.as(), company))[0]?.previousAddress).toBe(null);
  });

  it('comes by a file as by hand: the columns stand beside those of core', async () => {
    const { data } = await app.gql('{ importForm(kind: "orders") { path label } }');
    expect(data.importForm).toContainEqual({ path: 'plugins.credit-check.hasMoved', label: 'Moved lately' });
    expect(data.importForm).toContainEqual({ path: 'plugins.credit-check.formerStreet', label: 'Former street' });
  });
});
