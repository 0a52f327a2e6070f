import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '#core/testing';
import { closeTransports } from '../channels/smtp.ts';
import { SENDER, writeMail } from '../notifications.kit.ts';
import plugin from '../plugin.ts';
import { startMailReceiver } from '../test-data/mail-receiver.ts';
import { readReport } from './report.ts';

const TOKEN = 'a-token-of-the-mail-server-0123456789';
const server = await startMailReceiver();
const app = await createTestApp([plugin]);
await app.switch('notifications', true);
await app.configure('notifications', { ...SENDER, smtpPort: server.port, bounceAddress: 'bounce@brand-a.example', bounceToken: TOKEN });
afterAll(async () => {
  await closeTransports();
  await app.close();
  await server.close();
});

/** As Postfix writes it (RFC 3464). */
const report = ({
  to,
  status,
  action = 'failed',
  messageId = '<x@y>',
}: {
  to: string;
  status: string;
  action?: string;
  messageId?: string;
}) =>
  [
    ...[
      'From: MAILER-DAEMON@mail.example (Mail Delivery System)',
      `To: ${to}`,
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
    ],
    ...[
      'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
      '',
      '--B',
      'Content-Type: text/plain; charset=us-ascii',
      '',
    ],
    ...['This is the mail system at host mail.example.', '', '--B', 'Content-Type: message/delivery-status', ''],
    ...['Reporting-MTA: dns; mail.example', '', 'Final-Recipient: rfc822; ada@sample.example', `Action: ${action}`, `Status: ${status}`],
    ...[
      'Diagnostic-Code: smtp; 550 5.1.1 <ada@sample.example>: Recipient address',
      '    rejected: User unknown',
      '',
      '--B',
      'Content-Type: message/rfc822',
      '',
    ],
    ...[`Message-ID: ${messageId}`, 'Subject: Subject', '', 'Text', '', '--B--', ''],
  ].join('\r\n');

const handIn = (payload: string, authorization = `Bearer ${TOKEN}`) =>
  app.http.inject({
    method: 'POST',
    url: '/plugins/notifications/bounces',
    payload,
    headers: { host: 'a.localhost', authorization, 'content-type': 'message/rfc822' },
  });

async function sent(to: string) {
  server.mails.length = 0;
  await writeMail(app, { to });
  await app.work();
  const [mail] = server.mails;
  const row = await app.root.notificationsMessage.findFirstOrThrow({ where: { recipient: to }, orderBy: { id: 'desc' } });
  return { row, from: mail?.envelopeFrom ?? '', messageId: mail?.messageId ?? '' };
}
const stateOf = async (id: string) => {
  const { state, problem } = await app.root.notificationsMessage.findUniqueOrThrow({ where: { id } });
  return [state, problem];
};

describe('a mail that comes back', () => {
  it('is found by the address it went back to; an address that does not exist gets nothing more', async () => {
    const { row, from } = await sent('ada@sample.example');
    expect(from).toBe(`bounce+${row.id.replaceAll('-', '')}@brand-a.example`);
    expect((await handIn(report({ to: from, status: '5.1.1' }))).json()).toEqual({ taken: 'noted' });
    expect(await stateOf(row.id)).toEqual(['BOUNCED', 'BOUNCED 5.1.1']);
    const marked = await app.root.notificationsAddress.findFirstOrThrow({ where: { address: 'ada@sample.example' } });
    expect(marked.reason).toBe('550 5.1.1 <ada@sample.example>: Recipient address rejected: User unknown');
    await writeMail(app, { to: 'ada@sample.example' });
    await app.work();
    expect(server.mails.length).toBe(1);
  });

  it('is found by its own number where its address says none, and a full mailbox marks no address', async () => {
    const { row, messageId } = await sent('grace@sample.example');
    await handIn(report({ to: 'postmaster@brand-a.example', status: '5.2.2', messageId }));
    expect(await stateOf(row.id)).toEqual(['BOUNCED', 'BOUNCED 5.2.2']);
    expect(await app.root.notificationsAddress.count({ where: { address: 'grace@sample.example' } })).toBe(0);
  });

  it('still counts as sent while a server only says that it takes longer', async () => {
    const { row, from } = await sent('slow@sample.example');
    expect((await handIn(report({ to: from, status: '4.4.1', action: 'delayed' }))).json()).toEqual({ taken: 'passing' });
    expect((await stateOf(row.id))[0]).toBe('SENT');
  });

  it('is taken from the mail server alone', async () => {
    const { row, from } = await sent('safe@sample.example');
    for (const token of ['', 'Bearer ', 'Bearer something-else'])
      expect((await handIn(report({ to: from, status: '5.1.1' }), token)).statusCode).toBe(401);
    expect((await stateOf(row.id))[0]).toBe('SENT');
  });

  it('changes nothing where it is no report, or about nothing of ours', async () => {
    expect((await handIn('From: ada@sample.example\r\nSubject: Re: Subject\r\n\r\nThank you!')).json()).toEqual({ taken: 'no-report' });
    expect((await handIn('\u0000\u0001 nonsense')).json()).toEqual({ taken: 'no-report' });
    expect((await handIn(report({ to: 'a@b.example', status: '5.1.1' }))).json()).toEqual({ taken: 'no-message' });
  });

  it('is read whatever letters it is written in', async () => {
    const read = await readReport(
      Buffer.from(
        report({ to: 'a@b.example', status: '5.1.1 (nicht möglich)', messageId: '<0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000@x.example>' }),
      ),
    );
    expect(read).toMatchObject({ messageId: '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000', action: 'failed', status: '5.1.1' });
  });
});
