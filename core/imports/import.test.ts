import { afterAll, describe, expect, it } from 'vitest';
import { keyFor } from '../http/http.kit.ts';
import type { Ctx } from '../kernel/context.ts';
import { runJob } from '../kernel/job-runner.ts';
import { createTestApp } from '../testing/app.ts';
import { sampleOffer, samplePointCode } from '../testing/samples.ts';
import { commitImport, validateImport } from './import.jobs.ts';
import { csvOf, orderRow, uploadCsv } from './import.kit.ts';
import { stopDeadUploads } from './import.tidy.ts';

const app = await createTestApp();
await sampleOffer(await app.as());
afterAll(() => app.close());
const key = await keyFor(app);
/** Many orders in one test. */
const SLOW = 60_000;

/** Headers of a list that are nobody's own words get their meaning by hand. */
const MAPPING = [
  ['Tarif', 'tariffCode'],
  ['Verbrauch', 'annualKwh'],
  ['supplyReason', 'supplyReason'],
  ['requestedStartOn', 'requestedStartOn'],
  ['Vorname', 'customer.firstName'],
  ['Nachname', 'customer.lastName'],
  ['customer.birthDate', 'customer.birthDate'],
  ['E-Mail', 'customer.email'],
  ['customer.street', 'customer.street'],
  ['customer.houseNumber', 'customer.houseNumber'],
  ['customer.postcode', 'customer.postcode'],
  ['customer.city', 'customer.city'],
  ['Zählpunkt', 'meteringPoint.code'],
].map(([column, field]) => ({ column, field }));
const MAP = 'mutation ($id: ID!, $columns: [ImportColumnInput!]!) { mapImport(id: $id, columns: $columns) { state } }';
const RUN = '{ importRun(id: "ID") { state total valid invalid done failed columns { column field } errorFile } }';
const run = async (id: string, ctx?: Ctx) => (await app.gql(RUN.replace('ID', id), {}, ctx)).data.importRun;
const rowsOf = async (id: string, ctx?: Ctx) =>
  (
    await app.gql(
      `{ importRows(importId: "${id}", first: 200) { position state resultId problems { column field code message remedy } } }`,
      {},
      ctx,
    )
  ).data.importRows;
const step = (mutation: string, id: string) => app.gql(`mutation { ${mutation}(id: "${id}") { state } }`);

/** Runs the import's own jobs alone: the letters for its orders take their time and are tested elsewhere. */
async function work(): Promise<void> {
  for (;;) {
    const jobs = await app.root.jobRequest.findMany({
      where: { state: 'WAITING', name: { in: [validateImport.name, commitImport.name] } },
    });
    if (jobs.length === 0) return;
    for (const { id, name, brandId, round } of jobs) {
      await app.root.jobRequest.update({ where: { id }, data: { state: 'SENT', round: round + 1 } });
      await runJob(app.kernel, { id, name, brandId, round: round + 1 });
    }
  }
}

async function staged(rows: readonly Readonly<Record<string, string>>[]): Promise<string> {
  const { status, body } = await uploadCsv(app, { key, csv: csvOf(rows, 'de') });
  expect(status).toBe(202);
  if (body.state === 'STAGED') expect((await app.gql(MAP, { id: body.id, columns: MAPPING })).errors).toBeUndefined();
  await work();
  return body.id;
}

