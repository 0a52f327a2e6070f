import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from '#core';

/** What a gateway does instead of its work. */
export type SmsFault = 'slow' | 'down' | 'half-answer' | 'nonsense' | 'access-refused';

export interface TakenText {
  readonly gateway: 'seven' | 'gatewayapi';
  readonly to: string;
  readonly text: string;
  readonly from: string | null;
  readonly reference: string | null;
  readonly encoding: string | null;
}

export interface SmsSimulator {
  readonly sevenUrl: string;
  readonly gatewayapiUrl: string;
  readonly apiKey: string;
  /** What it was given, oldest first. */
  readonly texts: TakenText[];
  readonly setFault: (fault: SmsFault | null) => void;
  readonly close: () => Promise<void>;
}

const MOST_BYTES = 100_000;
const SLOW_MS = 6_000;
/** Numbers that end like this are none. */
const NOBODY = /0000$/;
const KEY = 'simulator';

const SevenBody = z.object({ to: z.string(), text: z.string(), from: z.string().optional(), foreign_id: z.string().optional() });
const GatewayapiBody = z.object({
  message: z.string(),
  recipients: z.array(z.object({ msisdn: z.number() })).min(1),
  sender: z.string().optional(),
  userref: z.string().optional(),
  encoding: z.string().optional(),
});

interface Answer {
  readonly status: number;
  readonly body: string;
}
const json = (status: number, body: object): Answer => ({ status, body: JSON.stringify(body) });

/** A server on this machine that speaks the protocols of seven.io and GatewayAPI. It sends nothing. */
export async function startSmsSimulator(): Promise<SmsSimulator> {
  const texts: TakenText[] = [];
  let fault: SmsFault | null = null;

  const seven = (headers: IncomingMessage['headers'], given: unknown): Answer => {
    if (headers['x-api-key'] !== KEY || fault === 'access-refused') return json(200, { success: '900', messages: [] });
    const { to, text, from = null, foreign_id: reference = null } = SevenBody.parse(given);
    const message = { id: null, recipient: to, text, parts: 1, price: null };
    if (NOBODY.test(to))
      return json(200, {
        success: '202',
        messages: [{ ...message, success: false, error: '202', error_text: 'Recipient number invalid' }],
      });
    texts.push({ gateway: 'seven', to, text, from, reference, encoding: null });
    return json(200, {
      success: '100',
      total_price: 0.075,
      messages: [{ ...message, id: randomUUID(), price: 0.075, success: true, error: null, error_text: null }],
    });
  };
  const gatewayapi = (headers: IncomingMessage['headers'], given: unknown): Answer => {
    const isKnown = headers.authorization === `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`;
    if (!isKnown || fault === 'access-refused') return json(401, { code: '0x0210', message: 'Invalid username' });
    const { message, recipients, sender = null, userref = null, encoding = null } = GatewayapiBody.parse(given);
    const to = `+${recipients[0]?.msisdn}`;
    if (NOBODY.test(to)) return json(403, { code: '0x0215', message: 'MSISDN blacklisted' });
    texts.push({ gateway: 'gatewayapi', to, text: message, from: sender, reference: userref, encoding });
    return json(200, { ids: [texts.length], usage: { countries: { AT: 1 }, currency: 'EUR', total_cost: 0.08125 } });
  };

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    if (fault === 'slow') await pause(SLOW_MS, undefined, { ref: false });
    if (fault === 'down') return json(503, {});
    if (fault === 'nonsense') return { status: 200, body: '<html>We will be back soon.</html>' };
    const given: unknown = JSON.parse(await bodyOf(request));
    if (request.url === '/api/sms') return seven(request.headers, given);
    if (request.url === '/rest/mtsms') return gatewayapi(request.headers, given);
    return json(404, {});
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, body } = await answerTo(request);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    if (fault === 'half-answer') return void response.write(body.slice(0, body.length / 2), () => response.destroy());
    response.end(body);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(400).end(String(error));
    });
  });
  server.on('connection', (socket) => socket.unref());
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    sevenUrl: `${origin}/api`,
    gatewayapiUrl: `${origin}/rest`,
    apiKey: KEY,
    texts,
    setFault: (wanted) => {
      fault = wanted;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error(`The body is longer than ${MOST_BYTES} bytes`);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}
