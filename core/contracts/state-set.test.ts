import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { DEFAULT_STATUSES, DEFAULT_TRANSITIONS } from './contract.defaults.ts';
import { endable, type StateSet, stepOf } from './contract.states.ts';
import { problemsOf } from './state-set.checks.ts';
import { isExit, reliable } from './state-set.exits.ts';
import { GUARDS } from './transition.guards.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
interface Draft {
  statuses: Mutable<StateSet['statuses'][number]>[];
  transitions: Mutable<StateSet['transitions'][number]>[];
}
const asSet = (): Draft => ({
  statuses: DEFAULT_STATUSES.map(({ code, kind, isTerminal, en, de }) => ({ code, kind, isTerminal, labels: { en, de } })),
  transitions: DEFAULT_TRANSITIONS.map(({ en, de, from, by, guards, reasons, ...way }) => ({
    ...way,
    ...{ from: [...from], by: [...by], guards: [...guards], reasons: [...reasons], labels: { en, de } },
  })),
});
const NONE = new Map<string, number>();
const codesOf = (edited: StateSet, inUse = NONE) =>
  problemsOf(edited, asSet(), inUse).map(({ code, values }) => `${code} ${values.code ?? ''}`.trim());
const edited = (change: (set: Draft) => void): StateSet => {
  const set = asSet();
  change(set);
  return set;
};
const own = (code: string, kind: StateSet['statuses'][number]['kind'], isTerminal = false) => ({
  code,
  kind,
  isTerminal,
  labels: { en: code },
});
const way = (code: string, from: string[], to: string) => ({
  ...{ code, from, to, by: ['back-office'], guards: [], reasons: [], isReasonRequired: false, labels: { en: code } },
});
const add = (set: Draft, code: string, ...[from, to, by = ['back-office'], guards = []]: [string, string, string[]?, string[]?]) =>
  set.transitions.push({ ...way(code, [from], to), by, guards });
const found = (set: Draft, code: string) => set.transitions.find((one) => one.code === code) ?? expect.fail(`no transition ${code}`);

const codes = [...DEFAULT_STATUSES.map(({ code }) => code), 'own_a', 'own_b', 'nowhere'];
const status = fc.constantFrom(...codes);
const kind = fc.constantFrom(
  'OPEN' as const,
  'REVIEW' as const,
  'WAITING' as const,
  'SUPPLY' as const,
  'ENDED' as const,
  'REFUSED' as const,
);
const at = fc.nat(DEFAULT_TRANSITIONS.length - 1);
type Edit = (set: Draft) => void;
/** Whatever somebody may do to a set, sensible or not. */
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ code: fc.constantFrom('own_a', 'own_b'), kind, isTerminal: fc.boolean() }).map(
    ({ code, kind, isTerminal }): Edit =>
      (set) =>
        set.statuses.push(own(code, kind, isTerminal)),
  ),
  fc.record({ code: fc.constantFrom('go_a', 'go_b', 'go_c'), from: fc.array(status, { minLength: 1, maxLength: 3 }), to: status }).map(
    ({ code, from, to }): Edit =>
      (set) =>
        set.transitions.push(way(code, from, to)),
  ),
  status.map(
    (code): Edit =>
      (set) => {
        set.statuses = set.statuses.filter((one) => one.code !== code);
      },
  ),
  at.map(
    (index): Edit =>
      (set) =>
        set.transitions.splice(index, 1),
  ),
  fc.record({ at, keep: fc.nat(8) }).map(
    ({ at, keep }): Edit =>
      (set) =>
        void set.transitions[at]?.from.splice(keep),
  ),
  fc.record({ at, from: status }).map(
    ({ at, from }): Edit =>
      (set) =>
        void set.transitions[at]?.from.push(from),
  ),
  fc.record({ at, keep: fc.nat(2) }).map(
    ({ at, keep }): Edit =>
      (set) =>
        void set.transitions[at]?.by.splice(keep),
  ),
  fc.record({ at, guard: fc.constantFrom(...Object.keys(GUARDS)) }).map(
    ({ at, guard }): Edit =>
      (set) =>
        void set.transitions[at]?.guards.push(guard),
  ),
  fc
    .record({
      ...{ code: fc.constantFrom('go_d', 'go_e'), from: status, to: status },
      by: fc.subarray(['partner', 'customer', 'back-office', 'market', 'system'], { minLength: 1 }),
      guards: fc.subarray(Object.keys(GUARDS), { maxLength: 3 }),
    })
    .map(
      ({ code, from, to, by, guards }): Edit =>
        (set) =>
          set.transitions.push({ ...way(code, [from], to), by, guards }),
    ),
);

