import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { contractKit } from './contract.kit.ts';

vi.setConfig({ testTimeout: 120_000 });
const app = await createTestApp();
afterAll(() => app.close());
const { step, must, tariff, accepted, supplied, calendar, read, events } = contractKit(app);
const plain = await tariff('plain');
const other = await tariff('other');
beforeEach(() => app.clock.set('2026-08-24T10:00:00Z'));

const CHANGE = `mutation ($id: ID!, $seen: Int!, $input: ContractChangeInput!) {
  changeContract(id: $id, expectedVersion: $seen, input: $input, reason: "test") { version costCentre annualKwh paymentMethod requestedStartOn } }`;
const change = (id: string, seen: number, input: object) => app.gql(CHANGE, { id, seen, input });
const HISTORY = 'version status history { version before after transition changes }';

describe('a change of a contract', () => {
  it('counts the version up, keeps before and after, and tells it', async () => {
    const id = await accepted(plain.priceId);
    const { version } = await read(id, 'version');
    const { data } = await change(id, version, { costCentre: 'Shop 7', annualKwh: 4_200, requestedStartOn: '2026-10-01' });
    expect(data.changeContract).toMatchObject({
      version: version + 1,
      costCentre: 'Shop 7',
      annualKwh: 4_200,
      requestedStartOn: '2026-10-01',
    });
    expect((await read(id, HISTORY)).history.at(-1)).toMatchObject({
      transition: 'change',
      before: 'accepted',
      after: 'accepted',
      changes: { costCentre: { before: null, after: 'Shop 7' }, annualKwh: { before: 3_500, after: 4_200 } },
    });
    expect((await read(id, 'tariffs { validFrom }')).tariffs).toEqual([{ validFrom: '2026-10-01' }]);
    expect(await events('contract.changed', id)).toHaveLength(1);
    expect((await change(id, version + 1, { costCentre: 'Shop 7' })).data.changeContract.version).toBe(version + 1); // nothing differs
  });

  it('is refused with all problems at once', async () => {
    const id = await accepted(plain.priceId);
    const { version } = await read(id, 'version');
    const { errors } = await change(id, version, {
      paymentMethod: 'gold',
      bankAccountId: crypto.randomUUID(),
      annualKwh: 0,
      requestedStartOn: '2026-01-01',
      costCentre: 'x'.repeat(101),
    });
    const { code, problems } = (errors?.[0]?.extensions ?? {}) as { code: string; problems: { code: string; remedy: string }[] };
    expect(code).toBe('CONTRACT_INVALID');
    expect(problems.map((one) => one.code)).toEqual([
      'START_TOO_EARLY',
      'PAYMENT_METHOD_UNKNOWN',
      'BANK_ACCOUNT_UNKNOWN',
      'TOO_LONG',
      'CONSUMPTION_ABSURD',
    ]);
    expect(problems.every(({ remedy }) => remedy !== '')).toBe(true);
    expect((await read(id, 'version')).version).toBe(version);
  });

  it('on an older version is a conflict that tells both sides and what happened between', async () => {
    const id = await accepted(plain.priceId);
    const { version } = await read(id, 'version');
    await must(id, 'register');
    await change(id, version + 1, { costCentre: 'Theirs' });
    const { errors } = await change(id, version, { costCentre: 'Mine' });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CONTRACT_CHANGED',
      seen: version,
      current: version + 2,
      asked: { costCentre: 'Mine' },
      contract: { status: 'registering', costCentre: 'Theirs', version: version + 2 },
      since: [
        { transition: 'register', by: 'tester', before: 'accepted', after: 'registering', version: version + 1 },
        { transition: 'change', changes: { costCentre: { before: null, after: 'Theirs' } }, version: version + 2 },
      ],
    });
    expect((await read(id, 'costCentre')).costCentre).toBe('Theirs');
  });
});

