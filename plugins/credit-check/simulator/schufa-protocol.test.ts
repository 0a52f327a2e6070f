import { afterAll, describe, expect, it } from 'vitest';
import type { Subject } from '../providers/bureau.ts';
import { creditRatingRequest } from '../providers/schufa-messages.ts';
import { ANSWERS, violationsOf } from '../test-data/openapi.ts';
import { question } from '../test-data/persons.ts';
import { startBureauSimulator } from './bureau-simulator.ts';
import { scoreDetails } from './demo-persons.ts';

const simulator = await startBureauSimulator({ pollsUntilDone: 1 });
afterAll(simulator.close);

const form = { grant_type: 'client_credentials', client_id: simulator.clientId, client_secret: simulator.clientSecret };
const tokenFor = (fields: Record<string, string>) => fetch(simulator.tokenUrl, { method: 'POST', body: new URLSearchParams(fields) });

const answerSchema = async (response: Response) => {
  const body: unknown = await response.json();
  const schema = ANSWERS[response.status];
  if (!schema) throw new Error(`The specification has no answer ${response.status}`);
  return { status: response.status, type: response.headers.get('content-type'), body, violations: violationsOf(schema, body) };
};

const { access_token: token } = (await (await tokenFor(form)).json()) as { access_token: string };
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const post = async (body: unknown) =>
  answerSchema(await fetch(`${simulator.baseUrl}/energy`, { method: 'POST', headers, body: JSON.stringify(body) }));
const ask = (changes: Partial<Subject>) => post(creditRatingRequest(question(changes)));
const poll = async (reportId: string) => answerSchema(await fetch(`${simulator.baseUrl}/manual-processing/${reportId}`, { headers }));
const report = (score: object) => ({ status: 200, type: 'application/json', violations: [], body: { score } });

describe('the simulator', () => {
  it('gives a token for the right credentials alone', async () => {
    expect((await tokenFor(form)).status).toBe(200);
    expect((await tokenFor({ ...form, client_secret: 'wrong' })).status).toBe(401);
    expect((await tokenFor({ ...form, client_id: 'wrong' })).status).toBe(401);
    expect((await tokenFor({ ...form, grant_type: 'password' })).status).toBe(400);
    expect((await tokenFor({ ...form, scope: 'admin' })).status).toBe(400);
  });

  it('answers nobody without a token', async () => {
    const response = await fetch(`${simulator.baseUrl}/energy`, { method: 'POST', body: JSON.stringify(creditRatingRequest(question())) });
    expect(await answerSchema(response)).toMatchObject({ status: 401, type: 'application/problem+json', violations: [] });
  });

  it("gives SCHUFA's test persons their scores", async () => {
    expect(await ask({ firstName: 'Anna', lastName: 'Beispiel' })).toMatchObject(
      report({ status: 'OK', details: { value: 200, riskRate: 90.42, range: 'K', text: 'EVU-CHANCENSCORE K' } }),
    );
    expect(await ask({ firstName: 'LUKAS', lastName: 'mustermann' })).toMatchObject(
      report({ status: 'OK', details: { value: 430, riskRate: 45.15, range: 'G', text: 'EVU-CHANCENSCORE G' } }),
    );
  });

  it('answers by last name where that stands for a case, always as the specification says', async () => {
    expect(await ask({ lastName: 'Niedrig' })).toMatchObject(report({ details: { value: 120 } }));
    expect(await ask({ lastName: 'Grenzfall' })).toMatchObject(report({ details: { value: 420 } }));
    expect(await ask({ lastName: 'Ohnescore' })).toMatchObject(report({ status: 'NO_SCORE_AVAILABLE' }));
    expect(await ask({ lastName: 'Doppelt' })).toMatchObject({
      violations: [],
      body: { identificationReservations: ['DIFFERENT_PERSON_DATA'] },
    });
    expect(await ask({ lastName: 'Umgezogen' })).toMatchObject({
      violations: [],
      body: { identificationReservations: ['DIFFERENT_ADDRESS_DATA'] },
    });
    expect(await ask({ lastName: 'Unbekannt' })).toMatchObject({ status: 404, type: 'application/problem+json', violations: [] });
    expect(await ask({ lastName: 'Fernruf' })).toMatchObject({ status: 422, type: 'application/problem+json', violations: [] });
  });

  it('gives everybody else a good score that is always the same', async () => {
    const first = await ask({ firstName: 'Petra', lastName: 'Irgendwer' });
    expect(await ask({ firstName: 'Petra', lastName: 'Irgendwer' })).toMatchObject({
      body: { score: (first.body as { score: object }).score },
    });
    const scores = await Promise.all(['Adler', 'Bussard', 'Dohle', 'Elster', 'Falke'].map((lastName) => ask({ lastName })));
    const values = scores.map(({ body }) => (body as { score: { details: { value: number } } }).score.details.value);
    expect(values.every((value) => value >= 560 && value < 900)).toBe(true);
    expect(new Set(values).size).toBeGreaterThan(1);
  });

  it('works on a report by hand, says so once more and hands it out once', async () => {
    const asked = await ask({ lastName: 'Handarbeit' });
    const { reportId } = asked.body as { reportId: string };
    expect(asked).toMatchObject({ status: 202, violations: [], body: { href: `${simulator.baseUrl}/manual-processing/${reportId}` } });
    expect(await poll(reportId)).toMatchObject({ status: 202, violations: [] });
    expect(await poll(reportId)).toMatchObject({ status: 200, violations: [], body: { reportId, score: { details: { value: 640 } } } });
    expect(await poll(reportId)).toMatchObject({ status: 404, violations: [] });
  });

  it('names every field that breaks a rule', async () => {
    const { personData } = creditRatingRequest(question({ firstName: '', city: 'a@b' }));
    expect(await post({ personData })).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      violations: [],
      body: { violations: [{ field: 'personData.firstName' }, { field: 'personData.addresses.currentAddress.city' }] },
    });
    expect(await post('no object')).toMatchObject({ status: 400, violations: [] });
  });

  it('breaks down on command and recovers', async () => {
    const order = (fault: string | null) =>
      fetch(new URL('/control/fault', simulator.baseUrl), { method: 'PUT', body: JSON.stringify({ fault }) });
    expect((await order('down')).status).toBe(204);
    expect((await fetch(`${simulator.baseUrl}/energy`, { method: 'POST', headers })).status).toBe(503);
    expect((await order('unheard-of')).status).toBe(400);
    expect((await order(null)).status).toBe(204);
    expect((await ask({})).status).toBe(200);
  });
});

describe('the invented scale', () => {
  it('has a lower risk and a better letter for a higher score, inside 0 to 100 percent', () => {
    const steps = Array.from({ length: 101 }, (_, index) => scoreDetails(index * 10));
    for (const [index, worse] of steps.entries()) {
      const better = steps[index + 1];
      expect(worse.riskRate).toBeGreaterThan(0);
      expect(worse.riskRate).toBeLessThan(100);
      if (!better) continue;
      expect(better.riskRate).toBeLessThanOrEqual(worse.riskRate);
      expect(better.range <= worse.range).toBe(true);
    }
  });
});