describe('an edited set of statuses', () => {
  it('is sound as it ships', () => {
    expect(codesOf(asSet())).toEqual([]);
  });

  it('may have a status of its own, be renamed and be narrowed', () => {
    const set = edited((set) => {
      set.statuses.push(own('quality_check', 'REVIEW'));
      set.transitions.push(way('check', ['in_review'], 'quality_check'), way('checked', ['quality_check'], 'in_review'));
      found(set, 'withdraw').from.push('quality_check');
      found(set, 'cancel').by = ['back-office'];
      for (const status of set.statuses) status.labels = { en: `My ${status.code}` };
      set.statuses.reverse();
    });
    expect(codesOf(set)).toEqual([]);
  });

  it.each<[string, (set: Draft) => void, string[]]>([
    [
      'removes a core status',
      (set) => set.statuses.splice(0, set.statuses.length, ...set.statuses.filter(({ code }) => code !== 'closed')),
      ['STATUS_CORE_REMOVED closed'],
    ],
    [
      'calls a core status something else',
      (set) => Object.assign(set.statuses[8] ?? {}, { kind: 'ENDED' }),
      ['STATUS_CORE_CHANGED active'],
    ],
    [
      'removes a core transition',
      (set) => set.transitions.splice(0, 1),
      ['TRANSITION_CORE_REMOVED submit', 'STATUS_UNREACHABLE submitted'],
    ],
    [
      'leads a core transition elsewhere',
      (set) => Object.assign(found(set, 'cancel'), { to: 'rejected' }),
      ['TRANSITION_CORE_CHANGED cancel'],
    ],
    ['lets others take a step', (set) => found(set, 'close').by.push('partner'), ['TRANSITION_CORE_WIDENED close']],
    ['drops a condition', (set) => Object.assign(found(set, 'withdraw'), { guards: [] }), ['TRANSITION_GUARD_REMOVED withdraw']],
    [
      'takes the calendar its step',
      (set) => Object.assign(found(set, 'activate'), { by: ['back-office'] }),
      ['TRANSITION_CORE_WIDENED activate', 'TRANSITION_TAKEN_BY_CODE activate'],
    ],
    ['makes the order give a reason', (set) => found(set, 'submit').guards.push('reason-required'), ['TRANSITION_TAKEN_BY_CODE submit']],
    ['names a status that is not', (set) => set.transitions.push(way('lose', ['draft'], 'nowhere')), ['STATE_UNKNOWN']],
    ['names a condition that is not', (set) => found(set, 'close').guards.push('moon-is-full'), ['STATE_GUARD_UNKNOWN']],
    [
      'reaches supply without confirmation',
      (set) => set.transitions.push(way('hurry', ['accepted'], 'active')),
      ['TRANSITION_RESERVED hurry'],
    ],
    ['hands an empty draft in', (set) => set.transitions.push(way('skip', ['draft'], 'in_review')), ['TRANSITION_RESERVED skip']],
    [
      'goes from review into supply',
      (set) => set.transitions.push(way('jump', ['in_review'], 'active')),
      ['TRANSITION_KINDS_CONTRADICT jump'],
    ],
    [
      'revives a refused contract',
      (set) => set.transitions.push(way('revive', ['rejected'], 'in_review')),
      ['STATUS_TERMINAL_LEFT revive'],
    ],
    [
      'ends a draft for good in supply',
      (set) => {
        set.statuses.push(own('forever', 'SUPPLY', true));
        set.transitions.push(way('stay', ['active'], 'forever'));
      },
      ['STATUS_TERMINAL_KIND forever'],
    ],
    ['has an island', (set) => set.statuses.push(own('island', 'REVIEW')), ['STATUS_UNREACHABLE island', 'STATUS_DEAD_END island']],
    [
      'has a circle without a way out',
      (set) => {
        set.statuses.push(own('ping', 'REVIEW'), own('pong', 'REVIEW'));
        set.transitions.push(way('serve', ['in_review'], 'ping'), way('play', ['ping'], 'pong'), way('replay', ['pong'], 'ping'));
      },
      ['STATUS_WITHOUT_END ping', 'STATUS_WITHOUT_END pong'],
    ],
    [
      'accepts past the plugins',
      (set) => add(set, 'fast_accept', 'in_review', 'accepted', ['partner']),
      ['TRANSITION_RESERVED fast_accept'],
    ],
    [
      'skips acceptance for a waiting status of its own',
      (set) => {
        set.statuses.push(own('parked', 'WAITING'));
        add(set, 'park', 'in_review', 'parked');
        add(set, 'unpark', 'parked', 'registering');
      },
      ['TRANSITION_RESERVED park'],
    ],
    [
      'registers straight from review',
      (set) => {
        set.statuses.push(own('checked', 'REVIEW'));
        add(set, 'check', 'in_review', 'checked');
        add(set, 'uncheck', 'checked', 'in_review');
        found(set, 'register').from.push('checked');
      },
      ['TRANSITION_RESERVED register'],
    ],
    ['goes around the signature', (set) => add(set, 'unsigned', 'awaiting_signature', 'registering'), ['TRANSITION_RESERVED unsigned']],
    ['has a partner confirm supply', (set) => add(set, 'sure', 'accepted', 'confirmed', ['partner']), ['TRANSITION_ACTOR_REFUSED sure']],
    ['ends supply without notice', (set) => add(set, 'quit', 'active', 'terminating', ['partner']), ['TRANSITION_GUARD_NEEDED quit']],
    [
      'takes a notice back after the end',
      (set) => add(set, 'undo', 'terminating', 'active', ['partner']),
      ['TRANSITION_GUARD_NEEDED undo'],
    ],
    [
      'answers a returned order too late',
      (set) => add(set, 'late', 'clarification', 'in_review', ['partner']),
      ['TRANSITION_GUARD_NEEDED late'],
    ],
    [
      'waits in supply for an end that nobody dates',
      (set) => {
        set.statuses.push(own('dunning', 'SUPPLY'));
        add(set, 'dun', 'active', 'dunning');
        found(set, 'end').from.push('dunning');
      },
      ['STATUS_EXIT_CLOSED dunning'],
    ],
    [
      'waits for a system that never comes',
      (set) => {
        set.statuses.push(own('queue', 'REVIEW'));
        add(set, 'wait', 'in_review', 'queue');
        add(set, 'go', 'queue', 'in_review', ['system']);
      },
      ['STATUS_EXIT_CLOSED queue'],
    ],
    [
      'waits for an acceptance that is asked for elsewhere',
      (set) => {
        set.statuses.push(own('second_look', 'REVIEW'));
        add(set, 'look', 'in_review', 'second_look');
        found(set, 'accept').from.push('second_look');
      },
      ['STATUS_EXIT_CLOSED second_look'],
    ],
    [
      'waits for two days that exclude each other',
      (set) => {
        set.statuses.push(own('limbo', 'REVIEW'));
        add(set, 'wait', 'in_review', 'limbo');
        add(set, 'go', 'limbo', 'in_review', ['back-office'], ['due-date-passed', 'before-due-date']);
      },
      ['STATUS_EXIT_CLOSED limbo'],
    ],
    [
      'lets nobody leave',
      (set) => {
        for (const code of ['cancel', 'withdraw', 'give_notice']) found(set, code).by = ['customer'];
        found(set, 'supplier_notice').guards.push('not-yet-supplied');
      },
      ['TRANSITION_RIGHT_NARROWED withdraw', 'TRANSITION_RIGHT_NARROWED give_notice', 'STATUS_NOT_STOPPED confirmed'],
    ],
    [
      'keeps customers by a condition that never holds',
      (set) => found(set, 'give_notice').guards.push('not-yet-supplied'),
      ['TRANSITION_RIGHT_NARROWED give_notice'],
    ],
    ['closes for the system alone', (set) => Object.assign(found(set, 'close'), { by: ['system'] }), ['STATUS_EXIT_CLOSED ended']],
    ['has a code twice', (set) => set.statuses.push(own('draft', 'OPEN')), ['STATE_CODE_TWICE draft']],
    ['has a status without a name', (set) => Object.assign(set.statuses[0] ?? {}, { labels: {} }), ['STATE_LABEL_INVALID draft']],
  ])('that %s is refused', (_what, change, expected) => {
    const codes = codesOf(edited(change));
    for (const code of expected)
      expect(
        codes.some((one) => one.startsWith(code)),
        `${code} in ${codes.join(' | ')}`,
      ).toBe(true);
  });

  it('never strands a contract: what is in use is neither removed nor given another meaning', () => {
    const before = edited((set) => {
      set.statuses.push(own('quality_check', 'REVIEW'));
      set.transitions.push(way('check', ['in_review'], 'quality_check'), way('checked', ['quality_check'], 'in_review'));
    });
    expect(problemsOf(asSet(), before, new Map([['quality_check', 3]]))).toEqual([
      { field: 'statuses.quality_check', code: 'STATUS_IN_USE', values: { code: 'quality_check', count: 3 } },
    ]);
    expect(problemsOf(asSet(), before, NONE)).toEqual([]);
  });

  it('edited at random is either refused or lets every contract come to an end, and supply begin by the calendar alone', () => {
    let sound = 0;
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 1, maxLength: 6 }), (edits) => {
        const set = asSet();
        for (const edit of edits) edit(set);
        if (problemsOf(set, asSet(), NONE).length > 0) return true;
        sound += 1;
        const ends = endable(reliable(set));
        const kinds = new Map(set.statuses.map((one) => [one.code, one.kind]));
        const intoSupply = set.transitions.filter(
          ({ from, to }) => kinds.get(to) === 'SUPPLY' && from.some((code) => kinds.get(code) !== 'SUPPLY'),
        );
        const usual = ['submit', 'start_review', 'accept', 'register', 'confirm', 'activate', 'give_notice', 'end', 'close'];
        const core = new Set(DEFAULT_TRANSITIONS.map(({ code }) => code));
        const foreign = set.transitions.filter(({ code }) => !core.has(code));
        const into = (to: string) => foreign.filter((one) => one.to === to && one.from.some((from) => from !== to));
        return (
          set.statuses.every((one) => one.isTerminal || set.transitions.some((step) => isExit(step, one))) &&
          foreign.every(({ from, to }) => kinds.get(to) !== 'WAITING' || from.every((code) => kinds.get(code) !== 'REVIEW')) &&
          into('terminating').every(({ guards }) => guards.includes('notice-kept')) &&
          into('confirmed').every(({ by }) => !by.includes('partner')) &&
          set.statuses.every(({ code }) => ends.has(code)) &&
          intoSupply.every(({ code }) => code === 'activate') &&
          usual.reduce((at, step) => stepOf(set, at, step).to, 'draft') === 'closed'
        );
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(sound).toBeGreaterThan(5);
  });
});

