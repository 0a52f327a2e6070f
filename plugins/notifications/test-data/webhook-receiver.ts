import { once } from 'node:events';
import { createServer } from 'node:http';

export interface WebhookReceiver {
  readonly url: string;
  readonly bodies: unknown[];
  /** What it answers from now on. */
  readonly answer: (status: number) => void;
  readonly close: () => Promise<void>;
}

/** An incoming webhook of a messenger. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const bodies: unknown[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    if (status < 300) bodies.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/elsewhere' } : {});
    response.end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    bodies,
    answer: (wanted) => {
      status = wanted;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