describe('a file of orders', () => {
  it(
    'becomes orders with their prices, customers and contracts',
    async () => {
      const id = await staged([orderRow(1), orderRow(2), orderRow(3)]);
      expect(await run(id)).toMatchObject({ state: 'VALIDATED', total: 3, valid: 3, invalid: 0, done: 0 });
      expect(await app.root.order.count()).toBe(0);
      await step('commitImport', id);
      await work();
      expect(await run(id)).toMatchObject({ state: 'DONE', valid: 0, done: 3, failed: 0 });
      const results = (await rowsOf(id)).map(({ resultId }: { resultId: string }) => resultId);
      const orders = await app.root.order.findMany({
        where: { id: { in: results } },
        include: { contracts: { include: { customer: true, offer: true } } },
      });
      expect(orders).toHaveLength(3);
      for (const { contracts, createdBy } of orders) {
        expect(contracts).toMatchObject([{ status: 'accepted', annualKwh: 3_500, offer: { firstYearCents: 43_560 } }]);
        expect(createdBy).toContain('API key');
      }
      expect(orders.flatMap(({ contracts }) => contracts.map(({ customer }) => customer?.lastName)).sort()).toEqual([
        'Sample 1',
        'Sample 2',
        'Sample 3',
      ]);
    },
    SLOW,
  );

  it(
    'remembers what its headers meant',
    async () => {
      const { body } = await uploadCsv(app, { key, csv: csvOf([orderRow(4)]) });
      expect(body.mapping).toEqual(Object.fromEntries(MAPPING.map(({ column, field }) => [column, field])));
      expect(body.state).toBe('VALIDATING');
    },
    SLOW,
  );

  it(
    'is told everything that is wrong with each row at once, by column, in the language of the reader',
    async () => {
      const twin = samplePointCode();
      const id = await staged([
        orderRow(1, { Nachname: '', 'E-Mail': 'nobody', requestedStartOn: '2020-01-01', Verbrauch: 'viel' }),
        orderRow(2, { Zählpunkt: twin }),
        orderRow(3, { Zählpunkt: twin.replace(/(....)/g, '$1 ') }),
        orderRow(4, { Tarif: 'unknown' }),
        orderRow(5, { Zählpunkt: 'AT12' }),
      ]);
      expect(await run(id)).toMatchObject({ state: 'VALIDATED', valid: 1, invalid: 4 });
      const rows = await rowsOf(id);
      const found = rows.map(({ problems }: { problems: { column: string; code: string }[] }) =>
        problems.map(({ column, code }) => `${column} ${code}`).sort(),
      );
      expect(found[0]).toEqual(['E-Mail EMAIL_INVALID', 'Nachname REQUIRED', 'Verbrauch INVALID', 'requestedStartOn START_TOO_EARLY']);
      expect(found.slice(1)).toEqual([
        [],
        ['Zählpunkt DUPLICATE_IN_FILE'],
        ['Tarif TARIFF_UNKNOWN'],
        ['Zählpunkt METERING_POINT_CODE_INVALID'],
      ]);
      const german = await rowsOf(id, await app.as('a', { language: 'de' }));
      expect(german[2].problems[0]).toMatchObject({
        message: 'Zeile 2 der Datei sagt dasselbe.',
        remedy: expect.stringContaining('weglassen'),
      });
    },
    SLOW,
  );

  it(
    'agrees with the form: what checkOrder says of a form it says of a row',
    async () => {
      const row = orderRow(1, { 'customer.birthDate': '2020-01-01', 'customer.houseNumber': '', supplyReason: 'perhaps' });
      const id = await staged([row]);
      const offerId = await sampleOffer(await app.as());
      const input = {
        offerId,
        supplyReason: 'PERHAPS',
        requestedStartOn: row.requestedStartOn,
        customer: {
          firstName: 'Ada',
          lastName: 'Sample 1',
          birthDate: '2020-01-01',
          email: 'ada1@sample.example',
          street: 'Ring',
          postcode: '1010',
          city: 'Wien',
        },
        meteringPoint: { code: row.Zählpunkt },
      };
      const { data } = await app.gql('query ($input: OrderInput!) { checkOrder(input: $input) { field code message remedy severity } }', {
        input,
      });
      const [{ problems }] = await rowsOf(id);
      const obstacles = data.checkOrder
        .filter(({ severity }: { severity: string }) => severity === 'PROBLEM')
        .map(({ severity: _, ...problem }: { severity: string }) => problem);
      expect(problems.map(({ column: _, ...problem }: { column: string }) => problem)).toEqual(obstacles);
      expect(problems.length).toBeGreaterThan(2);
    },
    SLOW,
  );

  it(
    'is taken over without its bad rows; those are mended in place, and nothing is made twice',
    async () => {
      const before = await app.root.order.count();
      const taken = samplePointCode();
      const id = await staged([orderRow(1), orderRow(2, { 'E-Mail': 'nobody' }), orderRow(3, { Zählpunkt: taken })]);
      // Somebody else orders for the third point after it was looked at.
      const other = await staged([orderRow(9, { Zählpunkt: taken })]);
      await step('commitImport', other);
      await work();
      await step('commitImport', id);
      await work();
      expect(await run(id)).toMatchObject({ state: 'DONE', done: 1, invalid: 1, failed: 1 });
      const told = async () =>
        (await app.root.outboxEvent.findMany({ where: { type: 'import.finished', subject: id }, orderBy: { id: 'asc' } })).map(
          ({ payload }) => payload,
        );
      expect(await told()).toEqual([{ importId: id, done: 1, failed: 1, invalid: 1 }]);
      expect((await rowsOf(id))[2].problems).toMatchObject([{ column: 'Zählpunkt', code: 'METERING_POINT_TAKEN' }]);
      expect(await app.root.order.count()).toBe(before + 2);

      const EDIT =
        'mutation ($id: ID!, $position: Int!, $cells: [ImportCellInput!]!) { editImportRow(importId: $id, position: $position, cells: $cells) { state problems { code } } }';
      const edit = async (position: number, column: string, value: string) => app.gql(EDIT, { id, position, cells: [{ column, value }] });
      expect((await edit(2, 'E-Mail', 'ada@sample.example')).data.editImportRow).toEqual({ state: 'VALID', problems: [] });
      expect((await edit(3, 'Zählpunkt', samplePointCode())).data.editImportRow.state).toBe('VALID');
      expect((await edit(1, 'Nachname', 'Other')).errors?.[0]?.extensions.code).toBe('IMPORT_ROW_DONE');
      expect((await edit(2, 'Nothing', 'x')).errors?.[0]?.extensions.code).toBe('IMPORT_COLUMN_UNKNOWN');
      await step('commitImport', id);
      await work();
      expect(await run(id)).toMatchObject({ state: 'DONE', done: 3, invalid: 0, failed: 0 });
      expect((await told()).slice(1)).toEqual([{ importId: id, done: 3, failed: 0, invalid: 0 }]);
      for (let again = 0; again < 2; again++) {
        await step('retryImport', id);
        await work();
        await step('commitImport', id);
        await work();
      }
      expect(await run(id)).toMatchObject({ state: 'DONE', done: 3 });
      expect(await app.root.order.count()).toBe(before + 4);
    },
    SLOW,
  );

  it(
    'finds rows again that were made before the process was killed',
    async () => {
      const before = await app.root.order.count();
      const id = await staged([orderRow(1), orderRow(2), orderRow(3)]);
      await step('commitImport', id);
      await work();
      const results = (await rowsOf(id)).map(({ resultId }: { resultId: string }) => resultId);
      // As if the process had ended between the orders and the note that they were made.
      await app.root.importRow.updateMany({ where: { runId: id }, data: { state: 'VALID', resultId: null } });
      await app.root.importRun.update({ where: { id }, data: { state: 'COMMITTING' } });
      await app.root.jobRequest.updateMany({ where: { name: 'core.commit-import' }, data: { state: 'WAITING' } });
      await work();
      expect(await run(id)).toMatchObject({ state: 'DONE', done: 3, valid: 0 });
      expect((await rowsOf(id)).map(({ resultId }: { resultId: string }) => resultId)).toEqual(results);
      expect(await app.root.order.count()).toBe(before + 3);
    },
    SLOW,
  );

  it(
    'is stopped and goes on, and one who starts it twice starts it once',
    async () => {
      const before = await app.root.order.count();
      const id = await staged([orderRow(1), orderRow(2)]);
      expect((await step('stopImport', id)).errors?.[0]?.extensions).toMatchObject({ code: 'IMPORT_STATE', state: 'VALIDATED' });
      await step('commitImport', id);
      expect((await step('commitImport', id)).errors?.[0]?.extensions.code).toBe('IMPORT_STATE');
      expect((await step('stopImport', id)).data.stopImport.state).toBe('STOPPED');
      await work();
      expect(await run(id)).toMatchObject({ state: 'STOPPED', done: 0, valid: 2 });
      await step('commitImport', id);
      await work();
      expect(await run(id)).toMatchObject({ state: 'DONE', done: 2, valid: 0 });
      expect(await app.root.order.count()).toBe(before + 2);
    },
    SLOW,
  );

  it(
    'gives its bad rows back as a file that says what to do, and takes it again',
    async () => {
      const id = await staged([orderRow(1), orderRow(2, { Nachname: '=cmd()', 'E-Mail': 'nobody' })]);
      const response = await app.http.inject({
        url: `/imports/${id}/errors.csv`,
        headers: { host: 'a.localhost', authorization: `Bearer ${key}` },
      });
      const lines = response.body.split('\r\n');
      expect(lines).toHaveLength(3);
      expect(lines[0]).toMatch(/^Tarif,.*,Row,Problem,What to do$/);
      expect(lines[1]).toContain("'=cmd()");
      expect(lines[1]).toContain('2,E-Mail: This is not an e-mail address.,Write it like name@example.com.');
      const again = await uploadCsv(app, { key, csv: response.body.replace('nobody', 'somebody@sample.example') });
      await work();
      expect(await run(again.body.id)).toMatchObject({ state: 'VALIDATED', valid: 1, invalid: 0 });
      const [row] = await app.root.importRow.findMany({ where: { runId: again.body.id } });
      expect(row?.cells).toContain('=cmd()');
    },
    SLOW,
  );

  it(
    'comes as a form too, and is refused as a whole where it is no table',
    async () => {
      const form = new FormData();
      form.append('file', new Blob([csvOf([orderRow(1)])]), 'Liste März.csv');
      const request = new Request('http://a.localhost', { method: 'POST', body: form });
      const body = Buffer.from(await request.arrayBuffer());
      const sent = await uploadCsv(app, { key, csv: body, type: request.headers.get('content-type') ?? '' });
      expect(sent.status).toBe(202);
      expect((await app.root.importRun.findUniqueOrThrow({ where: { id: sent.body.id } })).fileName).toBe('Liste März.csv');

      const code = async (csv: string, query?: string) => (await uploadCsv(app, { key, csv, ...(query && { query }) })).body.error?.code;
      expect(await code('')).toBe('IMPORT_HEADER_INVALID');
      expect(await code('a;b;a\n')).toBe('IMPORT_HEADER_INVALID');
      expect(await code('PK\u0003\u0004workbook')).toBe('IMPORT_NOT_CSV');
      expect(await code('%PDF-1.7\n')).toBe('IMPORT_NOT_CSV');
      expect(await code('a;b\n', 'kind=dragons')).toBe('IMPORT_KIND_UNKNOWN');
      expect(await code('a;b\n', 'kind=orders&color=red')).toBe('BAD_USER_INPUT');
      expect(await app.root.importRun.count({ where: { state: 'STAGING' } })).toBe(0);
    },
    SLOW,
  );

  it(
    'needs the permission and the scope of what it does at once',
    async () => {
      const csv = csvOf([orderRow(1)]);
      const scoped = async (...scopes: string[]) => (await uploadCsv(app, { key: await keyFor(app, { scopes }), csv })).body.error?.details;
      expect(await scoped('write:placeOrder')).toEqual({ scope: 'write:uploadImport' });
      expect(await scoped('write:uploadImport')).toEqual({ scope: 'write:placeOrder' });
      expect(await scoped('write:uploadImport', 'write:placeOrder')).toBeUndefined();

      const { body } = await uploadCsv(app, { key, csv });
      const errorFile = async (...scopes: string[]) => {
        const headers = { host: 'a.localhost', authorization: `Bearer ${await keyFor(app, { scopes })}` };
        return (await app.http.inject({ url: `/imports/${body.id}/errors.csv`, headers })).statusCode;
      };
      expect(await errorFile('read:ImportRun', 'read:ImportRow.state')).toBe(403);
      expect([await errorFile('read:ImportRow.cells'), await errorFile('read:ImportRow')]).toEqual([200, 200]);
    },
    SLOW,
  );

  it(
    "is nobody's who may not see it, and makes what its seller may make",
    async () => {
      const partner = async (code: string) => {
        const { id } = await app.root.partner.create({ data: { tenantId: app.tenant.id, name: code, code } });
        await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId: id, sells: app.brands.a } });
        return {
          id,
          key: await keyFor(app, { partnerId: id }),
          ctx: await app.as('a', { partnerId: id, rows: { kind: 'partners', ids: [id] } }),
        };
      };
      const [mine, theirs] = [await partner('mine'), await partner('theirs')];
      const { body } = await uploadCsv(app, { key: mine.key, csv: csvOf([orderRow(1)]) });
      await app.gql(MAP, { id: body.id, columns: MAPPING }, mine.ctx);
      await work();
      expect(await run(body.id, theirs.ctx)).toBeNull();
      expect(await rowsOf(body.id, theirs.ctx)).toEqual([]);
      expect((await app.gql(`mutation { commitImport(id: "${body.id}") { state } }`, {}, theirs.ctx)).errors?.[0]?.extensions.code).toBe(
        'IMPORT_NOT_FOUND',
      );
      expect((await app.gql(`mutation { commitImport(id: "${body.id}") { state } }`, {}, mine.ctx)).errors).toBeUndefined();
      await work();
      const [row] = await rowsOf(body.id, mine.ctx);
      expect(await app.root.order.findUniqueOrThrow({ where: { id: row.resultId } })).toMatchObject({ partnerId: mine.id });
      const errors = (asKey: string) =>
        app.http.inject({ url: `/imports/${body.id}/errors.csv`, headers: { host: 'a.localhost', authorization: `Bearer ${asKey}` } });
      expect((await errors(theirs.key)).json().error.code).toBe('IMPORT_NOT_FOUND');
      expect((await errors(mine.key)).statusCode).toBe(200);
      const foreign = await uploadCsv(app, { key: mine.key, csv: csvOf([orderRow(1)]), query: `kind=orders&partnerId=${theirs.id}` });
      expect(foreign.body.error.code).toBe('IMPORT_PARTNER_UNKNOWN');
    },
    SLOW,
  );
});

