import { describe, expect, it } from 'vitest';
import { createTestApp } from '#core/testing';
import creditCheck from './plugin.ts';
import { settings } from './settings.ts';
import { certificateAuthority } from './test-data/certificates.ts';

const problemsOf = (given: object): string[] => (settings.schema.safeParse(given).error?.issues ?? []).map(({ path }) => path.join('.'));

const schufa = { bureau: 'schufa', clientId: 'id', clientSecret: 'secret' };

describe('the settings', () => {
  it('work without being touched: the simulator answers', () => {
    expect(settings.schema.parse({})).toMatchObject({ bureau: 'simulator', acceptFromScore: 500, reviewFromScore: 300 });
  });

  it('ask for credentials when the real bureau is to answer', () => {
    expect(problemsOf({ bureau: 'schufa' })).toEqual(['clientId', 'clientSecret']);
    expect(problemsOf(schufa)).toEqual([]);
  });

  it('take a client certificate instead of a secret, and only together with its key', () => {
    const { certificate, key } = certificateAuthority('Test');
    const withCertificate = { bureau: 'schufa', clientId: 'id', clientCertificate: certificate };
    expect(problemsOf({ ...withCertificate, clientKey: key })).toEqual([]);
    expect(problemsOf(withCertificate)).toEqual(['clientKey']);
    expect(problemsOf({ ...schufa, clientKey: key })).toEqual(['clientCertificate']);
    expect(problemsOf({ ...withCertificate, clientKey: certificate })).toEqual(['clientKey']);
  });

  it('refuse limits in the wrong order and addresses that are not encrypted', () => {
    expect(problemsOf({ acceptFromScore: 300, reviewFromScore: 301 })).toEqual(['reviewFromScore']);
    expect(problemsOf({ baseUrl: 'http://api.schufa.de/credit-report' })).toEqual(['baseUrl']);
    expect(problemsOf({ tokenUrl: 'http://127.0.0.1:8080/token' })).toEqual([]);
  });

  it('refuse a second bureau that is the first one, and prices of nothing', () => {
    expect(problemsOf({ ...schufa, fallbackBureau: 'schufa' })).toEqual(['fallbackBureau']);
    expect(problemsOf({ ...schufa, prices: { 'creditreform.full': 950 } })).toEqual([]);
    expect(problemsOf({ ...schufa, prices: { creditreform: 950 } })).toEqual(['prices.creditreform']);
  });

  it('keep everything secret that proves who we are', () => {
    const proofs = Object.keys(settings.schema.parse({})).filter((name) => /secret|password|clientCertificate|clientKey/i.test(name));
    expect([...settings.secrets].sort()).toEqual(proofs.sort());
    expect(proofs).toHaveLength(10);
  });
});

it('do not let invented scores decide outside of the demo', async () => {
  const app = await createTestApp([creditCheck], { isDemo: false });
  await expect(app.switch('credit-check', true)).rejects.toMatchObject({ code: 'CREDIT_CHECK_NO_BUREAU' });
  await app.configure('credit-check', schufa);
  await app.switch('credit-check', true);
  expect((await app.as()).activation.isActive('credit-check')).toBe(true);
  await app.close();
});
