import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Ctx } from '#core';
import { textOf, verdict } from './test-data/pdf.ts';
import { ADA, DRAWN, openDesk } from './test-data/signing.ts';

/** Each order and each signature sets letters, in threads that have to start on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });
const desk = await openDesk();
const { app, place, requestOf, signersOf, mails, tokenFor, call, signature, sign, statusOf } = desk;
afterAll(() => desk.close());
afterEach(() => app.configure('e-signature', {}));

const step = async (id: string, transition: string, more: object = {}) =>
  app.gql(
    'mutation ($id: ID!, $transition: String!, $reason: String) { transitionContract(id: $id, transition: $transition, reason: $reason) { status } }',
    { id, transition, ...more },
  );
const codeOf = ({ errors }: { errors?: readonly { extensions: Readonly<Record<string, unknown>> }[] }) => errors?.[0]?.extensions.code;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a contract that reaches a chosen status', () => {
  it('asks its customer by mail, once, with the document that is signed', async () => {
    const id = await place();
    expect(await requestOf(id)).toMatchObject({ state: 'OPEN', documentSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await signersOf(id)).toMatchObject([{ state: 'ASKED', name: 'Ada Sample', email: ADA, role: 'CUSTOMER' }]);
    const { number } = await app.root.contract.findUniqueOrThrow({ where: { id } });
    const [mail, ...others] = await mails(number);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ recipient: ADA, documentIds: [(await requestOf(id)).documentId] });
    expect(mail?.text).toContain('http://a.localhost:4000/my/p/e-signature/sign#');

    await app.root.jobRequest.updateMany({ where: { name: 'e-signature.prepare' }, data: { state: 'WAITING' } });
    await app.work();
    expect(await mails(number)).toHaveLength(1);
  });

  it('is not asked for where the brand chose another status', async () => {
    await app.configure('e-signature', { askAt: ['awaiting_signature'] });
    const id = await place();
    expect(await app.root.eSignatureRequest.count({ where: { contractId: id } })).toBe(0);
  });

  it('keeps no token: neither mail, nor row, nor job lets anybody sign who reads the database alone', async () => {
    const id = await place();
    const token = await tokenFor(ADA);
    const rows = JSON.stringify([await requestOf(id), await signersOf(id), await app.root.jobRequest.findMany()]);
    expect(rows).not.toContain(token.split('.')[3]);
  });
});

describe('somebody with the link', () => {
  it('reads what is signed, as text and as the file with that check sum', async () => {
    await place();
    const token = await tokenFor(ADA);
    const { answer } = await call(token, 'request');
    expect(answer).toMatchObject({ state: 'OPEN', me: { state: 'ASKED', name: 'Ada Sample', code: null } });
    expect(answer.document.sections.map(({ heading }: { heading: string }) => heading)).toEqual(
      expect.arrayContaining(['Parties', 'Price', 'Power of attorney', 'Signing']),
    );
    const { bytes } = await call(token, 'document');
    expect(sha256(bytes)).toBe(answer.document.sha256);
    const text = textOf(bytes);
    for (const { heading } of answer.document.sections) if (heading) expect(text).toContain(heading);
  });

  it('signs by hand: the file is sealed, valid, in the documents of the contract, and its hash in the audit log', async () => {
    const id = await place();
    const token = await tokenFor(ADA);
    const shown = (await call(token, 'document')).bytes;
    expect((await sign(token)).answer).toMatchObject({ state: 'SEALING', me: { state: 'SIGNED' } });
    await app.work();

    const request = await requestOf(id);
    expect(request).toMatchObject({ state: 'DONE', problem: null });
    const { document, bytes } = await fileOf(request.signedDocumentId);
    expect(document).toMatchObject({ contractId: id, kind: 'e-signature.signed', sha256: request.signedSha256 });
    expect(verdict(bytes)).toContain('Signature is Valid.');
    expect(Buffer.from(bytes).subarray(0, shown.byteLength).equals(shown)).toBe(true);
    const entries = await app.root.auditEntry.findMany({ where: { subject: request.id }, orderBy: { id: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual(['e-signature.opened', 'e-signature.signed', 'e-signature.sealed']);
    expect(entries.at(-1)?.after).toMatchObject({ sha256: sha256(bytes), documentSha256: sha256(shown) });
  });

  it('finds in the evidence what was done, and no more', async () => {
    const id = await place();
    await sign(await tokenFor(ADA), { method: 'TYPED', name: 'Ada  Sąmple', drawing: undefined });
    await app.work();
    const request = await requestOf(id);
    const text = textOf((await fileOf(request.signedDocumentId)).bytes).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Ada Sąmple');
    expect(text).toContain('203.0.113.0/24');
    expect(text).not.toContain('203.0.113.77');
    expect(text).toContain((request.documentSha256 ?? '').match(/.{8}/g)?.join(' '));
    expect(text).toContain('Simple electronic signature');
    expect(text).toContain('neither an advanced nor a qualified one');
  });

  it('gets the signed document by mail and on the page', async () => {
    const id = await place();
    const token = await tokenFor(ADA);
    await sign(token);
    expect((await call(token, 'signed')).code).toBe('E_SIGNATURE_FILE_MISSING');
    await app.work();
    const { signedDocumentId, signedSha256 } = await requestOf(id);
    expect(sha256((await call(token, 'signed')).bytes)).toBe(signedSha256);
    const { number } = await app.root.contract.findUniqueOrThrow({ where: { id } });
    expect((await mails(`signed contract ${number}`)).map(({ recipient, documentIds }) => ({ recipient, documentIds }))).toEqual([
      { recipient: ADA, documentIds: [signedDocumentId] },
    ]);
  });

  it('may decline, with a reason; nothing is signed then', async () => {
    const id = await place();
    const token = await tokenFor(ADA);
    expect((await call(token, 'decline', { body: { reason: 'too dear' } })).answer.state).toBe('DECLINED');
    expect(await requestOf(id)).toMatchObject({ state: 'DECLINED', endReason: 'too dear', openContractId: null });
    expect((await sign(token)).code).toBe('E_SIGNATURE_CLOSED');
  });
});

describe('what is sent to sign', () => {
  it('is refused with every problem at once', async () => {
    await place();
    const token = await tokenFor(ADA);
    const { status, code, answer } = await sign(token, {
      name: '<script>alert(1)</script>',
      drawing: { ...DRAWN, lines: [] },
      isConsented: false,
    });
    expect([status, code]).toEqual([400, 'E_SIGNATURE_INPUT_INVALID']);
    expect(answer.error.details.problems.map(({ field }: { field: string }) => field)).toEqual(['name', 'drawing', 'isConsented']);
  });

  it('is refused for another document than the one that was shown', async () => {
    await place();
    const token = await tokenFor(ADA);
    expect((await sign(token, { documentSha256: '0'.repeat(64) })).code).toBe('E_SIGNATURE_DOCUMENT_CHANGED');
  });

  it('is not taken when it is huge', async () => {
    await place();
    const token = await tokenFor(ADA);
    const line = Array.from({ length: 40_000 }, (_, index) => ({ x: index / 200, y: 50 }));
    expect((await sign(token, { drawing: { ...DRAWN, lines: [line] } })).status).toBe(413);
  });

  it('seals nothing where another document than the signed one stands in its place', async () => {
    const { documentId } = await requestOf(await place());
    const id = await place();
    await sign(await tokenFor(ADA));
    await app.root.eSignatureRequest.update({ where: { id: (await requestOf(id)).id }, data: { documentId } });
    await app.work();
    expect(await requestOf(id)).toMatchObject({ state: 'SEALING', signedDocumentId: null });
    expect(await app.root.jobRequest.findFirst({ where: { name: 'e-signature.seal', state: 'DEAD' } })).toMatchObject({
      error: expect.stringContaining('is not the one that was read and signed'),
    });
  });

  it('makes one signature, however many tabs and repeats there are', async () => {
    const id = await place();
    const token = await tokenFor(ADA);
    const [one, other] = [await signature(token), await signature(token)];
    const answers = await Promise.all([one, other, one, other].map((body) => call(token, 'sign', { body })));
    const codes = answers.map(({ code }) => code ?? 'signed').sort();
    expect(codes).toEqual(['E_SIGNATURE_ALREADY_SIGNED', 'E_SIGNATURE_ALREADY_SIGNED', 'signed', 'signed']);
    expect(await app.root.auditEntry.count({ where: { action: 'e-signature.signed', subject: (await requestOf(id)).id } })).toBe(1);
    expect(await app.root.jobRequest.count({ where: { name: 'e-signature.seal', uniqueKey: (await requestOf(id)).id } })).toBe(1);
  });
});

describe('a link', () => {
  it('of another brand, of nobody or changed leads nowhere', async () => {
    await app.switch('e-signature', true, { brand: 'b' });
    await place();
    const token = await tokenFor(ADA);
    const [signer, round, witness, digest] = token.split('.');
    expect((await call(token, 'request', { host: 'b.localhost' })).code).toBe('E_SIGNATURE_LINK_INVALID');
    for (const made of [
      'x',
      `${randomUUID()}.${round}.${witness}.${digest}`,
      `${signer}.1.${witness}.${digest}`,
      `${signer}.${round}.${Buffer.from('me').toString('base64url')}.${digest}`,
    ]) {
      for (const path of ['request', 'document', 'signed']) expect((await call(made, path)).code).toBe('E_SIGNATURE_LINK_INVALID');
      expect((await call(made, 'sign', { body: {} })).code).toBe('E_SIGNATURE_LINK_INVALID');
    }
    const bare = await app.http.inject({ url: '/plugins/e-signature/request', headers: { host: 'a.localhost' } });
    expect(bare.json().error.code).toBe('E_SIGNATURE_LINK_MISSING');
    await app.switch('e-signature', false, { brand: 'b' });
  });

  it('ends when a new one is sent', async () => {
    const id = await place();
    const old = await tokenFor(ADA);
    const [signer] = await signersOf(id);
    expect(codeOf(await app.gql('mutation ($id: ID!) { resendESignature(signerId: $id) { state } }', { id: signer?.id }))).toBeUndefined();
    const fresh = await tokenFor(ADA);
    expect(fresh).not.toBe(old);
    expect((await call(old, 'request')).code).toBe('E_SIGNATURE_LINK_INVALID');
    expect((await sign(fresh)).code).toBeUndefined();
  });

  it('speaks the language of whoever asks', async () => {
    expect((await call('x', 'request', { language: 'de' })).answer.error.message).toContain('Dieser Link ist zu alt');
  });
});

describe('several signers', () => {
  const company = {
    customer: { kind: 'COMPANY', companyName: 'Käsekrainer & Søn GmbH', firstName: 'Łucja', lastName: 'Åström', birthDate: null },
  };

  it('for a company say by what right, and declare it', async () => {
    const id = await place(company);
    const token = await tokenFor(ADA);
    const { answer } = await sign(token, { name: 'Łucja Åström' });
    expect(answer.error.details.problems.map(({ field }: { field: string }) => field)).toEqual(['capacity', 'hasAuthority']);
    expect((await sign(token, { name: 'Łucja Åström', capacity: 'Geschäftsführerin', hasAuthority: true })).code).toBeUndefined();
    await app.work();
    const text = textOf((await fileOf((await requestOf(id)).signedDocumentId)).bytes);
    expect(text).toContain('Käsekrainer & Søn GmbH');
    expect(text).toContain('Łucja Åström');
    expect(text).toContain('Geschäftsführerin');
  });

  it('sign one after the other; the last signature seals', async () => {
    const id = await place();
    const { customerId } = await app.root.contract.findUniqueOrThrow({ where: { id } });
    await app.gql('mutation ($id: ID!) { revokeESignature(requestId: $id, reason: "two are needed") { state } }', {
      id: (await requestOf(id)).id,
    });
    await app.root.customerPerson.create({
      data: {
        brandId: app.brands.a,
        customerId: customerId ?? '',
        position: 1,
        role: 'joint',
        firstName: 'Bo',
        lastName: 'Sample',
        email: 'bo@sample.example',
      },
    });
    await app.gql('mutation ($id: ID!) { requestESignature(contractId: $id) { state } }', { id });
    await app.work();
    expect(await signersOf(id)).toMatchObject([
      { state: 'ASKED', email: ADA },
      { state: 'WAITING', email: 'bo@sample.example' },
    ]);
    expect(await app.root.mailMessage.count({ where: { recipient: 'bo@sample.example' } })).toBe(0);

    const first = await sign(await tokenFor(ADA));
    expect(first.answer).toMatchObject({ state: 'OPEN', me: { state: 'SIGNED' } });
    expect(JSON.stringify(first.answer)).not.toContain('bo@sample.example');
    expect((await sign(await tokenFor('bo@sample.example'), { name: 'Bo Sample' })).answer.state).toBe('SEALING');
    await app.work();
    expect(verdict((await fileOf((await requestOf(id)).signedDocumentId)).bytes)).toContain('Signature is Valid.');
  });
});

describe('the contract', () => {
  it('is not registered while its signature is missing, and is once it is there', async () => {
    const id = await place();
    expect(codeOf(await step(id, 'register'))).toBe('E_SIGNATURE_MISSING');
    await sign(await tokenFor(ADA));
    await app.work();
    expect(codeOf(await step(id, 'register'))).toBeUndefined();
  });

  it('moves to the status that the brand chose', async () => {
    await app.configure('e-signature', { moveBy: ['sign', 'register'] });
    const id = await place();
    await sign(await tokenFor(ADA));
    expect(await statusOf(id)).toBe('accepted');
    // "register" asks whether it is signed: it is.
    await app.work();
    expect(await app.root.contractHistory.findMany({ where: { contractId: id, transition: 'register' } })).toHaveLength(1);
  });

  it('that is over ends the request for its signature', async () => {
    const id = await place();
    const token = await tokenFor(ADA);
    expect(codeOf(await step(id, 'cancel', { reason: 'customer-wish' }))).toBeUndefined();
    await app.work();
    expect(await requestOf(id)).toMatchObject({ state: 'REVOKED', openContractId: null });
    expect((await sign(token)).code).toBe('E_SIGNATURE_CLOSED');
  });

  it('tells in its timeline who was asked and who signed', async () => {
    const id = await place();
    await sign(await tokenFor(ADA));
    await app.work();
    const { data } = await app.gql('query ($id: ID!) { contract(id: $id) { timeline(first: 100) { pluginId text } } }', { id });
    const told = data.contract.timeline
      .filter(({ pluginId }: { pluginId: string }) => pluginId === 'e-signature')
      .map(({ text }: { text: string }) => text);
    expect(told).toEqual(
      expect.arrayContaining(['Ada Sample was asked to sign', 'Ada Sample signed', 'Everybody has signed; the document is sealed']),
    );
  });

  it('tells why somebody did not sign to those alone who may see it', async () => {
    const id = await place();
    await call(await tokenFor(ADA), 'decline', { body: { reason: 'too dear' } });
    const toldTo = async (ctx: Ctx): Promise<string> =>
      JSON.stringify(
        (await app.gql('query ($id: ID!) { contract(id: $id) { timeline(first: 100) { pluginId text } } }', { id }, ctx)).data,
      );
    const reader = await app.as();
    expect(await toldTo(reader)).toContain(': too dear');
    const permissions = new Set([...reader.viewer.permissions].filter((permission) => permission !== 'e-signature.read'));
    const told = await toldTo(await app.as('a', { permissions }));
    expect(told).toContain('e-signature');
    expect(told).not.toContain('too dear');
  });
});

describe('time', () => {
  const watch = async () => {
    await app.root.jobRequest.create({ data: { brandId: app.brands.a, name: 'e-signature.watch', input: {} } });
    await app.work();
  };

  it('brings each reminder once, with the same link, and then the end', async () => {
    const id = await place();
    const token = await tokenFor(ADA);
    const { number } = await app.root.contract.findUniqueOrThrow({ where: { id } });
    const reminded = async () => (await mails(`still missing: contract ${number}`)).length;
    await watch();
    expect(await reminded()).toBe(0);
    app.clock.forward({ days: 3 });
    await watch();
    await watch();
    expect(await reminded()).toBe(1);
    expect(await tokenFor(ADA)).toBe(token);
    app.clock.forward({ days: 12 });
    expect((await sign(token)).code).toBe('E_SIGNATURE_EXPIRED');
    await watch();
    expect(await requestOf(id)).toMatchObject({ state: 'EXPIRED' });
    expect((await sign(token)).code).toBe('E_SIGNATURE_CLOSED');
  });
});

describe('switched off', () => {
  it('has no page data, asks nobody and keeps nobody from registering', async () => {
    const id = await place();
    const token = await tokenFor(ADA);
    await app.switch('e-signature', false);
    expect((await call(token, 'request')).status).toBe(404);
    expect(codeOf(await step(id, 'register'))).toBeUndefined();
    const other = await place();
    expect(await app.root.eSignatureRequest.count({ where: { contractId: other } })).toBe(0);
    await app.switch('e-signature', true, { parked: 'drop' });
    expect((await call(token, 'request')).status).toBe(200);
  });
});

async function fileOf(id: string | null) {
  const document = await app.root.document.findUniqueOrThrow({ where: { id: id ?? '' } });
  const { bytes } = await app.root.documentContent.findUniqueOrThrow({ where: { documentId: document.id } });
  return { document, bytes };
}