describe('the rows of an import', () => {
  it(
    'are paged by their positions, forwards and backwards, in the order of the file',
    async () => {
      const rows = Array.from({ length: 7 }, (_, number) =>
        orderRow(number, { 'E-Mail': number % 2 === 0 ? 'nobody' : 'a@sample.example' }),
      );
      const id = await staged(rows);
      const page = async (args: string) => {
        const { data } = await app.gql(`{ importRows(importId: "${id}", state: [INVALID], ${args}) { position } }`);
        return data.importRows.map(({ position }: { position: number }) => position);
      };
      expect(await page('first: 2')).toEqual([1, 3]);
      expect(await page('first: 2, after: 3')).toEqual([5, 7]);
      expect(await page('first: 2, before: 7')).toEqual([3, 5]);
      expect(await page('first: 2, before: 1')).toEqual([]);
    },
    SLOW,
  );
});

describe('an upload that was killed', () => {
  const killed = async (createdAt: string) => {
    const data = { brandId: app.brands.a, kind: 'orders', fileName: 'killed.csv', createdBy: 'test', createdAt: new Date(createdAt) };
    const { id } = await app.root.importRun.create({ data });
    await app.root.importRow.create({ data: { brandId: app.brands.a, runId: id, position: 1, cells: ['a'] } });
    return id;
  };
  const left = async (id: string) => ({
    state: (await app.root.importRun.findUniqueOrThrow({ where: { id } })).state,
    rows: await app.root.importRow.count({ where: { runId: id } }),
  });

  it('is stopped by hand, or after an hour by itself, and leaves no rows', async () => {
    const [old, young] = [await killed('2026-08-24T08:59:00Z'), await killed('2026-08-24T09:30:00Z')];
    app.clock.set('2026-08-24T10:00:00Z');
    await stopDeadUploads.run({}, { ...(await app.as()), idempotencyKey: 'tidy', attempt: 1, goOn: () => undefined });
    expect([await left(old), await left(young)]).toEqual([
      { state: 'STOPPED', rows: 0 },
      { state: 'STAGING', rows: 1 },
    ]);
    expect((await step('stopImport', young)).data.stopImport.state).toBe('STOPPED');
    expect(await left(young)).toEqual({ state: 'STOPPED', rows: 0 });
  });
});

