import { readFileSync } from 'node:fs';
import pino from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../access/permissions.ts';
import { createTestApp } from '../testing/app.ts';
import { query } from '../testing/query.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';

const lines: string[] = [];
const app = await createTestApp([], { log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }) });
afterAll(() => app.close());

const DE = 'DE89370400440532013000';
const AT = 'AT611904300234573201';
const CREATE = `mutation { createCustomer(input: { firstName: "Ada", lastName: "Sample", email: "a@sample.example", street: "Ring",
  houseNumber: "1", postcode: "1010", city: "Wien" }) { id } }`;
const ADD = `mutation ($id: ID!, $iban: String!, $from: Date, $purpose: BankPurpose, $signed: Date) {
  addBankAccount(customerId: $id, holder: "Ada Sample", iban: $iban, validFrom: $from, purpose: $purpose, mandateSignedOn: $signed) {
    id ibanLastFour country mandateReference validFrom validTo } }`;
const ACCOUNTS = 'query ($id: ID!) { customer(id: $id) { bankAccounts { ibanLastFour purpose validFrom validTo } } }';
const REVEAL = 'mutation ($id: ID!) { revealIban(bankAccountId: $id) }';

const newCustomer = async (): Promise<string> => (await app.gql(CREATE)).data.createCustomer.id;
const add = (id: string, iban: string, more: object = {}) => app.gql(ADD, { id, iban, ...more });
const accounts = async (id: string) => (await app.gql(ACCOUNTS, { id })).data.customer.bankAccounts;

describe('a bank account', () => {
  it('is shown by its last four, and in full to whom it is permitted, which is noted', async () => {
    const account = (await add(await newCustomer(), 'de89 3704 0044 0532 0130 00', { signed: '2026-08-20' })).data.addBankAccount;
    expect(account).toMatchObject({ ibanLastFour: '3000', country: 'DE', mandateReference: expect.stringMatching(/^M-/) });
    expect((await app.gql(REVEAL, { id: account.id })).data.revealIban).toBe(DE);
    expect(await app.root.auditEntry.findMany({ where: { action: 'bank-account.shown' } })).toMatchObject([
      { by: 'tester', subject: account.id },
    ]);

    const office = await app.as('a', { permissions: permissionsOf('BACK_OFFICE', []) });
    expect((await app.gql(REVEAL, { id: account.id }, office)).errors?.[0]?.extensions).toMatchObject({ permission: 'customer.read-iban' });
    expect((await app.gql(REVEAL, { id: account.id }, await app.as('b'))).errors?.[0]?.extensions.code).toBe('BANK_ACCOUNT_NOT_FOUND');
    expect(await app.root.auditEntry.count({ where: { action: 'bank-account.shown' } })).toBe(1);
  });

  it('is refused with what is wrong with it, by field, without a word of the number', async () => {
    const id = await newCustomer();
    const wrong = 'DE89370400440532013001';
    const { errors } = await add(id, wrong, { from: '2026-08-01', signed: '2026-09-01' });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BANK_ACCOUNT_INVALID',
      problems: [
        { field: 'iban', code: 'IBAN_CHECK_DIGITS_WRONG', message: 'This IBAN has two digits swapped or one wrong.' },
        { field: 'validFrom', code: 'VALID_FROM_TOO_EARLY', message: 'This lies before 2026-08-24.' },
        { field: 'mandateSignedOn', code: 'DATE_AHEAD' },
      ],
    });
    expect(JSON.stringify(errors)).not.toContain('3704');
  });

  it('follows the former one of its purpose, and is the only one of it on any day', async () => {
    const id = await newCustomer();
    const first = (await add(id, DE)).data.addBankAccount;
    expect((await add(id, DE)).data.addBankAccount.id).toBe(first.id);
    await add(id, AT, { from: '2026-10-01' });
    await add(id, AT, { purpose: 'PAYOUT' });
    expect(await accounts(id)).toEqual([
      { ibanLastFour: '3201', purpose: 'DEBIT', validFrom: '2026-10-01', validTo: null },
      { ibanLastFour: '3201', purpose: 'PAYOUT', validFrom: '2026-08-24', validTo: null },
      { ibanLastFour: '3000', purpose: 'DEBIT', validFrom: '2026-08-24', validTo: '2026-10-01' },
    ]);
    const END = 'mutation ($id: ID!) { endBankAccount(id: $id, on: "2026-09-15") { validTo } }';
    expect((await app.gql(END, { id: first.id })).data.endBankAccount).toEqual({ validTo: '2026-09-15' });
  });

  it('that takes the place of another one is followed by the contracts that are not over, each with its history', async () => {
    const input = completeOrder(await sampleOffer(await app.as()), {
      payment: { method: 'DIRECT_DEBIT', iban: 'DE02120300000000202051', holder: 'Ada Sample', hasMandate: true },
    });
    const PLACE =
      'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id version customer { id } } } }';
    const [placed] = (await app.gql(PLACE, { input, key: crypto.randomUUID() })).data.placeOrder.contracts;
    const former = await app.root.bankAccount.findFirstOrThrow({ where: { customerId: placed.customer.id } });
    const next = (await add(placed.customer.id, AT)).data.addBankAccount;
    const where = { id: placed.id };
    expect(await app.root.contract.findUniqueOrThrow({ where })).toMatchObject({ bankAccountId: next.id, version: placed.version + 1 });
    expect(await app.root.contractHistory.findFirst({ where: { contractId: placed.id }, orderBy: { id: 'desc' } })).toMatchObject({
      transition: 'change',
      version: placed.version + 1,
      changes: { bankAccountId: { before: former.id, after: next.id } },
    });
    await app.root.contract.updateMany({ where, data: { kind: 'ENDED', status: 'ended' } });
    await add(placed.customer.id, DE);
    expect(await app.root.contract.findUniqueOrThrow({ where })).toMatchObject({ bankAccountId: next.id });
  });

  it('stays one of two that are added at the same moment', async () => {
    const id = await newCustomer();
    await Promise.all([add(id, DE), add(id, AT)]);
    const open = (await accounts(id)).filter(({ validTo }: { validTo: string | null }) => validTo === null);
    expect(open).toHaveLength(1);
  });

  it('stands nowhere in clear: not in the database, not in the history, not in the log', async () => {
    const id = await newCustomer();
    await add(id, DE);
    await add(id, 'DE89370400440532013001');
    const tables = await query<{ name: string }>(
      app.connectionString,
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const [row] = await query<{ found: string }>(
        app.connectionString,
        `select count(*) as found from "${name}" t where t::text ~ '(0532 ?0130|370400440532|904300234573)'`,
      );
      expect([name, row?.found]).toEqual([name, '0']);
    }
    expect(lines.join('\n')).not.toMatch(/0532 ?0130|370400440532|904300234573/);
    expect(readFileSync(new URL(import.meta.url), 'utf8')).toContain(DE); // what is looked for is what was given
  });
});
