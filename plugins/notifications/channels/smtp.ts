import { createHash } from 'node:crypto';
import type { SentMessageInfo, Transporter } from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer';
import { keepRecent } from '#core';
import type { NotificationSettings } from '../settings.ts';

/** What is needed to reach a server, and to be believed. */
export type SmtpAccess = Pick<
  NotificationSettings,
  | 'smtpHost'
  | 'smtpPort'
  | 'smtpSecurity'
  | 'smtpUser'
  | 'smtpPassword'
  | 'smtpCertificateAuthority'
  | 'dkimSelector'
  | 'dkimKey'
  | 'senderAddress'
>;

/** Until a server must answer: to the connection, to its greeting, and to each word. Milliseconds. */
const CONNECT_MS = 10_000;
const ANSWER_MS = 20_000;
/** Connections that stay open to one server, and mails over one of them. */
const CONNECTIONS = 5;
const MAILS_A_CONNECTION = 100;
const KEPT = 50;

/** One set of connections for each server and sender: greetings and encryption cost more than a mail. */
const transports = new Map<string, Promise<Transporter>>();

/** Hands a mail to the server. Throws the server's answer, with its number in `responseCode` where it gave one. */
export async function handOver(access: SmtpAccess, mail: Mail.Options): Promise<SentMessageInfo> {
  const key = createHash('sha256').update(JSON.stringify(access)).digest('hex');
  const transport = await (transports.get(key) ?? keepRecent(transports, KEPT, [key, connected(access)]));
  return transport.sendMail(mail);
}

/** Lets go of all connections: for processes that end, and for tests. */
export async function closeTransports(): Promise<void> {
  for (const transport of transports.values()) (await transport).close();
  transports.clear();
}

async function connected(access: SmtpAccess): Promise<Transporter> {
  const { smtpHost, smtpPort, smtpSecurity, smtpUser, smtpPassword, smtpCertificateAuthority, dkimSelector, dkimKey, senderAddress } =
    access;
  const { createTransport } = await import('nodemailer');
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: MAILS_A_CONNECTION,
    host: smtpHost,
    port: smtpPort,
    secure: smtpSecurity === 'tls',
    requireTLS: smtpSecurity === 'starttls',
    ignoreTLS: smtpSecurity === 'none',
    tls: { minVersion: 'TLSv1.2', ...(smtpCertificateAuthority !== '' && { ca: smtpCertificateAuthority }) },
    ...(smtpUser !== '' && { auth: { user: smtpUser, pass: smtpPassword } }),
    ...(dkimKey !== '' && {
      dkim: { domainName: senderAddress.split('@').at(-1) ?? '', keySelector: dkimSelector, privateKey: dkimKey },
    }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    // What a mail says is data: it names no file and no address that is fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