const app = await createTestApp();
afterAll(() => app.close());
const QUERY = `{ contractStatuses { code kind isTerminal labels { language text } }
  contractTransitions { code from to by guards isReasonRequired labels { language text } reasons { code labels { language text } } } }`;
const SAVE = 'mutation ($input: ContractStatesInput!) { saveContractStates(input: $input) { code label } }';
const PREVIEW =
  'query ($input: ContractStatesInput!) { previewContractStates(input: $input) { problems { field code message remedy } stranded { status count } } }';
const load = async () => {
  const { data } = await app.gql(QUERY);
  return { statuses: data.contractStatuses, transitions: data.contractTransitions };
};

describe("a brand's set over the API", () => {
  it('comes back as it was read, in the order that was wished', async () => {
    const set = await load();
    expect(set.transitions).toHaveLength(DEFAULT_TRANSITIONS.length);
    set.statuses[0].labels = [{ language: 'en', text: 'Sketch' }];
    const { data, errors } = await app.gql(SAVE, { input: set });
    expect(errors).toBeUndefined();
    expect(data.saveContractStates[0]).toEqual({ code: 'draft', label: 'Sketch' });
    expect(await load()).toEqual(set);
  });

  it('is refused with all problems at once, in the language of the reader, and nothing is saved', async () => {
    const before = await load();
    const set = structuredClone(before);
    set.statuses = set.statuses.filter(({ code }: { code: string }) => code !== 'clarification');
    set.transitions.push({ ...set.transitions[0], code: 'leap', from: ['nowhere'], to: 'active' });
    const german = await app.as('a', { language: 'de' });
    const { errors } = await app.gql(SAVE, { input: set }, german);
    const { code, problems } = (errors?.[0]?.extensions ?? {}) as {
      code: string;
      problems: { code: string; message: string; remedy: string }[];
    };
    expect(code).toBe('STATES_INVALID');
    expect(problems.length).toBeGreaterThan(3);
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'STATUS_CORE_REMOVED', message: '„clarification“ gehört zum Grundbestand.' }),
    );
    expect(problems.every(({ message, remedy }) => message !== '' && remedy !== '')).toBe(true);
    expect((await app.gql(PREVIEW, { input: set }, german)).data.previewContractStates.problems).toEqual(problems);
    expect(await load()).toEqual(before);
  });

  it('takes a contract through a status of its own, and keeps that status while the contract is there', async () => {
    const set = await load();
    set.statuses.push({ code: 'on_hold', kind: 'WAITING', isTerminal: false, labels: [{ language: 'en', text: 'On hold' }] });
    const plain = { by: ['back-office'], guards: [], reasons: [], isReasonRequired: false };
    set.transitions.push(
      { code: 'hold', from: ['accepted'], to: 'on_hold', labels: [{ language: 'en', text: 'Hold' }], ...plain },
      { code: 'release', from: ['on_hold'], to: 'accepted', labels: [{ language: 'en', text: 'Release' }], ...plain },
    );
    expect((await app.gql(SAVE, { input: set })).errors).toBeUndefined();
    const placed = await app.gql(
      'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id } } }',
      { input: completeOrder(await sampleOffer(await app.as())), key: crypto.randomUUID() },
    );
    const { id } = placed.data.placeOrder.contracts[0];
    const MOVE =
      'mutation ($id: ID!, $transition: String!) { transitionContract(id: $id, transition: $transition) { status statusLabel kind } }';
    expect((await app.gql(MOVE, { id, transition: 'hold' })).data.transitionContract).toEqual({
      status: 'on_hold',
      statusLabel: 'On hold',
      kind: 'WAITING',
    });

    const without = await load();
    without.statuses = without.statuses.filter(({ code }: { code: string }) => code !== 'on_hold');
    without.transitions = without.transitions.filter(({ code }: { code: string }) => code !== 'hold' && code !== 'release');
    expect((await app.gql(PREVIEW, { input: without })).data.previewContractStates).toMatchObject({
      problems: [{ code: 'STATUS_IN_USE', field: 'statuses.on_hold' }],
      stranded: [{ status: 'on_hold', count: 1 }],
    });
    expect((await app.gql(MOVE, { id, transition: 'release' })).data.transitionContract.status).toBe('accepted');
    expect((await app.gql(SAVE, { input: without })).errors).toBeUndefined();
  });

  it('is not overwritten by somebody who has not seen what was saved before', async () => {
    const version = async () => (await app.gql('{ contractStatesVersion }')).data.contractStatesVersion as string;
    const SAVE_SEEN =
      'mutation ($input: ContractStatesInput!, $seen: String) { saveContractStates(input: $input, expectedVersion: $seen) { code } }';
    const [set, seen] = [await load(), await version()];
    const mine = structuredClone(set);
    mine.statuses[0].labels = [{ language: 'en', text: 'Mine' }];
    expect((await app.gql(SAVE_SEEN, { input: mine, seen })).errors).toBeUndefined();
    const current = await version();
    expect(current).not.toBe(seen);
    const theirs = structuredClone(set);
    theirs.statuses[0].labels = [{ language: 'en', text: 'Theirs' }];
    const { errors } = await app.gql(SAVE_SEEN, { input: theirs, seen });
    const { yours, theirs: saved, ...rest } = (errors?.[0]?.extensions ?? {}) as Record<string, { statuses: object[] }>;
    expect(rest).toMatchObject({ code: 'STATES_CHANGED', seen, current });
    expect(yours?.statuses[0]).toMatchObject({ labels: { en: 'Theirs' } });
    expect(saved?.statuses[0]).toMatchObject({ labels: { en: 'Mine' } });
    expect((await app.gql(PREVIEW, { input: theirs })).data.previewContractStates.problems).toEqual([]);
    expect((await app.gql(SAVE_SEEN, { input: theirs, seen: current })).errors).toBeUndefined();
  });

  it('is changed in one brand alone', async () => {
    const { data } = await app.gql('{ contractStatuses { code label } }', {}, await app.as('b'));
    expect(data.contractStatuses[0]).toEqual({ code: 'draft', label: 'Draft' });
  });
});

