import { afterAll, describe, expect, it } from 'vitest';
import { createAgreement } from '../agreements/agreement.service.ts';
import type { Ctx } from '../kernel/context.ts';
import { inTransaction } from '../kernel/context.ts';
import { createVault } from '../kernel/vault.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { addBankAccount } from './bank-account.service.ts';
import type { CustomerInput } from './customer.facts.ts';
import { createCustomer } from './customer.service.ts';
import { findDuplicates } from './duplicate.service.ts';

const app = await createTestApp();
afterAll(() => app.close());
const office = await app.as();

const ada: CustomerInput = {
  firstName: 'Ada',
  lastName: 'Müller',
  birthDate: '1980-02-29',
  email: 'ada@sample.example',
  phone: '+43 660 1234567',
  street: 'Hauptstraße',
  houseNumber: '12 a',
  postcode: '1010',
  city: 'Wien',
  country: 'AT',
};
const company: CustomerInput = {
  ...ada,
  kind: 'COMPANY',
  companyName: 'Sample Bau GmbH',
  registerNumber: 'FN 123456 a',
  vatId: 'ATU 123 456 78',
  firstName: '',
  lastName: '',
  birthDate: null,
  email: 'office@bau.example',
  phone: null,
  street: 'Werkgasse',
  houseNumber: '1',
};
const IBAN = 'AT611904300234573201';

const save = (data: CustomerInput, ctx: Ctx = office, partnerId: string | null = null) =>
  inTransaction(ctx, async (tx) => {
    const customerId = await createCustomer(tx, data, partnerId);
    return { customerId, agreementId: await createAgreement(tx, { customerId, partnerId }) };
  });
async function addPartner(code: string) {
  const { id } = await app.root.partner.create({ data: { tenantId: app.tenant.id, code, name: code } });
  await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId: id, sells: app.brands.a } });
  return { id, ctx: await app.as('a', { partnerId: id, rows: { kind: 'partners', ids: [id] } }) };
}

const known = await save(ada);
const firm = await save(company);
await inTransaction(office, (tx) => addBankAccount(tx, known.customerId, { holder: 'Ada Müller', iban: IBAN }));
const reasonsFor = async (facts: Parameters<typeof findDuplicates>[1], customerId = known.customerId, ctx = office) =>
  (await findDuplicates(ctx, facts)).matches.find((match) => match.customerId === customerId)?.reasons ?? [];

describe('the search for duplicates', () => {
  it('finds the same person however the name is written, and proposes the agreement', async () => {
    const { matches } = await findDuplicates(office, {
      persons: [{ firstName: 'MUELLER', lastName: 'ada', birthDate: '1980-02-29' }],
      address: { street: 'Hauptstr.', houseNumber: '12A', postcode: '1010' },
    });
    expect(matches[0]).toEqual({
      customerId: known.customerId,
      reasons: ['PERSON', 'HOUSEHOLD'],
      score: 100,
      proposal: 'EXISTING_AGREEMENT',
      agreementId: known.agreementId,
    });
  });

  it('proposes a new agreement to a customer who has none', async () => {
    const solo = await save({ ...ada, firstName: 'Solo', email: 'solo@sample.example', birthDate: '1970-01-01' });
    await app.root.agreement.delete({ where: { id: solo.agreementId } });
    const { matches } = await findDuplicates(office, { persons: [{ firstName: 'Solo', lastName: 'Müller', birthDate: '1970-01-01' }] });
    expect(matches[0]).toMatchObject({ customerId: solo.customerId, proposal: 'NEW_AGREEMENT', agreementId: null });
  });

  it('takes a namesake with another birth date, the household and a shared account for other people', async () => {
    const { matches } = await findDuplicates(office, { persons: [{ firstName: 'Ada', lastName: 'Müller', birthDate: '2001-01-01' }] });
    expect(matches[0]).toMatchObject({ reasons: ['NAME_OTHER_BIRTH_DATE'], proposal: 'NEW_CUSTOMER', agreementId: null });
    const other = {
      persons: [{ firstName: 'Bert', lastName: 'Other' }],
      address: { street: 'Hauptstraße', houseNumber: '12a', postcode: '1010' },
    };
    const shared = await findDuplicates(office, { ...other, iban: 'AT61 1904 3002 3457 3201' });
    expect(shared.matches.find(({ customerId }) => customerId === known.customerId)).toMatchObject({
      reasons: ['BANK_ACCOUNT', 'HOUSEHOLD'],
      proposal: 'NEW_CUSTOMER',
    });
  });

  it('finds companies by register number, VAT id and name without its legal form', async () => {
    const { matches } = await findDuplicates(office, { companyName: 'SAMPLE Bau', registerNumber: 'fn 123456 A', vatId: 'atu12345678' });
    expect(matches[0]).toMatchObject({
      customerId: firm.customerId,
      reasons: ['COMPANY_REGISTER', 'COMPANY_VAT_ID', 'COMPANY_NAME'],
      proposal: 'EXISTING_AGREEMENT',
    });
    expect((await findDuplicates(office, { companyName: 'Sample Bau AG' })).matches[0]).toMatchObject({ proposal: 'NEW_CUSTOMER' });
  });

  it('finds by e-mail and phone, and the further persons of joint customers', async () => {
    expect(await reasonsFor({ email: 'ADA@sample.example', phone: '0660/123 45 67' })).toEqual(['EMAIL', 'PHONE']);
    const pair = await save({
      ...ada,
      kind: 'JOINT',
      firstName: 'Eva',
      lastName: 'Pair',
      persons: [{ firstName: 'Otto', lastName: 'Pair', birthDate: '1979-05-05' }],
    });
    expect(await reasonsFor({ persons: [{ firstName: 'Otto', lastName: 'Pair', birthDate: '1979-05-05' }] }, pair.customerId)).toEqual([
      'PERSON',
    ]);
  });

  it('finds nobody without anything to look for', async () => {
    expect(await findDuplicates(office, {})).toEqual({ matches: [], isPointTaken: false });
    expect(await findDuplicates(office, { persons: [{ firstName: '', lastName: '!' }], email: ' ', iban: '' })).toMatchObject({
      matches: [],
    });
  });

  it('finds an account that was saved under a former key', async () => {
    const rotated = { ...office, vault: createVault(['a-new-secret-key-of-the-tests-000', 'test'.repeat(8)]) };
    expect(await reasonsFor({ iban: IBAN }, known.customerId, rotated)).toEqual(['BANK_ACCOUNT']);
    const lost = { ...office, vault: createVault(['a-new-secret-key-of-the-tests-000']) };
    expect(await reasonsFor({ iban: IBAN }, known.customerId, lost)).toEqual([]);
  });
});

