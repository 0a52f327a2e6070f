import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp } from '#core/testing';
import { placeOrder, SENDER, writeMail } from '../notifications.kit.ts';
import plugin from '../plugin.ts';
import { dkimVerdict } from '../test-data/dkim.ts';
import { startMailReceiver } from '../test-data/mail-receiver.ts';
import { closeTransports } from './smtp.ts';

const pems = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
const { privateKey, publicKey } = pems();
const server = await startMailReceiver();
const app = await createTestApp([plugin]);
await app.switch('notifications', true);
await app.configure('notifications', {
  ...SENDER,
  smtpPort: server.port,
  replyTo: 'answers@brand-a.example',
  dkimSelector: 'mail',
  dkimKey: privateKey,
});
afterAll(async () => {
  await closeTransports();
  await app.close();
  await server.close();
});

/** As it came over the line: long lines, letters of other alphabets, blanks at ends, a line that is a dot, and a document. */
let raw = '';
beforeAll(async () => {
  const { orderId } = await placeOrder(app, { customer: { email: 'order@sample.example' } });
  const documents = await app.root.document.findMany({ where: { orderId }, select: { id: true }, take: 1 });
  await writeMail(app, {
    to: 'ada@sample.example',
    subject: `Grüße ${'sehr lang '.repeat(12)}, łódź`,
    text: `Žluťoučký \t \n.\n..\n${'without a break '.repeat(90)}\n\nhttps://a.example/x?a=1&b=2   \n\n\n`,
    documentIds: documents.map(({ id }) => id),
  });
  await app.work();
  raw = server.mails.find(({ envelopeTo }) => envelopeTo.includes('ada@sample.example'))?.raw ?? '';
}, 60_000);

describe('the signature of a mail (DKIM)', () => {
  it("stands for the sender's domain, and whoever knows the public key sees that the mail is as it was sent", () => {
    const verdict = dkimVerdict(raw, publicKey);
    expect(verdict).toMatchObject({ domain: 'brand-a.example', selector: 'mail', isBodyWhole: true, isSignatureRight: true });
    expect(verdict?.signed).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id', 'reply-to']));
  });

  it('does not fit a mail whose body was changed by one letter', () => {
    const at = raw.lastIndexOf('without');
    const changed = `${raw.slice(0, at)}W${raw.slice(at + 1)}`;
    expect(dkimVerdict(changed, publicKey)).toMatchObject({ isBodyWhole: false, isSignatureRight: true });
  });

  it.each(['From', 'Subject', 'To', 'Message-ID'])('does not fit another %s', (name) => {
    const changed = raw.replace(new RegExp(`^${name}: `, 'm'), `${name}: x`);
    expect(changed).not.toBe(raw);
    expect(dkimVerdict(changed, publicKey)).toMatchObject({ isBodyWhole: true, isSignatureRight: false });
  });

  it("is nobody else's", () => {
    expect(dkimVerdict(raw, pems().publicKey)).toMatchObject({ isSignatureRight: false });
  });
});
