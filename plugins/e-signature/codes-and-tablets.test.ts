import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { definePlugin, hook, type TextMessage, type TextMessageAnswer, textMessage } from '#core';
import eSignature from './plugin.ts';
import { ADA, openDesk } from './test-data/signing.ts';

vi.setConfig({ testTimeout: 60_000 });

const sent: TextMessage[] = [];
let reply: TextMessageAnswer = { isAccepted: true };
/** Sends texts, as far as anybody can tell. */
const texter = definePlugin({
  id: 'texter',
  version: '1.0.0',
  api: 1,
  summary: 'Sends texts',
  hooks: [
    hook(textMessage, (message) => {
      sent.push(message);
      return reply;
    }),
  ],
});

const desk = await openDesk([eSignature, texter]);
const { app, place, requestOf, signersOf, tokenFor, call, signature, sign } = desk;
afterAll(desk.close);

const PHONE = { customer: { phone: '+43 660 1234567' } };
const codeIn = (message: TextMessage | undefined): string => /\b(\d{6})\b/.exec(message?.text ?? '')?.[1] ?? '';
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const prove = (token: string, code: string) => call(token, 'prove', { body: { code } });
const askCode = async (token: string) => {
  const answer = await call(token, 'code', { body: {} });
  await app.work();
  return answer;
};

describe('a brand that asks for a code', () => {
  it('cannot switch it on while nobody sends texts, and is told so', async () => {
    await app.switch('e-signature', false);
    await app.configure('e-signature', { needsCode: true });
    await expect(app.switch('e-signature', true)).rejects.toMatchObject({ code: 'E_SIGNATURE_NOBODY_SENDS_TEXTS' });
    await app.switch('texter', true);
    await app.switch('e-signature', true);
  });

  it('takes a signature with the code that came to the telephone, and no other', async () => {
    const id = await place(PHONE);
    const token = await tokenFor(ADA);
    expect((await call(token, 'request')).answer.me.code).toMatchObject({ isProven: false, phone: '… 567', sentAt: null });
    expect((await sign(token)).code).toBe('E_SIGNATURE_CODE_MISSING');
    expect((await prove(token, '000000')).code).toBe('E_SIGNATURE_CODE_WRONG');

    expect((await askCode(token)).code).toBeUndefined();
    const message = sent.at(-1);
    expect(message).toMatchObject({ purpose: 'code', to: expect.stringContaining('1234567') });
    const code = codeIn(message);
    expect(JSON.stringify([await signersOf(id), await app.root.jobRequest.findMany()])).not.toContain(code);
    expect((await prove(token, other(code))).code).toBe('E_SIGNATURE_CODE_WRONG');
    expect((await prove(token, code)).answer.me.code.isProven).toBe(true);
    expect((await sign(token)).answer.me.state).toBe('SIGNED');
  });

  it('lets nobody guess: five tries at a code, also at the same moment, ten minutes, five codes', async () => {
    await place(PHONE);
    const token = await tokenFor(ADA);
    await askCode(token);
    expect((await askCode(token)).code).toBe('E_SIGNATURE_CODE_TOO_OFTEN');
    const code = codeIn(sent.at(-1));
    const guesses = await Promise.all(Array.from({ length: 8 }, () => prove(token, other(code))));
    expect(new Set(guesses.map((guess) => guess.code))).toEqual(new Set(['E_SIGNATURE_CODE_WRONG']));
    expect((await prove(token, code)).code).toBe('E_SIGNATURE_CODE_WRONG');

    app.clock.forward({ minutes: 2 });
    await askCode(token);
    const fresh = codeIn(sent.at(-1));
    app.clock.forward({ minutes: 11 });
    expect((await prove(token, fresh)).code).toBe('E_SIGNATURE_CODE_WRONG');
    for (let round = 3; round <= 5; round++) {
      expect((await askCode(token)).code).toBeUndefined();
      app.clock.forward({ minutes: 2 });
    }
    expect((await askCode(token)).code).toBe('E_SIGNATURE_CODE_TOO_OFTEN');
  });

  it('tells when the message could not be sent, and when there is no telephone', async () => {
    reply = { isAccepted: false, code: 'TEXT_NUMBER_INVALID' };
    const id = await place(PHONE);
    await askCode(await tokenFor(ADA));
    expect(await signersOf(id)).toMatchObject([{ codeProblem: 'TEXT_NUMBER_INVALID' }]);
    reply = { isAccepted: true };
    await place();
    expect((await askCode(await tokenFor(ADA))).code).toBe('E_SIGNATURE_CODE_NO_PHONE');
    await app.configure('e-signature', {});
  });
});