describe('a file of customers', () => {
  const person = (number: number, change: Readonly<Record<string, string>> = {}) => ({
    Vorname: 'Ada',
    lastName: `Person ${number}`,
    birthDate: '1980-02-29',
    email: `ada${number}@sample.example`,
    street: 'Ring',
    houseNumber: '1',
    postcode: '1010',
    city: 'Wien',
    ...change,
  });

  it(
    'becomes customers, in several batches, without those who are known',
    async () => {
      const rows = Array.from({ length: 201 }, (_, number) => person(number, number === 7 ? { email: 'nobody' } : {}));
      const { body } = await uploadCsv(app, { key, csv: csvOf(rows), query: 'kind=customers' });
      await work();
      expect(await run(body.id)).toMatchObject({ state: 'VALIDATED', valid: 200, invalid: 1 });
      const before = await app.root.customer.count();
      await step('commitImport', body.id);
      await work();
      expect(await run(body.id)).toMatchObject({ state: 'DONE', done: 200, invalid: 1 });
      expect(await app.root.customer.count()).toBe(before + 200);
      const again = await uploadCsv(app, { key, csv: csvOf(rows.slice(0, 2)), query: 'kind=customers' });
      await work();
      expect(
        (await rowsOf(again.body.id)).flatMap(({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code)),
      ).toEqual(['CUSTOMER_KNOWN', 'CUSTOMER_KNOWN']);
    },
    SLOW,
  );
});

describe('a file of tariffs', () => {
  const tariff = (change: Readonly<Record<string, string>> = {}) => ({
    code: 'filed',
    name: 'Filed',
    saleFrom: '2026-01-01',
    validFrom: '2026-01-01',
    basis: 'gross',
    baseFee: '4,50',
    energyPrice: '21,9',
    bonus: '',
    ...change,
  });

  it(
    'becomes drafts, which whoever sent it cannot approve',
    async () => {
      const { body } = await uploadCsv(app, {
        key,
        csv: csvOf([tariff(), tariff({ validFrom: '2027-01-01', bonus: '50' })], 'de'),
        query: 'kind=tariffs',
      });
      await work();
      expect(await rowsOf(body.id)).toMatchObject([{ state: 'VALID' }, { state: 'VALID' }]);
      await step('commitImport', body.id);
      await work();
      expect(await run(body.id)).toMatchObject({ done: 2 });
      const { prices } = await app.root.tariff.findFirstOrThrow({
        where: { code: 'filed' },
        include: { prices: { orderBy: { validFrom: 'asc' } } },
      });
      expect(prices).toMatchObject([{ state: 'DRAFT', basis: 'GROSS' }, { state: 'DRAFT' }]);
      expect(prices[0]?.components).toMatchObject([
        { kind: 'base-fee', amount: '4.50', per: 'month' },
        { kind: 'energy', rate: 'single', price: '21.9' },
      ]);
      const { creatorId } = await app.root.importRun.findUniqueOrThrow({ where: { id: body.id } });
      expect(prices[0]?.authors).toEqual([creatorId]);
      expect(creatorId).toBe((await app.root.apiKey.findFirstOrThrow({ orderBy: { createdAt: 'asc' } })).id);
    },
    SLOW,
  );

  it(
    'brings what leaving the term early costs, and is told by its columns what is wrong with that',
    async () => {
      const term = { minimumTermMonths: '12', leavingFeeForm: 'per_kwh', leavingFee: '2,5', leavingFeeCap: '80' };
      const rows = [
        tariff({ code: 'leaving', ...term }),
        tariff({ code: 'leaving-much', ...term, leavingFeeForm: 'percent', leavingFee: '150', leavingFeeCap: '1,234' }),
        tariff({ code: 'leaving-part', ...term, leavingFeeForm: '', leavingFee: '' }),
      ];
      const { body } = await uploadCsv(app, { key, csv: csvOf(rows, 'de'), query: 'kind=tariffs' });
      await work();
      const [sound, ...others] = await rowsOf(body.id);
      expect(sound).toMatchObject({ state: 'VALID' });
      expect(
        others.map(({ problems }: { problems: { column: string }[] }) => [...new Set(problems.map(({ column }) => column))].sort()),
      ).toEqual([
        ['leavingFee', 'leavingFeeCap'],
        ['leavingFee', 'leavingFeeForm'],
      ]);
      await step('commitImport', body.id);
      await work();
      const price = await app.root.tariffPrice.findFirstOrThrow({ where: { tariff: { code: 'leaving' } } });
      expect(price).toMatchObject({ minimumTermMonths: 12, leavingFee: { form: 'PER_KWH', amount: '2.5', cap: '80' } });
    },
    SLOW,
  );

  it(
    'is told all that is wrong with a price',
    async () => {
      const { body } = await uploadCsv(app, {
        key,
        csv: csvOf([tariff({ code: 'bad one', energyPrice: 'cheap', basis: 'both', saleFrom: '2026-02-30' })], 'de'),
        query: 'kind=tariffs',
      });
      await work();
      const [{ problems }] = await rowsOf(body.id);
      expect(problems.map(({ column }: { column: string }) => column).sort()).toEqual(['basis', 'code', 'energyPrice', 'saleFrom']);
      for (const { message } of problems) expect(message).not.toMatch(/^[A-Z_]+$/);
    },
    SLOW,
  );
});
