import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type BureauSimulator, type Fault, type SimulatorOptions, startBureauSimulator } from '../simulator/bureau-simulator.ts';
import { accessTo, question } from '../test-data/persons.ts';
import { schufaBureau } from './schufa.ts';

const started: BureauSimulator[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(started.splice(0).map(({ close }) => close()));
});

async function start(options: SimulatorOptions = {}) {
  const simulator = await startBureauSimulator(options);
  started.push(simulator);
  const calls = (path: string): number => simulator.calls.get(path) ?? 0;
  return { simulator, calls, bureau: schufaBureau(accessTo(simulator)) };
}

const ENERGY = '/credit-report/energy';
const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (cause: unknown) => cause,
  );

describe('asking SCHUFA', () => {
  it('maps a report to score, risk and reservations', async () => {
    const { bureau } = await start();
    const answer = await bureau.ask(question());
    expect(answer).toMatchObject({ kind: 'scored', score: 430, range: 'G', text: 'EVU-CHANCENSCORE G', doubts: [] });
    expect(answer.kind === 'scored' && answer.riskRate?.toString()).toBe('45.15');
    expect(await bureau.ask(question({ lastName: 'Doppelt' }))).toMatchObject({ kind: 'scored', doubts: ['DIFFERENT_PERSON_DATA'] });
  });

  it('knows the answers without a score', async () => {
    const { bureau } = await start();
    expect(await bureau.ask(question({ lastName: 'Unbekannt' }))).toEqual({ kind: 'not-found' });
    expect(await bureau.ask(question({ lastName: 'Ohnescore' }))).toMatchObject({ kind: 'no-score', reason: 'NO_SCORE_AVAILABLE' });
    expect(await bureau.ask(question({ lastName: 'Fernruf' }))).toEqual({ kind: 'no-score', reportId: null, reason: 'BY_PHONE_ONLY' });
  });

  it('fetches the result of manual work later, and says so when it is gone', async () => {
    const { bureau } = await start({ pollsUntilDone: 2 });
    const first = await bureau.ask(question({ lastName: 'Handarbeit' }));
    if (first.kind !== 'manual') throw new Error(`answered ${first.kind}`);
    expect(await bureau.poll(first.reportId)).toEqual(first);
    expect(await bureau.poll(first.reportId)).toEqual(first);
    expect(await bureau.poll(first.reportId)).toMatchObject({ kind: 'scored', score: 640, reportId: first.reportId });
    expect(await bureau.poll(first.reportId)).toEqual({ kind: 'no-score', reportId: first.reportId, reason: 'REPORT_GONE' });
  });

  it('names the fields that SCHUFA does not accept, and is not worth a retry', async () => {
    const { bureau, calls } = await start();
    expect(await failure(bureau.ask(question({ city: 'a@b', birthDate: '1850-01-01' })))).toMatchObject({
      name: 'DomainError',
      code: 'CREDIT_CHECK_REQUEST_REFUSED',
      details: { status: 400, fields: ['personData.dateOfBirth', 'personData.addresses.currentAddress.city'] },
    });
    expect(calls(ENERGY)).toBe(1);
  });
});

