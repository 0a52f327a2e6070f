import { afterAll, describe, expect, it } from 'vitest';
import { startBureauSimulator } from '../simulator/bureau-simulator.ts';
import { certificateAuthority } from '../test-data/certificates.ts';
import { company, otherAccess, question } from '../test-data/persons.ts';
import { boniversumBureau } from './boniversum.ts';
import { buergelBureau } from './buergel.ts';
import type { Bureau, BureauAnswer, BureauCode, BureauQuestion, Subject } from './bureau.ts';
import { creditreformBureau } from './creditreform.ts';
import { crifRestBureau } from './crif-rest.ts';
import { crifSoapBureau } from './crif-soap.ts';
import { firmenbuchNumber, ksv1870Bureau } from './ksv1870.ts';
import type { BureauAccess } from './rest-bureau.ts';

const simulator = await startBureauSimulator({ pollsUntilDone: 1 });
/** Faults open circuits, and those are kept by host: they have a host of their own. */
const broken = await startBureauSimulator({ slowMs: 3_000 });
afterAll(() => Promise.all([simulator.close(), broken.close()]));

type Other = Exclude<BureauCode, 'schufa'>;
const CLIENTS: Readonly<Record<Other, (access: BureauAccess) => Bureau>> = {
  creditreform: creditreformBureau,
  'crif-de': crifRestBureau,
  'crif-at': (access) => crifSoapBureau('CRIF AT', access),
  boniversum: boniversumBureau,
  buergel: buergelBureau,
  deltavista: (access) => crifSoapBureau('Deltavista', access),
  ksv1870: ksv1870Bureau,
};
const PRODUCTS: Readonly<Record<Other, string>> = {
  ...{ creditreform: 'compact', 'crif-de': 'score', 'crif-at': 'report', boniversum: 'score', buergel: 'detailed' },
  ...{ deltavista: 'report', ksv1870: 'rating' },
};
const CODES: readonly Other[] = ['creditreform', 'crif-de', 'crif-at', 'boniversum', 'buergel', 'deltavista', 'ksv1870'];
const inAustria = { country: 'AT', postcode: '1010', city: 'Wien' };
const placeOf = (code: Other): Partial<Subject> => (['crif-at', 'deltavista', 'ksv1870'].includes(code) ? inAustria : {});

/** Asks about a person, or about a company where the bureau knows no persons. */
const ask = (code: Other, name: string, asked: Partial<BureauQuestion> = {}, access: Partial<BureauAccess> = {}): Promise<BureauAnswer> => {
  const who = code === 'buergel' ? company(`${name} GmbH`) : { lastName: name };
  return CLIENTS[code](otherAccess(simulator, code, access)).ask(
    question({ ...placeOf(code), ...who }, { product: PRODUCTS[code], ...asked }),
  );
};

describe('each bureau', () => {
  it('gives a score on its own scale, the better the person', async () => {
    const scores: Record<string, readonly unknown[]> = {};
    for (const code of CODES) {
      const [middling, bad] = [await ask(code, 'Grenzfall'), await ask(code, 'Niedrig')];
      scores[code] = [middling, bad].map((one) => (one.kind === 'scored' ? one.score : one.kind));
    }
    expect(scores).toEqual({
      creditreform: [332, 452],
      'crif-de': [420, 120],
      'crif-at': [420, 120],
      boniversum: [780, 625],
      buergel: [39, 54],
      deltavista: [420, 120],
      ksv1870: [448, 628],
    });
  });

  it('says that it does not know somebody, or has no score', async () => {
    for (const code of CODES) {
      expect([code, (await ask(code, 'Unbekannt')).kind]).toEqual([code, 'not-found']);
      expect([code, await ask(code, 'Ohnescore')]).toMatchObject([code, { kind: 'no-score', reason: 'NO_SCORE_AVAILABLE' }]);
    }
  });

  it('that is down, cuts its answer or answers nonsense is worth another try', async () => {
    for (const fault of ['down', 'half-answer', 'nonsense'] as const) {
      broken.setFault(fault);
      for (const code of CODES) {
        const error = await ask(code, 'Mustermann', {}, { url: broken.urlOf(code) }).catch((cause: unknown) => cause);
        expect([fault, code, error]).toEqual([fault, code, expect.any(Error)]);
        expect([fault, code, error]).not.toMatchObject([fault, code, { code: expect.stringContaining('CREDIT_CHECK') }]);
        expect(String(error)).not.toMatch(/Mustermann|Lukas|Hauptstr/);
      }
    }
  });

  it('that is slow is given up at the timeout', async () => {
    broken.setFault('slow');
    const started = performance.now();
    await expect(ask('crif-de', 'Mustermann', {}, { timeoutMs: 300, url: broken.urlOf('crif-de') })).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(2_500);
  });

  it('that refuses our password or certificate needs a person, and no other try', async () => {
    for (const code of CODES) {
      const refused = await ask(code, 'Mustermann', {}, { password: 'wrong' }).catch((cause: unknown) => cause);
      expect([code, refused]).toMatchObject([code, { code: 'CREDIT_CHECK_ACCESS_REFUSED' }]);
    }
    broken.setFault('certificate-refused');
    const refused = ask('ksv1870', 'Mustermann', {}, { url: broken.urlOf('ksv1870') });
    await expect(refused).rejects.toMatchObject({ code: 'CREDIT_CHECK_ACCESS_REFUSED' });
  });

  it('is reached with a client certificate where it asks for one', async () => {
    const authority = certificateAuthority('Test authority');
    const server = authority.issue('simulator', [127, 0, 0, 1]);
    const client = authority.issue('client');
    const secure = await startBureauSimulator({
      tls: { certificate: server.certificate, key: server.key, clientAuthority: authority.certificate },
    });
    try {
      const access = otherAccess(secure, 'creditreform', { certificateAuthority: authority.certificate });
      const proved = { ...access, clientCertificate: client.certificate, clientKey: client.key };
      const asked = question({ lastName: 'Grenzfall' }, { product: 'compact' });
      expect(await creditreformBureau(proved).ask(asked)).toMatchObject({ kind: 'scored', score: 332 });
      await expect(creditreformBureau(access).ask(asked)).rejects.toThrow();
    } finally {
      await secure.close();
    }
  });
});