describe('a tablet', () => {
  const open = async (id: string): Promise<string> => {
    const [signer] = await signersOf(id);
    const { data } = await app.gql('mutation ($id: ID!) { openESignatureOnTablet(signerId: $id) }', { id: signer?.id });
    return data.openESignatureOnTablet.split('#')[1];
  };

  it('hands a signature over that was made without network, exactly once, and says whose tablet it was', async () => {
    const id = await place();
    const token = await open(id);
    const signedOffAt = new Date(app.clock.now().getTime() - 3_600_000).toISOString();
    const body = await signature(token, { signedOffAt, key: randomUUID() });
    for (let times = 0; times < 3; times++) expect((await call(token, 'sign', { body })).code).toBeUndefined();
    expect(await signersOf(id)).toMatchObject([{ state: 'SIGNED', witness: 'tester', signedOffAt: new Date(signedOffAt) }]);
    expect(await app.root.auditEntry.count({ where: { action: 'e-signature.signed', subject: (await requestOf(id)).id } })).toBe(1);
  });

  it('is told when the document was signed or taken back meanwhile; its own signature changes nothing then', async () => {
    const id = await place();
    const token = await open(id);
    const body = await signature(token);
    expect((await sign(await tokenFor(ADA))).code).toBeUndefined();
    expect((await call(token, 'sign', { body })).code).toBe('E_SIGNATURE_ALREADY_SIGNED');
    expect(await signersOf(id)).toMatchObject([{ witness: null }]);

    const revoked = await place();
    const late = await open(revoked);
    const made = await signature(late);
    const requestId = (await requestOf(revoked)).id;
    await app.gql('mutation ($id: ID!) { revokeESignature(requestId: $id, reason: "changed their mind") { state } }', { id: requestId });
    expect((await call(late, 'sign', { body: made })).code).toBe('E_SIGNATURE_CLOSED');
    expect(await signersOf(revoked)).toMatchObject([{ state: 'ASKED', signedAt: null }]);
  });

  it('keeps working when a new link is mailed, and takes what a clock that runs ahead says as now', async () => {
    const id = await place();
    const token = await open(id);
    const [signer] = await signersOf(id);
    await app.gql('mutation ($id: ID!) { resendESignature(signerId: $id) { state } }', { id: signer?.id });
    const signedOffAt = new Date(app.clock.now().getTime() + 3_600_000).toISOString();
    expect((await sign(token, { signedOffAt })).code).toBeUndefined();
    const [signed] = await signersOf(id);
    expect(signed?.signedOffAt?.getTime()).toBeLessThanOrEqual(signed?.signedAt?.getTime() ?? 0);
  });

  it('hands over later what was refused for a fault that can be mended', async () => {
    const id = await place(PHONE);
    const token = await open(id);
    const body = await signature(token, { name: 'Müller & Söhne GmbH', signedOffAt: app.clock.now().toISOString() });
    await app.configure('e-signature', { needsCode: true });
    expect((await call(token, 'sign', { body })).code).toBe('E_SIGNATURE_CODE_MISSING');
    await askCode(token);
    await prove(token, codeIn(sent.at(-1)));
    expect((await call(token, 'sign', { body })).answer.me.state).toBe('SIGNED');
    expect(await signersOf(id)).toMatchObject([{ signedName: 'Müller & Söhne GmbH' }]);
    await app.configure('e-signature', {});
  });
});