describe('what is found', () => {
  it("lies in the viewer's rows: nothing of another partner's customers, nothing of another brand", async () => {
    const [north, south] = [await addPartner('north'), await addPartner('south')];
    const person = { ...ada, firstName: 'Nora', email: 'nora@sample.example' };
    const theirs = await save(person, north.ctx, north.id);
    const facts = {
      persons: [{ firstName: 'Nora', lastName: 'Müller', birthDate: '1980-02-29' }],
      email: 'nora@sample.example',
      iban: IBAN,
    };
    expect((await findDuplicates(north.ctx, facts)).matches.map(({ customerId }) => customerId)).toEqual([theirs.customerId]);
    expect((await findDuplicates(south.ctx, facts)).matches).toEqual([]);
    expect((await findDuplicates(await app.as('b'), facts)).matches).toEqual([]);
    expect((await findDuplicates(office, facts)).matches.map(({ customerId }) => customerId)).toContain(theirs.customerId);

    await expect(
      inTransaction(south.ctx, (tx) => addBankAccount(tx, theirs.customerId, { holder: 'x', iban: IBAN })),
    ).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' });
  });

  it('tells of a point with a contract who has it in the own rows, and of any other one only that there is one', async () => {
    const { ctx } = await addPartner('meter');
    const input = completeOrder(await sampleOffer(office));
    const PLACE = `mutation ($input: OrderInput!, $key: String!) {
      placeOrder(input: $input, idempotencyKey: $key) { contracts { customer { id } } } }`;
    const { data } = await app.gql(PLACE, { input, key: crypto.randomUUID() });
    const facts = { meteringPointCode: input.meteringPoint.code };
    expect(await findDuplicates(office, facts)).toMatchObject({
      matches: [{ customerId: data.placeOrder.contracts[0].customer.id, reasons: ['METERING_POINT'], proposal: 'NEW_CUSTOMER' }],
      isPointTaken: true,
    });
    expect(await findDuplicates(ctx, facts)).toEqual({ matches: [], isPointTaken: true });
    expect(await findDuplicates(await app.as('b'), facts)).toEqual({ matches: [], isPointTaken: false });

    // Supply that has its last day is ending, whatever the status is called.
    const here = { meteringPoint: { code: facts.meteringPointCode } };
    await app.root.contract.updateMany({ where: here, data: { kind: 'SUPPLY', status: 'active' } });
    expect(await findDuplicates(ctx, facts)).toMatchObject({ isPointTaken: true });
    await app.root.contract.updateMany({ where: here, data: { endsOn: new Date('2026-12-01') } });
    expect(await findDuplicates(ctx, facts)).toMatchObject({ isPointTaken: false });
  });
});