describe('a bureau that identifies first', () => {
  it('lets a person choose among several, and then asks about the chosen one alone', async () => {
    for (const code of ['creditreform', 'crif-at', 'buergel', 'ksv1870'] as const) {
      const several = await ask(code, 'Mehrfach');
      if (several.kind !== 'ambiguous') throw new Error(`${code} answered ${several.kind}`);
      expect(several.candidates).toHaveLength(2);
      const [first, second] = several.candidates;
      const scores = [];
      for (const candidate of [first, second]) {
        const answer = await ask(code, 'Mehrfach', { candidateId: candidate?.id ?? null });
        scores.push(answer.kind === 'scored' ? answer.score : answer.kind);
      }
      expect(new Set(scores).size).toBe(2);
    }
  });

  it('is certain of an Austrian company by its number in the Firmenbuch, however it is written', async () => {
    const asked = question({ ...inAustria, ...company('Mehrfach GmbH', { registerNumber: 'FN 123456 A' }) }, { product: 'rating' });
    expect(await ksv1870Bureau(otherAccess(simulator, 'ksv1870')).ask(asked)).toMatchObject({ kind: 'scored' });
    expect(['FN 123456 a', '123456a', 'fn123456A', 'HRB 12', null].map(firmenbuchNumber)).toEqual([
      '123456a',
      '123456a',
      '123456a',
      null,
      null,
    ]);
  });
});

describe('what keeps a score from being the whole truth', () => {
  it('is a reservation: another address, or a source that was down', async () => {
    expect(await ask('boniversum', 'Umgezogen')).toMatchObject({ doubts: ['PERSON_ELSEWHERE'] });
    expect(await ask('boniversum', 'Mehrfach')).toMatchObject({ doubts: ['SEVERAL'] });
    expect(await ask('crif-de', 'Umgezogen')).toMatchObject({ doubts: ['PERSON_UNKNOWN_AT_ADDRESS'] });
    expect(await ask('deltavista', 'Teilweise')).toMatchObject({ kind: 'scored', doubts: ['PARTIAL_RESULT'] });
    expect(await ask('deltavista', 'Grenzfall')).toMatchObject({ kind: 'scored', doubts: [] });
  });
});

describe('depth', () => {
  it('is cheap first, and the upgrade to the deep report costs the difference', async () => {
    const bureau = buergelBureau(otherAccess(simulator, 'buergel'));
    const before = simulator.bill.length;
    const asked = company('Upgrade GmbH');
    const cheap = await bureau.ask(question(asked, { product: 'negative' }));
    expect(cheap).toMatchObject({ kind: 'scored', score: 1 });
    const upgradeOf = cheap.kind === 'scored' ? cheap.reportId : null;
    expect(await bureau.ask(question(asked, { product: 'detailed', upgradeOf }))).toMatchObject({ kind: 'scored' });
    const billed = simulator.bill.slice(before).map(({ product, cents }) => [product, cents]);
    expect(billed).toEqual([
      ['negative', 120],
      ['detailed', 1_330],
    ]);
  });
});

describe('an answer that comes later', () => {
  it('is fetched by its number, once', async () => {
    for (const code of ['creditreform', 'buergel'] as const) {
      const bureau = CLIENTS[code](otherAccess(simulator, code));
      const answer = await ask(code, 'Handarbeit');
      if (answer.kind !== 'manual') throw new Error(`${code} answered ${answer.kind}`);
      expect(await bureau.poll(answer.reportId)).toEqual(answer);
      expect(await bureau.poll(answer.reportId)).toMatchObject({ kind: 'scored' });
      expect(await bureau.poll(answer.reportId)).toMatchObject({ kind: 'no-score', reason: 'REPORT_GONE' });
    }
  });
});

describe('SOAP', () => {
  it('escapes what customers write, and answers of other shapes are failures of theirs', async () => {
    const odd = `O'Brien & <Söhne> ]]> "AG"`;
    const asked = question({ ...inAustria, lastName: odd, street: '<street/>' }, { product: 'report' });
    expect(await CLIENTS.deltavista(otherAccess(simulator, 'deltavista')).ask(asked)).toMatchObject({ kind: 'scored' });
  });

  it('a fault of the caller is no reason to try again', async () => {
    const abroad = question({ country: 'DE' }, { product: 'report' });
    const error = await CLIENTS.deltavista(otherAccess(simulator, 'deltavista'))
      .ask(abroad)
      .catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'CREDIT_CHECK_REQUEST_REFUSED' });
  });
});
