import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#core';
import { createTestApp } from '#core/testing';
import { closeTransports } from './channels/smtp.ts';
import { placeOrder, SENDER, writeMail } from './notifications.kit.ts';
import plugin from './plugin.ts';
import { startMailReceiver } from './test-data/mail-receiver.ts';

const server = await startMailReceiver();
const app = await createTestApp([plugin]);
await app.switch('notifications', true);
await app.root.brand.update({ where: { id: app.brands.a }, data: { name: 'Strøm & Söhne <a>', theme: { accent: '#ffd43b' } } });
const connected = { ...SENDER, smtpPort: server.port };
await app.configure('notifications', connected);
afterAll(async () => {
  await closeTransports();
  await app.close();
  await server.close();
});
beforeEach(() => {
  server.mails.length = 0;
  server.setFault(null);
});

const logOf = (recipient: string) => app.root.notificationsMessage.findMany({ where: { recipient }, orderBy: { id: 'asc' } });
/** Jobs wait for real time: here their pauses are over at once. */
async function workOnWithoutPauses(times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    await app.work();
    await app.root.jobRequest.updateMany({ where: { state: 'WAITING' }, data: { notBefore: null } });
  }
}

describe("a mail of the product, by the brand's own server", () => {
  it("arrives in the brand's look and as plain text, whatever letters it is written in", async () => {
    await writeMail(app, {
      to: 'ada@sample.example',
      subject: 'Grüße, æøå, ł',
      text: 'Žluťoučký\n\nhttps://a.example/x?a=1&b=2\n\n<b>no tag</b>',
    });
    await app.work();
    const [mail] = server.mails;
    expect([mail?.subject, mail?.from?.text]).toEqual(['Grüße, æøå, ł', '"Strøm & Söhne <a>" <hello@brand-a.example>']);
    expect(mail?.text?.trim()).toBe('Žluťoučký\n\nhttps://a.example/x?a=1&b=2\n\n<b>no tag</b>');
    const html = String(mail?.html);
    expect(html).toContain('Strøm &amp; Söhne &lt;a&gt;');
    expect(html).toContain('#ffd43b');
    expect(html).toContain('href="https://a.example/x?a=1&amp;b=2"');
    expect(html).toContain('&lt;b&gt;no tag&lt;/b&gt;');
    expect(html).not.toMatch(/<(script|img|link)\b/);
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it("leaves in the name of the brand's look and asks for answers there, unless the settings say otherwise", async () => {
    await app.root.brand.update({
      where: { id: app.brands.a },
      data: { sender: { name: 'Spark service', email: 'answers@spark.example' } },
    });
    await writeMail(app, { to: 'ida@sample.example' });
    await app.work();
    expect([server.mails[0]?.from?.text, server.mails[0]?.replyTo?.text]).toEqual([
      '"Spark service" <hello@brand-a.example>',
      'answers@spark.example',
    ]);
    await app.root.brand.update({ where: { id: app.brands.a }, data: { sender: {} } });
  });

  it('stands in the log with the exact copy, which nobody can change any more', async () => {
    await writeMail(app, { to: 'copy@sample.example', subject: 'To be kept' });
    await app.work();
    const [row] = await logOf('copy@sample.example');
    expect(row).toMatchObject({ state: 'SENT', subject: 'To be kept', text: 'Text', event: 'order-link' });
    expect(row?.html).toContain('To be kept');
    expect(server.mails[0]?.messageId).toBe(`<${row?.id}@brand-a.example>`);
    expect(row?.outsideId).toBe(server.mails[0]?.messageId);
    const change = app.root.notificationsMessage.update({ where: { id: row?.id ?? '' }, data: { text: 'Another' } });
    await expect(change).rejects.toThrow(/is not changed any more/);
  });

  it('takes its documents along', async () => {
    const { orderId } = await placeOrder(app, { customer: { email: 'documents@sample.example' } });
    await app.work();
    const mail = server.mails.find(({ envelopeTo }) => envelopeTo.includes('documents@sample.example'));
    const stored = await app.root.document.findMany({ where: { orderId }, orderBy: { id: 'asc' } });
    expect(stored.length).toBeGreaterThan(0);
    expect(mail?.attachments.map(({ filename, checksum: _, size }) => [filename, size])).toEqual(
      stored.map(({ fileName, sizeBytes }) => [fileName, sizeBytes]),
    );
  });

  it('lets nobody write a header: a line break in an address or a subject stays text, or is refused', async () => {
    await writeMail(app, { to: 'ok@sample.example', subject: 'Hello\r\nBcc: eve@sample.example' });
    await writeMail(app, { to: 'eve@sample.example\r\nBcc: mallory@sample.example' });
    await app.work();
    expect(server.mails.map(({ subject, envelopeTo, bcc }) => [subject, envelopeTo, bcc])).toEqual([
      ['Hello Bcc: eve@sample.example', ['ok@sample.example'], undefined],
    ]);
    const [row] = await logOf('eve@sample.example\r\nBcc: mallory@sample.example');
    expect([row?.state, row?.problem]).toEqual(['FAILED', 'NOTIFICATIONS_ADDRESS_INVALID']);
  });

  it('is tried again while the server says later, and arrives once', async () => {
    await writeMail(app, { to: 'later@sample.example' });
    await workOnWithoutPauses(4);
    expect(server.mails.map(({ envelopeTo }) => envelopeTo)).toEqual([['later@sample.example']]);
    expect((await logOf('later@sample.example'))[0]?.state).toBe('SENT');
  });

  it('is given up where the server refuses for good, and nothing more is sent to an address that does not exist', async () => {
    for (const to of ['nobody@sample.example', 'full@sample.example']) await writeMail(app, { to });
    await app.work();
    expect((await logOf('nobody@sample.example'))[0]).toMatchObject({ state: 'FAILED', problem: 'NOTIFICATIONS_REFUSED' });
    expect(await app.root.notificationsAddress.findMany({ select: { address: true, channel: true } })).toEqual([
      { address: 'nobody@sample.example', channel: 'email' },
    ]);
    await writeMail(app, { to: 'nobody@sample.example' });
    await app.work();
    expect((await logOf('nobody@sample.example'))[1]).toMatchObject({ state: 'FAILED', problem: 'ADDRESS_DEAD' });
  });

  it.each(['down', 'nonsense', 'half-answer'] as const)('waits while the server is %s, and arrives once it is well', async (fault) => {
    const to = `${fault}@sample.example`;
    server.setFault(fault);
    await closeTransports();
    await writeMail(app, { to });
    await app.work();
    expect([(await logOf(to))[0]?.state, server.mails.length]).toEqual(['SENDING', 0]);
    server.setFault(null);
    await workOnWithoutPauses(2);
    expect([(await logOf(to))[0]?.state, server.mails.length]).toEqual(['SENT', 1]);
  });

  it('is sent where its dead letter is run again after the server was repaired', async () => {
    const to = 'dead-letter@sample.example';
    server.setFault('down');
    await closeTransports();
    await writeMail(app, { to });
    await app.work();
    const waiting = { name: 'notifications.deliver', state: 'WAITING' } as const;
    await app.root.jobRequest.updateMany({ where: waiting, data: { attempt: 23, notBefore: null } });
    await app.work();
    expect((await logOf(to))[0]).toMatchObject({ state: 'FAILED', problem: 'NO_ANSWER' });
    server.setFault(null);
    const { id } = await app.root.jobRequest.findFirstOrThrow({ where: { ...waiting, state: 'DEAD' }, orderBy: { finishedAt: 'desc' } });
    await app.gql('mutation ($id: ID!) { retryJob(id: $id) { id } }', { id });
    await app.work();
    expect((await logOf(to))[0]).toMatchObject({ state: 'SENT', problem: null });
    expect(server.mails.map(({ envelopeTo }) => envelopeTo)).toEqual([[to]]);
  });

  it('is not sent by a server whose certificate nobody vouches for', async () => {
    const stranger = await startMailReceiver({ disabledCommands: ['AUTH'] });
    await app.configure('notifications', { ...connected, smtpPort: stranger.port, smtpSecurity: 'starttls' });
    await writeMail(app, { to: 'secret@sample.example' });
    await app.work();
    expect([stranger.mails.length, (await logOf('secret@sample.example'))[0]?.state]).toEqual([0, 'SENDING']);
    await app.configure('notifications', connected);
    await workOnWithoutPauses(2);
    expect(server.mails.length).toBe(1);
    await stranger.close();
  });

  it('stays in the mailbox where no server is set, and of a brand that has the plugin off', async () => {
    await app.configure('notifications', { ...connected, smtpHost: '' });
    await writeMail(app, { to: 'kept@sample.example' });
    await writeMail(app, { to: 'other@sample.example' }, 'b');
    await app.work();
    await app.configure('notifications', connected);
    expect([server.mails.length, (await logOf('kept@sample.example')).length]).toEqual([0, 0]);
    expect(await app.root.mailMessage.count({ where: { recipient: { in: ['kept@sample.example', 'other@sample.example'] } } })).toBe(2);
  });

  it('is not sent any more when it was written long before the plugin was on again', async () => {
    await app.switch('notifications', false);
    await writeMail(app, { to: 'old@sample.example' });
    await app.deliver();
    app.clock.forward({ days: 3 });
    await app.switch('notifications', true);
    await app.work();
    expect((await logOf('old@sample.example'))[0]).toMatchObject({ state: 'SUPPRESSED', problem: 'TOO_OLD' });
    expect(server.mails).toEqual([]);
  });
});

describe('the log', () => {
  const query = '{ notificationsMessages(first: 200) { id recipient state subject text } notificationsCounts { state count } }';

  it('tells what became of each message, newest first', async () => {
    await writeMail(app, { to: 'log@sample.example', subject: 'Read me' });
    await app.work();
    const { data } = await app.gql(query);
    expect(data.notificationsMessages[0]).toMatchObject({ recipient: 'log@sample.example', state: 'SENT', subject: 'Read me' });
    expect(data.notificationsCounts.length).toBeGreaterThan(1);
  });

  it('shows what a mail says to those alone who may read it in the mailbox', async () => {
    const some = await app.as('a', { permissions: new Set(['notifications.read']) });
    const { data } = await app.gql(query, {}, some);
    expect(data.notificationsMessages[0]).toMatchObject({ recipient: 'log@sample.example', subject: null, text: null });
  });

  it('shows what a rule or a mailing said to those alone who may read the mailbox', async () => {
    const told = { subject: 'Told by a rule', text: 'https://a.example/my#key', recipient: 'rule@sample.example' };
    await app.root.notificationsMessage.create({
      data: { brandId: app.brands.a, uniqueKey: 'told by a rule', channel: 'email', state: 'SENT', ...told },
    });
    const seenWith = async (...permissions: string[]) => {
      const { data } = await app.gql(query, {}, await app.as('a', { permissions: new Set(permissions) }));
      return data.notificationsMessages[0];
    };
    expect(await seenWith('notifications.read')).toMatchObject({ recipient: told.recipient, subject: null, text: null });
    expect(await seenWith('notifications.read', 'mailbox.read')).toMatchObject(told);
  });

  it("shows nothing of another brand's", async () => {
    await app.switch('notifications', true, { brand: 'b' });
    const { data } = await app.gql(query, {}, await app.as('b'));
    expect(data.notificationsMessages).toEqual([]);
  });
});

describe('the settings', () => {
  const refusals = async (given: object) => {
    const error = await inTransaction(await app.as(), async () => app.configure('notifications', { ...given })).catch((cause) => cause);
    return error.details?.problems?.map(({ field }: { field: string }) => field);
  };

  it('say all that is wrong at once', async () => {
    expect(
      await refusals({ smtpHost: 'mail.example', smtpSecurity: 'none', smtpUser: 'me', dkimSelector: 'mail', bounceToken: 'short' }),
    ).toEqual(['dkimKey', 'bounceToken', 'senderAddress', 'smtpSecurity', 'smtpPassword']);
    expect(await refusals({ slackUrl: 'http://10.0.0.1/hook', quietFrom: '25:00', senderName: 'a\nb' })).toEqual([
      'senderName',
      'quietFrom',
      'slackUrl',
    ]);
  });
});