describe('two hundred at once on one contract', () => {
  it('leave one history without a gap: each change is there once, in order, and every refused one is told why', async () => {
    const id = await accepted(plain.priceId);
    const { version: first } = await read(id, 'version');
    const answers: Awaited<ReturnType<typeof step>>[] = [];
    for (let round = 0; round < 10; round += 1) {
      const { version } = await read(id, 'version');
      const asked = Array.from({ length: 20 }, (_, n) =>
        n % 4 === 0 ? step(id, 'register', { seen: version }) : change(id, version, { costCentre: `round ${round} by ${n}` }),
      );
      answers.push(...(await Promise.all(asked)));
    }
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done');
    expect(codes).toHaveLength(200);
    expect(new Set(codes)).toEqual(
      new Set(['done', 'CONTRACT_CHANGED'].concat(codes.includes('TRANSITION_NOT_ALLOWED') ? ['TRANSITION_NOT_ALLOWED'] : [])),
    );
    const { version, history } = await read(id, HISTORY);
    const done = codes.filter((code) => code === 'done').length;
    expect(version).toBe(first + done);
    const since = history.filter((one: { version: number }) => one.version > first);
    expect(since.map((one: { version: number }) => one.version)).toEqual(Array.from({ length: done }, (_, n) => first + 1 + n));
    for (const [n, one] of since.entries()) if (n > 0) expect(one.before).toBe(since[n - 1].after);
    expect(await app.root.outboxEvent.count({ where: { subject: id, type: { in: ['contract.changed', 'switch.requested'] } } })).toBe(done);
  });
});

describe('an annex', () => {
  const CREATE = `mutation ($id: ID!, $kind: String!, $from: Date!, $after: JSON!) {
    createContractAnnex(contractId: $id, kind: $kind, validFrom: $from, after: $after) { id number state before after } }`;
  const SIGN =
    'mutation ($id: ID!, $party: String!, $on: Date!) { signContractAnnex(id: $id, party: $party, on: $on) { state signedOn appliedAt signatures { party } } }';
  const create = (id: string, kind: string, from: string, after: object) => app.gql(CREATE, { id, kind, from, after });
  const sign = async (id: string, party: string, on = '2026-09-15') => app.gql(SIGN, { id, party, on });

  it('changes the tariff on its day, once it is signed, and can be compared', async () => {
    const id = await supplied(plain.priceId);
    const { data } = await create(id, 'tariff', '2026-11-01', { tariffId: other.tariffId });
    expect(data.createContractAnnex).toMatchObject({
      number: 1,
      state: 'DRAFT',
      before: { tariffId: plain.tariffId },
      after: { tariffId: other.tariffId },
    });
    await calendar('2026-11-02T10:00:00Z'); // not signed: nothing happens
    expect((await read(id, 'tariff { code }')).tariff.code).toBe('plain');
    expect((await sign(data.createContractAnnex.id, 'customer')).data.signContractAnnex).toMatchObject({
      state: 'SIGNED',
      signedOn: '2026-09-15',
    });
    expect(await read(id, 'tariff { code } tariffs { validFrom validTo reason }')).toEqual({
      tariff: { code: 'other' },
      tariffs: [
        { validFrom: '2026-09-15', validTo: '2026-11-01', reason: 'order' },
        { validFrom: '2026-11-01', validTo: null, reason: 'annex' },
      ],
    });
  });

  it('waits for its day, and can be taken back until then', async () => {
    const id = await supplied(plain.priceId);
    const [kept, dropped] = [
      await create(id, 'terms', '2026-10-01', { costCentre: 'Kept' }),
      await create(id, 'terms', '2026-10-01', { costCentre: 'Dropped' }),
    ];
    for (const { data } of [kept, dropped]) await sign(data.createContractAnnex.id, 'customer');
    expect(
      (await app.gql('mutation ($id: ID!) { cancelContractAnnex(id: $id) { state } }', { id: dropped.data.createContractAnnex.id })).data
        .cancelContractAnnex.state,
    ).toBe('CANCELLED');
    await calendar('2026-09-30T10:00:00Z');
    expect((await read(id, 'costCentre')).costCentre).toBeNull();
    await calendar('2026-10-01T10:00:00Z');
    await calendar('2026-10-02T10:00:00Z');
    expect((await read(id, 'costCentre')).costCentre).toBe('Kept');
    expect((await read(id, HISTORY)).history.filter((one: { transition: string }) => one.transition === 'annex')).toHaveLength(1);
    const { errors } = await app.gql('mutation ($id: ID!) { cancelContractAnnex(id: $id) { state } }', {
      id: kept.data.createContractAnnex.id,
    });
    expect(errors?.[0]?.extensions.code).toBe('ANNEX_IN_FORCE');
  });

  it('hands a contract to another party when all three have signed', async () => {
    const someone = await accepted(plain.priceId, { customer: { lastName: 'Newcomer', email: 'newcomer@sample.example' } });
    const id = await supplied(plain.priceId);
    const heir = (await read(someone, 'customer { id }')).customer.id;
    const { data } = await create(id, 'customer', '2026-09-15', {
      customerId: heir,
      balanceCents: -1_250,
      reading: { kwh: 4_711, on: '2026-09-14' },
    });
    const annex = data.createContractAnnex.id;
    expect((await sign(annex, 'customer')).data.signContractAnnex.state).toBe('DRAFT');
    expect((await sign(annex, 'stranger')).errors?.[0]?.extensions.code).toBe('PARTY_UNKNOWN');
    await sign(annex, 'supplier');
    expect((await sign(annex, 'new-customer')).data.signContractAnnex).toMatchObject({ state: 'SIGNED', appliedAt: expect.any(String) });
    expect((await read(id, 'customer { id }')).customer.id).toBe(heir);
  });

  it('takes no account but one of the new customer, and no debit without one, when drafted and when it takes effect', async () => {
    const someone = await accepted(plain.priceId, { customer: { lastName: 'Payer', email: 'payer@sample.example' } });
    const id = await supplied(plain.priceId);
    const [heir, former] = [(await read(someone, 'customer { id }')).customer.id, (await read(id, 'customer { id }')).customer.id];
    const ADD = 'mutation ($id: ID!, $iban: String!) { addBankAccount(customerId: $id, holder: "X", iban: $iban) { id } }';
    const accountOf = async (customer: string): Promise<string> => {
      const { data, errors } = await app.gql(ADD, { id: customer, iban: 'AT611904300234573201' });
      if (errors) throw new Error(JSON.stringify(errors));
      return data.addBankAccount.id;
    };
    const [theirs, foreign] = [await accountOf(heir), await accountOf(former)];
    const draft = (after: object) => create(id, 'customer', '2026-10-01', { customerId: heir, paymentMethod: 'direct-debit', ...after });
    const faults = async (after: object) => (await draft(after)).errors?.[0]?.extensions['faults'];
    expect(await faults({})).toMatch(/after\.bankAccountId: Direct debit needs an account/);
    expect(await faults({ bankAccountId: foreign })).toMatch(/after\.bankAccountId: This is not an account of the customer/);
    const { data } = await draft({ bankAccountId: theirs });
    const annex = data.createContractAnnex.id;
    for (const party of ['customer', 'supplier', 'new-customer']) await sign(annex, party);
    await app.root.bankAccount.update({ where: { id: theirs }, data: { validTo: new Date('2026-09-20') } });
    await calendar('2026-10-01T10:00:00Z');
    expect((await read(id, 'customer { id }')).customer.id).toBe(former);
    await app.root.bankAccount.update({ where: { id: theirs }, data: { validTo: null } });
    await calendar('2026-10-01T11:00:00Z');
    expect(await read(id, 'customer { id } paymentMethod')).toEqual({ customer: { id: heir }, paymentMethod: 'direct-debit' });
  });

  it('is refused with everything that is wrong with it', async () => {
    const id = await supplied(plain.priceId);
    const { errors } = await create(id, 'tariff', '2026-09-01', { tariffId: 'x', more: 1 });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'ANNEX_INVALID', faults: expect.stringMatching(/validFrom.*after\.tariffId.*/) });
    expect((await create(id, 'wish', '2026-10-01', {})).errors?.[0]?.extensions.code).toBe('ANNEX_INVALID');
  });
});

