import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';

/** What a server does instead of its work. */
export type MailFault = 'slow' | 'down' | 'half-answer' | 'nonsense';

export interface ReceivedMail extends ParsedMail {
  readonly envelopeFrom: string;
  readonly envelopeTo: readonly string[];
  /** As it came over the line. */
  readonly raw: string;
}

export interface MailReceiver {
  readonly port: number;
  readonly mails: ReceivedMail[];
  readonly setFault: (fault: MailFault | null) => void;
  readonly close: () => Promise<void>;
}

const SLOW_MS = 400;

/**
 * A mail server that takes everything and keeps it, but for addresses that begin with "nobody" (there is no such person), "full"
 * (for good, but not because of the address) and "later" (another time, twice).
 */
export async function startMailReceiver(options: SMTPServerOptions = {}): Promise<MailReceiver> {
  const mails: ReceivedMail[] = [];
  const tries = new Map<string, number>();
  let fault: MailFault | null = null;
  const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.secure || options.key ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, done) {
      const [name = ''] = address.split('@');
      if (name.startsWith('nobody')) return done(refusal(550, '5.1.1 <nobody>: there is no such person here'));
      if (name.startsWith('full')) return done(refusal(552, '5.2.2 the mailbox is full'));
      const before = tries.get(address) ?? 0;
      tries.set(address, before + 1);
      return name.startsWith('later') && before < 2 ? done(refusal(451, '4.7.1 come back later')) : done();
    },
    onData(stream, session, done) {
      received(stream, { from: addressOf(session.envelope.mailFrom), to: session.envelope.rcptTo.map(({ address }) => address) })
        .then(async (mail) => {
          if (fault === 'slow') await pause(SLOW_MS);
          mails.push(mail);
          done();
        })
        .catch(done);
    },
    ...options,
  });
  server.on('error', () => undefined); // clients hang up as they like
  const inner = server.listen(0, '127.0.0.1');
  await once(inner, 'listening');
  const front = await faultyFront(portOf(inner), () => fault);

  return {
    port: portOf(front.server),
    mails,
    setFault: (wanted) => {
      fault = wanted;
    },
    close: async () => {
      await front.close();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

const addressOf = (given: false | { readonly address: string }): string => (given === false ? '' : given.address);

async function received(stream: SMTPServerDataStream, envelope: { from: string; to: string[] }): Promise<ReceivedMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const raw = Buffer.concat(chunks);
  return { ...(await simpleParser(raw)), envelopeFrom: envelope.from, envelopeTo: envelope.to, raw: raw.toString('latin1') };
}

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
};

/** Passes bytes on, unless a fault says otherwise. */
async function faultyFront(port: number, fault: () => MailFault | null) {
  const sockets = new Set<Socket>();
  const { connect } = await import('node:net');
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (fault() === 'down') return void socket.destroy();
    if (fault() === 'nonsense') return void socket.end('<html>We will be back soon.</html>\r\n');
    const inside = connect(port, '127.0.0.1');
    sockets.add(inside);
    inside.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('close', () => inside.destroy());
    inside.pipe(socket);
    socket.on('data', (bytes) => {
      inside.write(bytes);
      // The line breaks in the middle of the mail.
      if (fault() === 'half-answer' && bytes.includes('Message-ID')) socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
