import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, expect, it } from 'vitest';
import { Prisma } from '#prisma';
import { keyFor } from '../http/http.kit.ts';
import { csvOf, orderRow, uploadCsv } from '../imports/import.kit.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer, samplePointCode } from '../testing/samples.ts';

const lines: string[] = [];
const keep = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});
const app = await createTestApp([], { log: pino({ level: 'trace' }, keep) });
const offerId = await sampleOffer(await app.as());
const key = await keyFor(app);
afterAll(() => app.close());

const IBAN = 'AT611904300234573201';
const TYPED = 'AT61 1904 3002 3457 3201';
const OTHER = 'DE89 3704 0044 0532 0130 00';
const bare = (text: string): string => text.replaceAll(/[\s.-]/g, '');
const isTold = (text: string, iban = IBAN): boolean => bare(text).includes(bare(iban));

/** Every table that holds the number in clear text, whatever blanks stand in it. */
async function tablesThatTell(iban = IBAN): Promise<string[]> {
  const tables = await app.root.$queryRaw<{ schema: string; name: string }[]>`
    select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  const found = await Promise.all(
    tables.map(async ({ schema, name }) => {
      const rows = await app.root.$queryRawUnsafe<unknown[]>(
        String.raw`select 1 from "${schema}"."${name}" x where regexp_replace(x::text, '[\s.-]', '', 'g') like '%' || $1 || '%' limit 1`,
        bare(iban),
      );
      return rows.length > 0 ? [name] : [];
    }),
  );
  return found.flat();
}

const payment = (iban: string) => ({ method: 'DIRECT_DEBIT', iban, hasMandate: true });
const form = (iban: string = TYPED) => completeOrder(offerId, { payment: payment(iban), meteringPoint: { code: samplePointCode() } });
const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id answers } }';
const SAVE = `mutation ($id: ID, $input: OrderInput!, $version: Int) {
  saveOrder(orderId: $id, input: $input, expectedVersion: $version) { id version answers } }`;
const SUBMIT = 'mutation ($id: ID!) { submitOrder(orderId: $id) { answers contracts { id } } }';

const accountOf = (orderId: string) => app.root.bankAccount.findFirstOrThrow({ where: { contracts: { some: { orderId } } } });
const ibanIn = async (orderId: string): Promise<string> => {
  const { ibanSealed } = await accountOf(orderId);
  return (await app.as()).vault.decrypt(ibanSealed);
};

it('finds a number that stands somewhere, or the tests below would find none', async () => {
  const { id } = await app.root.order.findFirstOrThrow({ where: { id: (await app.gql(SAVE, { input: {} })).data.saveOrder.id } });
  await app.root.order.update({ where: { id }, data: { answers: { payment: { iban: TYPED } } } });
  expect(await tablesThatTell()).toEqual(['order']);
  await app.root.order.update({ where: { id }, data: { answers: {} } });
});

it('an order shows the IBAN by its last four, and nothing keeps it in clear text', async () => {
  const input = form();
  const once = crypto.randomUUID();
  const placed = await app.gql(PLACE, { input, key: once });
  expect(placed.data.placeOrder.answers.payment).toEqual(payment('****3201'));
  const again = await app.gql(PLACE, { input, key: once });
  expect(again.data.placeOrder.id).toBe(placed.data.placeOrder.id);
  const other = { ...input, payment: payment(`${TYPED.slice(0, -4)}9999`) };
  expect((await app.gql(PLACE, { input: other, key: once })).errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_CONFLICT');

  expect(await ibanIn(placed.data.placeOrder.id)).toBe(IBAN);
  await app.work();
  const read = await app.gql(`{ order(id: "${placed.data.placeOrder.id}") { answers } }`);
  expect([placed, again, read].map((answer) => isTold(JSON.stringify(answer)))).toEqual([false, false, false]);
  expect(await tablesThatTell()).toEqual([]);
});

it('a draft keeps the IBAN sealed, takes back what it shows, and is handed in with the number', async () => {
  const input = form();
  const saved = await app.gql(SAVE, { input });
  const { id, version, answers } = saved.data.saveOrder;
  expect(answers.payment.iban).toBe('****3201');
  const conflict = await app.gql(SAVE, { id, input: { ...input, payment: payment(OTHER) }, version: version + 1 });
  expect(conflict.errors?.[0]?.extensions).toMatchObject({
    code: 'ORDER_CHANGED',
    yours: { payment: { iban: '****3000' } },
    theirs: { payment: { iban: '****3201' } },
  });
  expect(isTold(JSON.stringify(conflict), OTHER)).toBe(false);
  expect(await tablesThatTell()).toEqual([]);
  const elsewhere = (await app.gql(SAVE, { input: { ...answers, meteringPoint: { code: samplePointCode() } } })).data.saveOrder;
  expect(elsewhere.answers.payment.iban).toBe('****3201'); // of another order: a text that is no IBAN
  expect((await app.gql(SUBMIT, { id: elsewhere.id })).errors?.[0]?.extensions.code).toBe('ORDER_INVALID');

  expect((await app.gql(SAVE, { id, input: { ...answers, costCentre: 'home' } })).errors).toBeUndefined();
  const submitted = await app.gql(SUBMIT, { id });
  expect(submitted.errors).toBeUndefined();
  expect(await ibanIn(id)).toBe(IBAN);
  expect((await app.root.order.findUniqueOrThrow({ where: { id } })).ibanSealed).toBeNull();
  expect([saved, submitted].map((answer) => isTold(JSON.stringify(answer)))).toEqual([false, false]);
});

it('a draft whose IBAN is typed anew is handed in with the new one', async () => {
  const { data } = await app.gql(SAVE, { input: form() });
  const { id } = data.saveOrder;
  expect((await app.gql(SAVE, { id, input: form(OTHER) })).data.saveOrder.answers.payment.iban).toBe('****3000');
  expect((await app.gql(SUBMIT, { id })).errors).toBeUndefined();
  expect(await ibanIn(id)).toBe(bare(OTHER));
});

it('a draft holds what is no IBAN yet, without showing more than four of it', async () => {
  const { data } = await app.gql(SAVE, { input: form('1904 300') });
  expect(data.saveOrder.answers.payment.iban).toBe('****');
  const { errors } = await app.gql(SUBMIT, { id: data.saveOrder.id });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'ORDER_INVALID', problems: [{ field: 'payment.iban', code: 'IBAN_INVALID' }] });
});

const MAP = 'mutation ($id: ID!, $columns: [ImportColumnInput!]!) { mapImport(id: $id, columns: $columns) { state } }';
const ROWS = '{ importRows(importId: "ID") { position state cells resultId problems { code } } }';
const EDIT = `mutation ($id: ID!, $position: Int!, $cells: [ImportCellInput!]!) {
  editImportRow(importId: $id, position: $position, cells: $cells) { state cells problems { code } } }`;

it('a file of orders is staged, shown, mended and taken over without its IBANs in clear text', async () => {
  const row = (number: number, Konto: string, change: object = {}) =>
    orderRow(number, { Tarif: '', offerId, method: 'DIRECT_DEBIT', hasMandate: 'yes', Konto, ...change });
  const wrong = `${OTHER.slice(0, -2)}99`;
  const rows = [row(1, TYPED), row(2, TYPED, { 'E-Mail': 'nobody' }), row(3, wrong)].map(
    ({ Tarif: _, Verbrauch: _kwh, ...cells }) => cells,
  );
  const { body } = await uploadCsv(app, { key, csv: `${csvOf(rows)}broken,${TYPED},"x\r\n` });
  const { id } = body;
  expect(await tablesThatTell()).toEqual([]); // nobody knows yet what the columns mean
  const names: Record<string, string> = { Vorname: 'customer.firstName', Nachname: 'customer.lastName', 'E-Mail': 'customer.email' };
  const paths = {
    ...names,
    Zählpunkt: 'meteringPoint.code',
    Konto: 'payment.iban',
    method: 'payment.method',
    hasMandate: 'payment.hasMandate',
  };
  const columns = Object.entries({ ...Object.fromEntries(body.columns.map((name: string) => [name, name])), ...paths });
  const mapped = await app.gql(MAP, { id, columns: columns.map(([column, field]) => ({ column, field })) });
  expect(mapped.errors).toBeUndefined();
  await app.work();
  expect([await tablesThatTell(), await tablesThatTell(wrong)]).toEqual([[], []]);

  const shown = await app.gql(ROWS.replace('ID', id));
  const accountIn = ({ cells }: { cells: string[] }) => cells[body.columns.indexOf('Konto')];
  expect(shown.data.importRows.slice(0, 3).map(accountIn)).toEqual(['****3201', '****3201', '****3099']);
  expect(shown.data.importRows.map(({ state }: { state: string }) => state)).toEqual(['VALID', 'INVALID', 'INVALID', 'INVALID']);
  const file = await app.http.inject({
    url: `/imports/${id}/errors.csv`,
    headers: { host: 'a.localhost', authorization: `Bearer ${key}` },
  });
  expect(file.body).toContain('****3201');
  expect(file.body).toContain('write it in full before you send this file');
  expect(isTold(file.body) || isTold(file.body, wrong)).toBe(false);

  const edit = (position: number, column: string, value: string) => app.gql(EDIT, { id, position, cells: [{ column, value }] });
  expect((await edit(2, 'E-Mail', 'ada@sample.example')).data.editImportRow).toMatchObject({ state: 'VALID', problems: [] });
  expect((await edit(3, 'Konto', OTHER)).data.editImportRow.state).toBe('VALID');
  await app.gql(`mutation { commitImport(id: "${id}") { state } }`);
  await app.work();
  const done = (await app.gql(ROWS.replace('ID', id))).data.importRows.filter(({ state }: { state: string }) => state === 'DONE');
  expect(await Promise.all(done.map(({ resultId }: { resultId: string }) => ibanIn(resultId)))).toEqual([IBAN, IBAN, bare(OTHER)]);
  expect(await app.root.importRow.count({ where: { runId: id, state: 'DONE', NOT: { sealed: { equals: Prisma.DbNull } } } })).toBe(0);
  expect([await tablesThatTell(), await tablesThatTell(OTHER)]).toEqual([[], []]);
}, 60_000);

it('no line of the log tells the number', () => {
  expect(lines.filter((line) => isTold(line) || isTold(line, OTHER))).toEqual([]);
});