describe('the timeline', () => {
  it('tells history, notes and annexes in the order of time, page by page', async () => {
    const id = await accepted(plain.priceId);
    app.clock.forward({ days: 1 });
    await app.gql('mutation ($id: ID!) { addContractNote(contractId: $id, text: "Called") { id } }', { id });
    app.clock.forward({ days: 1 });
    await must(id, 'register');
    type Entry = { kind: string; text: string; cursor: string };
    const page = async (first: number, after: string | null): Promise<Entry[]> =>
      (
        await app.gql(
          'query ($id: ID!, $first: Int, $after: String) { contract(id: $id) { timeline(first: $first, after: $after) { kind text cursor } } }',
          { id, first, after },
        )
      ).data.contract.timeline;
    const all = await page(100, null);
    expect(
      all
        .filter(({ kind }) => kind !== 'document' && kind !== 'mail')
        .map(({ kind, text }) => `${kind} ${text}`)
        .slice(-2),
    ).toEqual(['note Called', 'history Register: test']);
    const paged: Entry[] = [];
    for (let after: string | null = null; ; ) {
      const next = await page(2, after);
      paged.push(...next);
      after = next.at(-1)?.cursor ?? null;
      if (next.length < 2) break;
    }
    expect(paged).toEqual(all);
  });
});