describe('the next steps of a contract', () => {
  const STEPS =
    'query ($id: ID!) { contract(id: $id) { nextSteps { code label to isAllowed day isReasonRequired reasons { code } refusal { code message } } } }';
  const place = async () => {
    const { data } = await app.gql(
      'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id } } }',
      { input: completeOrder(await sampleOffer(await app.as())), key: crypto.randomUUID() },
    );
    return data.placeOrder.contracts[0].id as string;
  };
  const stepsOf = async (id: string, viewer = {}) => {
    const { data } = await app.gql(STEPS, { id }, await app.as('a', { language: 'de', ...viewer }));
    return new Map<string, Record<string, unknown>>(data.contract.nextSteps.map((one: { code: string }) => [one.code, one]));
  };

  it('are told with why not: the actor, the right, the condition', async () => {
    const id = await place();
    const open = await stepsOf(id);
    expect(open.get('withdraw')).toMatchObject({ label: 'Widerrufen', isAllowed: true, refusal: null });
    app.clock.forward({ days: 15 });
    expect((await stepsOf(id)).get('withdraw')).toMatchObject({
      isAllowed: false,
      refusal: { code: 'WITHDRAWAL_PERIOD_OVER', message: expect.stringContaining('Widerrufsfrist endete') },
    });
    const reader = await stepsOf(id, { permissions: new Set(['contract.read']) });
    expect(reader.get('register')).toMatchObject({ isAllowed: false, refusal: { code: 'TRANSITION_FORBIDDEN' } });
    app.clock.forward({ days: -15 });
    await app.gql('mutation ($id: ID!) { transitionContract(id: $id, transition: "register") { id } }', { id });
    expect((await stepsOf(id)).get('confirm')).toMatchObject({ isAllowed: true, day: 'START' });
    await app.gql('mutation ($id: ID!) { transitionContract(id: $id, transition: "confirm", effectiveOn: "2026-10-01") { id } }', { id });
    expect((await stepsOf(id)).get('activate')).toMatchObject({ isAllowed: false, refusal: { code: 'TRANSITION_NOT_YOURS' } });
  });
});