describe('the access token', () => {
  it('is fetched once for many questions, also when they come at the same time', async () => {
    const { bureau, calls } = await start();
    await Promise.all([1, 2, 3].map(() => bureau.ask(question())));
    await bureau.ask(question());
    expect([calls('/token'), calls(ENERGY)]).toEqual([1, 4]);
  });

  it('is replaced shortly before it expires', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { bureau, calls } = await start({ tokenSeconds: 300 });
    await bureau.ask(question());
    vi.setSystemTime(Date.now() + 239_000);
    await bureau.ask(question());
    expect(calls('/token')).toBe(1);
    vi.setSystemTime(Date.now() + 2_000);
    await bureau.ask(question());
    expect([calls('/token'), calls(ENERGY)]).toEqual([2, 3]);
  });

  it('is replaced once when SCHUFA does not accept it any more', async () => {
    const { bureau, simulator, calls } = await start();
    await bureau.ask(question());
    simulator.revokeTokens();
    expect(await bureau.ask(question())).toMatchObject({ kind: 'scored' });
    expect([calls('/token'), calls(ENERGY)]).toEqual([2, 3]);
  });

  it('is refused for wrong credentials, with the remedy and without the secret', async () => {
    const { simulator, calls } = await start();
    const refused = await failure(schufaBureau(accessTo(simulator, { clientSecret: 'not-the-secret' })).ask(question()));
    expect(refused).toMatchObject({ name: 'DomainError', code: 'CREDIT_CHECK_ACCESS_REFUSED', details: { status: 401 } });
    expect(inspect(refused, { depth: 9 })).not.toContain('not-the-secret');
    expect(calls(ENERGY)).toBe(0);
  });

  it('that no question is answered with ends in an error of ours, not in a loop', async () => {
    const { simulator, calls } = await start({ tokenSeconds: 0.000_001 });
    const bureau = schufaBureau(accessTo(simulator));
    expect(await failure(bureau.ask(question()))).toMatchObject({ code: 'CREDIT_CHECK_ACCESS_REFUSED', details: { status: 401 } });
    expect(calls(ENERGY)).toBe(2);
  });
});

describe('when SCHUFA fails', () => {
  const faults: Record<Exclude<Fault, 'certificate-refused' | 'source-down'>, RegExp> = {
    slow: /timeout|aborted/i,
    down: /answered 503/,
    'half-answer': /closed|terminated|aborted/i,
    nonsense: /not what its specification says/,
  };

  for (const [fault, message] of Object.entries(faults)) {
    it(`can be asked again later: ${fault}`, async () => {
      const { simulator } = await start();
      const bureau = schufaBureau(accessTo(simulator, { timeoutMs: 300 }));
      await bureau.ask(question()); // from now on there is a token
      simulator.setFault(fault as Fault);
      const cause = await failure(bureau.ask(question({ lastName: 'Geheimrat' })));
      expect(cause).toBeInstanceOf(Error);
      expect(cause).not.toMatchObject({ name: 'DomainError' });
      expect(String(cause)).toMatch(message);
      expect(inspect(cause, { depth: 9 })).not.toMatch(/Geheimrat|Bearer/);

      simulator.setFault(null);
      expect(await bureau.ask(question())).toMatchObject({ kind: 'scored' });
    });
  }

  for (const fault of Object.keys(faults)) {
    it(`can be asked again when even the token fails: ${fault}`, async () => {
      const { simulator, calls } = await start({ fault: fault as Fault });
      const bureau = schufaBureau(accessTo(simulator, { timeoutMs: 300 }));
      expect(await failure(bureau.ask(question()))).not.toMatchObject({ name: 'DomainError' });
      expect(calls(ENERGY)).toBe(0);
      simulator.setFault(null);
      expect(await bureau.ask(question())).toMatchObject({ kind: 'scored' });
    });
  }

  it('does not repeat a question of a certificate that is not bound yet', async () => {
    const { simulator, bureau } = await start();
    await bureau.ask(question());
    simulator.setFault('certificate-refused');
    const cause = await failure(bureau.ask(question()));
    expect(cause).toMatchObject({ code: 'CREDIT_CHECK_ACCESS_REFUSED', details: { status: 403 } });
    expect(String(cause)).toContain('the day after it was bound');
  });

  it('is left alone after five failures in a row', async () => {
    const { bureau, calls, simulator } = await start();
    await bureau.ask(question());
    simulator.setFault('down');
    for (let failures = 0; failures < 5; failures += 1) await failure(bureau.ask(question()));
    expect(await failure(bureau.ask(question()))).toMatchObject({ name: 'CompanyUnavailable' });
    expect(calls(ENERGY)).toBe(6);
  });
});
