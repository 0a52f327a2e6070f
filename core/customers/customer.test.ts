import { afterAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../access/permissions.ts';
import { createTestApp } from '../testing/app.ts';

const app = await createTestApp();
afterAll(() => app.close());

const ada = {
  firstName: 'Ada',
  lastName: 'Müller',
  birthDate: '1980-02-29',
  email: 'Ada@sample.example',
  street: 'Ring',
  houseNumber: '1',
  postcode: '1010',
  city: 'Wien',
};
const CREATE =
  'mutation ($input: CustomerInput!) { createCustomer(input: $input) { id number version kind isConsumer country companyName vatId registerNumber persons { lastName role } } }';
const CHANGE = `mutation ($id: ID!, $version: Int!, $input: CustomerInput!) {
  changeCustomer(id: $id, expectedVersion: $version, input: $input) { version lastName email phone persons { firstName } } }`;
const CHANGES = 'query ($id: ID!) { customer(id: $id) { changes { what version by before after } } }';
const create = async (input: object = ada, ctx = app.as()) => (await app.gql(CREATE, { input }, await ctx)).data.createCustomer;
const change = async (id: string, version: number, input: object, ctx = app.as()) => app.gql(CHANGE, { id, version, input }, await ctx);
const changesOf = async (id: string) => (await app.gql(CHANGES, { id })).data.customer.changes;

describe('a customer', () => {
  it('is a person, several, or a company, and a consumer whatever the segment', async () => {
    expect(await create()).toMatchObject({ version: 1, kind: 'PERSON', isConsumer: true, country: 'AT' });
    const persons = [{ firstName: 'Bert', lastName: 'Müller' }];
    expect(await create({ ...ada, kind: 'JOINT', persons })).toMatchObject({
      kind: 'JOINT',
      persons: [{ lastName: 'Müller', role: 'joint' }],
    });
    const company = {
      ...ada,
      kind: 'COMPANY',
      companyName: 'Sample GmbH',
      registerNumber: 'fn 1 a',
      vatId: 'atu 12345678',
      firstName: null,
      lastName: null,
      birthDate: null,
    };
    expect(await create(company)).toMatchObject({ isConsumer: false, vatId: 'ATU12345678', registerNumber: 'FN 1 A' });
  });

  it('is refused with every problem at once, in the language of the caller', async () => {
    const input = {
      kind: 'JOINT',
      firstName: 'Ada',
      birthDate: '2027-02-30',
      email: 'nobody',
      vatId: 'x',
      country: 'Austria',
      language: 'German',
    };
    const { errors } = await app.gql(CREATE, { input }, await app.as('a', { language: 'de' }));
    expect(errors?.[0]?.extensions.code).toBe('CUSTOMER_INVALID');
    const problems = errors?.[0]?.extensions.problems as { field: string; code: string; message: string; remedy: string }[];
    expect(problems.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      'birthDate DATE_INVALID',
      'city REQUIRED',
      'country COUNTRY_INVALID',
      'email EMAIL_INVALID',
      'houseNumber REQUIRED',
      'language LANGUAGE_INVALID',
      'postcode REQUIRED',
      'street REQUIRED',
    ]);
    expect(problems.find(({ field }) => field === 'city')).toMatchObject({ message: 'Die Angabe fehlt.', remedy: 'Bitte ausfüllen.' });
    const codes = async (wrong: object) => {
      const { errors = [] } = await app.gql(CREATE, { input: { ...ada, ...wrong } });
      return errors.flatMap(({ extensions }) =>
        (extensions.problems as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`),
      );
    };
    expect(await codes({ kind: 'JOINT', lastName: '', vatId: '?', birthDate: '2027-01-01' })).toEqual([
      'lastName REQUIRED',
      'persons JOINT_PERSON_MISSING',
      'birthDate BIRTH_DATE_AHEAD',
      'vatId VAT_ID_INVALID',
    ]);
    expect(await codes({ kind: 'COMPANY', isConsumer: true, birthDate: '1980-02-29' })).toEqual([
      'companyName REQUIRED',
      'isConsumer COMPANY_NO_CONSUMER',
      'birthDate COMPANY_NOT_BORN',
    ]);
    expect(await codes({ birthDate: '0100-01-01', vatId: 'XX12', postcode: '101' })).toEqual([
      'birthDate BIRTH_DATE_TOO_EARLY',
      'postcode POSTCODE_INVALID',
      'vatId VAT_ID_INVALID',
    ]);
    expect(await codes({ postcode: '!!!', country: 'ZZ' })).toEqual(['postcode POSTCODE_INVALID', 'country COUNTRY_INVALID']);
  });

  it('is changed by who may, with who, before and after in its history, and its keys follow', async () => {
    const { id } = await create();
    const { data } = await change(id, 1, {
      lastName: 'Sample',
      phone: '0660 1234567',
      persons: [{ firstName: 'Eva', lastName: 'Sample' }],
    });
    expect(data.changeCustomer).toEqual({
      version: 2,
      lastName: 'Sample',
      email: 'Ada@sample.example',
      phone: '0660 1234567',
      persons: [{ firstName: 'Eva' }],
    });
    expect((await change(id, 2, { phone: null, persons: [] })).data.changeCustomer).toMatchObject({ version: 3, phone: null, persons: [] });
    expect((await change(id, 3, { lastName: 'Sample' })).data.changeCustomer).toMatchObject({ version: 3 });
    expect(await changesOf(id)).toMatchObject([
      {
        what: 'customer',
        version: 3,
        by: 'tester',
        before: { phone: '0660 1234567', persons: [{ firstName: 'Eva' }] },
        after: { phone: null, persons: [] },
      },
      { what: 'customer', version: 2, before: { lastName: 'Müller', phone: null }, after: { lastName: 'Sample', phone: '0660 1234567' } },
      { what: 'created', version: 1, by: 'tester', before: null },
    ]);
    expect(await app.root.customer.findUniqueOrThrow({ where: { id } })).toMatchObject({
      nameKey: 'ada sample',
      emailKey: 'ada@sample.example',
      phoneKey: '',
    });

    const seller = await app.as('a', { permissions: permissionsOf('PARTNER', []) });
    expect((await app.gql(CHANGE, { id, version: 3, input: {} }, seller)).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'customer.write',
    });
    expect((await change(id, 3, { lastName: 'x' }, app.as('b'))).errors?.[0]?.extensions.code).toBe('CUSTOMER_NOT_FOUND');
  });

  it('that somebody else changed meanwhile comes back in both versions', async () => {
    const { id } = await create();
    await change(id, 1, { lastName: 'First', city: 'Graz' }, app.as('a', { name: 'first' }));
    await change(id, 2, { city: 'Linz' }, app.as('a', { name: 'second' }));
    const { errors } = await change(id, 1, { lastName: 'Late' });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CUSTOMER_CHANGED',
      seen: { version: 1, values: { lastName: 'Müller', city: 'Wien' } },
      current: { version: 3, values: { lastName: 'First', city: 'Linz' }, changedBy: 'second' },
    });
    const key = await app.as('a', { kind: 'api-key', scopes: ['write:changeCustomer', 'read:Customer.city'] });
    const told = await app.gql(
      'mutation ($id: ID!) { changeCustomer(id: $id, expectedVersion: 1, input: { lastName: "x" }) { city } }',
      { id },
      key,
    );
    expect(told.errors?.[0]?.extensions).toMatchObject({ seen: { values: { city: 'Wien' } }, current: { values: { city: 'Linz' } } });
    expect(JSON.stringify(told)).not.toContain('First');
  });

  it('takes one of two changes at once, twenty times over, and loses none silently', async () => {
    const { id } = await create();
    for (let version = 1; version <= 20; version += 1) {
      const both = await Promise.all(['left', 'right'].map((city) => change(id, version, { city: `${city} ${version}` })));
      const codes = both.map(({ errors }) => errors?.[0]?.extensions.code);
      expect(codes.sort()).toEqual(['CUSTOMER_CHANGED', undefined]);
    }
    const changes = await changesOf(id);
    expect(changes).toHaveLength(21);
    expect(await app.root.customer.findUniqueOrThrow({ where: { id } })).toMatchObject({ version: 21, city: changes[0].after.city });
  });

  it('that was saved before there were keys gets them at night, without becoming another version', async () => {
    const { id } = await create({ ...ada, phone: '0660 1234567' });
    const before = await app.root.customer.findUniqueOrThrow({ where: { id } });
    await app.root.customer.update({
      where: { id },
      data: { nameKey: '', addressKey: '', emailKey: '', phoneKey: '', updatedAt: before.updatedAt },
    });
    await app.root.jobRequest.create({ data: { brandId: app.brands.a, name: 'core.fill-customer-keys', input: {} } });
    await app.work();
    expect(await app.root.customer.findUniqueOrThrow({ where: { id } })).toEqual(before);
  });
});

describe('ways to reach a customer', () => {
  const ADD = `mutation ($id: ID!, $kind: ChannelKind!, $value: String!, $isPrimary: Boolean) {
    addChannel(customerId: $id, kind: $kind, value: $value, isPrimary: $isPrimary) { id value isPrimary } }`;
  it('are added once, have one first choice of a kind, and end without being forgotten', async () => {
    const { id } = await create();
    const add = async (kind: string, value: string, isPrimary = false) => app.gql(ADD, { id, kind, value, isPrimary });
    const first = (await add('MOBILE', '0660 1234567', true)).data.addChannel;
    expect((await add('MOBILE', '+43 660 123 45 67', true)).data.addChannel).toEqual(first);
    await add('MOBILE', '0660 7654321', true);
    await app.gql('mutation ($id: ID!) { endChannel(id: $id) { endedAt } }', { id: first.id });
    const { data } = await app.gql('query ($id: ID!) { customer(id: $id) { channels { value isPrimary endedAt } changes { what } } }', {
      id,
    });
    expect(data.customer.channels).toMatchObject([
      { value: '0660 7654321', isPrimary: true, endedAt: null },
      { value: '0660 1234567', isPrimary: false, endedAt: expect.any(String) },
    ]);
    expect(data.customer.changes.filter(({ what }: { what: string }) => what === 'channel')).toHaveLength(3);
    for (const [kind, value, code] of [
      ['EMAIL', 'nobody', 'EMAIL_INVALID'],
      ['PHONE', 'abc', 'PHONE_INVALID'],
      ['MESSENGER', ' ', 'REQUIRED'],
    ] as const)
      expect((await add(kind, value)).errors?.[0]?.extensions).toMatchObject({
        code: 'CHANNEL_INVALID',
        problems: [{ field: 'value', code }],
      });
  });

  it('may be used as far as the customer agreed, in words that are kept', async () => {
    const { id } = await create();
    const GIVE = `mutation ($id: ID!, $wording: String!) {
      giveConsent(customerId: $id, channel: EMAIL, purpose: "marketing", wording: $wording, source: "phone") { id givenBy revokedAt } }`;
    const REVOKE = 'mutation ($id: ID!) { revokeConsent(id: $id) { revokedAt revokedBy } }';
    const consent = (await app.gql(GIVE, { id, wording: 'Write to me.' })).data.giveConsent;
    expect((await app.gql(GIVE, { id, wording: 'Write to me.' })).data.giveConsent).toEqual(consent);
    const revoked = (await app.gql(REVOKE, { id: consent.id })).data.revokeConsent;
    expect(revoked).toMatchObject({ revokedAt: expect.any(String), revokedBy: 'tester' });
    app.clock.forward({ minutes: 1 });
    expect((await app.gql(REVOKE, { id: consent.id })).data.revokeConsent).toEqual(revoked);
    const again = (await app.gql(GIVE, { id, wording: 'Write to me.' })).data.giveConsent;
    expect(again.id).not.toBe(consent.id);
    expect((await app.gql(GIVE, { id, wording: ' ' })).errors?.[0]?.extensions).toMatchObject({
      code: 'CONSENT_INVALID',
      problems: [{ field: 'wording' }],
    });
    expect((await app.gql(REVOKE, { id: consent.id }, await app.as('b'))).errors?.[0]?.extensions.code).toBe('CONSENT_NOT_FOUND');
  });

  it('by post follow dated addresses, one of a kind on any day', async () => {
    const { id } = await create();
    const MOVE = `mutation ($id: ID!, $address: PostalAddressInput, $from: Date) {
      changeAddress(customerId: $id, kind: BILLING, address: $address, validFrom: $from) { addresses { city validFrom validTo } } }`;
    const move = async (city: string | null, from: string) =>
      (await app.gql(MOVE, { id, from, address: city && { street: 'Ring', houseNumber: '1', postcode: '8010', city } })).data.changeAddress
        .addresses;
    await move('Graz', '2026-09-01');
    await move('Linz', '2026-12-01');
    expect(await move('Steyr', '2026-10-01')).toEqual([
      { city: 'Linz', validFrom: '2026-12-01', validTo: null },
      { city: 'Steyr', validFrom: '2026-10-01', validTo: '2026-12-01' },
      { city: 'Graz', validFrom: '2026-09-01', validTo: '2026-10-01' },
    ]);
    expect(await move('Wels', '2026-12-01')).toMatchObject([{ city: 'Wels' }, { city: 'Steyr' }, { city: 'Graz' }]);
    expect(await move(null, '2026-11-01')).toMatchObject([{ city: 'Wels' }, { city: 'Steyr', validTo: '2026-11-01' }, { city: 'Graz' }]);
  });
});

describe('the list of customers', () => {
  it('is searched by name, e-mail, company and account, within the own brand', async () => {
    const { id } = await create({
      ...ada,
      lastName: 'Findme',
      email: 'findme@sample.example',
      birthDate: null,
      kind: 'COMPANY',
      companyName: 'Zeta & Co',
      registerNumber: 'FN 77 z',
    });
    await app.gql(`mutation ($id: ID!) { addBankAccount(customerId: $id, holder: "Zeta", iban: "DE89 3704 0044 0532 0130 00") { id } }`, {
      id,
    });
    const found = async (filter: object, ctx = app.as()) =>
      (await app.gql('query ($filter: CustomerFilter) { customers(filter: $filter) { edges { node { id } } } }', { filter }, await ctx))
        .data.customers.edges.length;
    for (const filter of [
      { name: 'findm' },
      { name: 'ZETA' },
      { email: 'FINDME@sample.example' },
      { registerNumber: 'fn 77 Z' },
      { iban: 'de89370400440532013000' },
      { ibanLastFour: '3000' },
    ])
      expect([filter, await found(filter), await found(filter, app.as('b'))]).toEqual([filter, 1, 0]);
    expect(await found({ iban: 'AT611904300234573201' })).toBe(0);
  });
});
