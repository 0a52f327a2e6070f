import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

interface Received {
  readonly to: readonly string[];
  /** As it came over the line. */
  readonly source: string;
}

/** A mail server that takes everything, for a look at what leaves the product. */
export async function startReceiver() {
  const mails: Received[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false },
    onData: (stream, { envelope }, done) => {
      text(stream).then((source) => {
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), source });
        done();
      }, done);
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    mails,
    port,
    /** Everything for somebody, read as their program reads it. */
    mailsTo: (address: string) => Promise.all(mails.filter(({ to }) => to.includes(address)).map(({ source }) => simpleParser(source))),
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
