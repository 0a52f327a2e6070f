import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from '#core';
import type { BureauCode } from '../providers/bureau.ts';
import { soapEnvelopes } from '../providers/soap-envelope.ts';
import { boniversumProtocol } from './boniversum-protocol.ts';
import { buergelProtocol } from './buergel-protocol.ts';
import { creditreformProtocol } from './creditreform-protocol.ts';
import { crifRestProtocol } from './crif-rest-protocol.ts';
import { crifSoapProtocol } from './crif-soap-protocol.ts';
import { ksv1870Protocol } from './ksv1870-protocol.ts';
import { BASE_PATH, type SimulatorCall, type SimulatorRules, schufaProtocol, TOKEN_PATH } from './schufa-protocol.ts';
import { type Bill, billing } from './simulator-bill.ts';
import type { OtherProtocol } from './simulator-house.ts';
import { json, problem, type SimulatorReply } from './simulator-replies.ts';

/**
 * What can go wrong on the way: `slow` answers after `slowMs`; `down` is a 503; `half-answer` cuts the connection in the body;
 * `nonsense` is a 200 with a web page; `certificate-refused` is the 403 of a certificate that is not bound yet; `source-down`
 * leaves a part out where several sources answer.
 */
export const FAULTS = ['slow', 'down', 'half-answer', 'nonsense', 'certificate-refused', 'source-down'] as const;
export type Fault = (typeof FAULTS)[number];

export interface SimulatorOptions extends Partial<SimulatorRules> {
  readonly fault?: Fault | null;
  readonly slowMs?: number;
  /** Mutual TLS, PEM: the server's certificate and key, and the authority whose client certificates are let in. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly clientAuthority: string };
}

export interface BureauSimulator {
  /** Where a bureau beside SCHUFA is asked; user and password are client id and secret. */
  readonly urlOf: (code: Exclude<BureauCode, 'schufa'>) => string;
  /** What the bureaus beside SCHUFA would bill, in cents. */
  readonly bill: Bill['lines'];
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How often each address was called, by its path. */
  readonly calls: ReadonlyMap<string, number>;
  readonly setFault: (fault: Fault | null) => void;
  readonly revokeTokens: () => void;
  readonly close: () => Promise<void>;
}

const CONTROL_PATH = '/control/fault';
const MAX_BODY_BYTES = 100_000;

/** Speaks the bureaus' protocols on a free port of the loopback interface. It does not keep the process alive. */
export async function startBureauSimulator(options: SimulatorOptions = {}): Promise<BureauSimulator> {
  const { clientId = 'demo-client', clientSecret = 'demo-secret', tokenSeconds = 300, pollsUntilDone = 1, slowMs = 60_000, tls } = options;
  const protocol = schufaProtocol({ clientId, clientSecret, tokenSeconds, pollsUntilDone });
  const bill = billing();
  let fault = options.fault ?? null;
  const house = { bill, pollsUntilDone, isSourceDown: () => fault === 'source-down' };
  const envelopes = await soapEnvelopes();
  const others: Readonly<Record<Exclude<BureauCode, 'schufa'>, OtherProtocol>> = {
    creditreform: creditreformProtocol(house),
    'crif-de': crifRestProtocol(house),
    'crif-at': crifSoapProtocol(house, envelopes),
    boniversum: boniversumProtocol(house),
    buergel: buergelProtocol(house),
    deltavista: crifSoapProtocol(house, envelopes),
    ksv1870: ksv1870Protocol(house),
  };
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const calls = new Map<string, number>();
  let origin = '';

  const control = (body: string): SimulatorReply => {
    const wanted = z.object({ fault: z.enum(FAULTS).nullable() }).safeParse(JSON.parse(body));
    if (!wanted.success) return problem(400, `fault: must be null or one of ${FAULTS.join(', ')}`);
    fault = wanted.data.fault;
    return NO_CONTENT;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = request;
    const body = await bodyOf(request);
    if (path === CONTROL_PATH && method === 'PUT') return write(response, control(body));
    calls.set(path, (calls.get(path) ?? 0) + 1);
    if (fault === 'slow') await pause(slowMs, undefined, { ref: false });
    const broken = fault === null ? undefined : BROKEN[fault];
    if (broken) return write(response, broken);
    const call = { method, path, authorization: headers.authorization ?? '', body };
    const reply = otherAnswer(others, { call, basic }) ?? protocol.answer(call, `${origin}${BASE_PATH}`);
    return fault === 'half-answer' ? writeHalf(response, reply) : write(response, reply);
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) write(response, problem(500, 'Internal Server Error', { detail: String(error) }));
    });
  };
  const server = tls
    ? createTlsServer(
        { cert: tls.certificate, key: tls.key, ca: tls.clientAuthority, requestCert: true, rejectUnauthorized: true },
        listener,
      )
    : createServer(listener);
  server.on('connection', (socket) => socket.unref());
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator has no port');
  origin = `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}`;

  return {
    urlOf: (code) => `${origin}/${code}`,
    bill: bill.lines,
    baseUrl: `${origin}${BASE_PATH}`,
    tokenUrl: `${origin}${TOKEN_PATH}`,
    clientId,
    clientSecret,
    calls,
    setFault: (wanted) => {
      fault = wanted;
    },
    revokeTokens: protocol.revokeTokens,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Others = Readonly<Record<string, OtherProtocol>>;

/** What a bureau beside SCHUFA answers; null = the address is none of theirs. */
function otherAnswer(others: Others, { call, basic }: { readonly call: SimulatorCall; readonly basic: string }): SimulatorReply | null {
  const [, code = '', path = ''] = /^\/([^/]+)(.*)$/.exec(call.path) ?? [];
  const protocol = Object.hasOwn(others, code) ? others[code] : undefined;
  if (!protocol) return null;
  return call.authorization === basic ? protocol({ ...call, path }) : json(401, { errors: [{ message: 'Unauthorized' }] });
}

const NO_CONTENT: SimulatorReply = { status: 204, type: 'application/json', body: '' };

/** What is answered instead of the truth. */
const BROKEN: Partial<Readonly<Record<Fault, SimulatorReply>>> = {
  down: problem(503, 'Service Unavailable'),
  'certificate-refused': problem(403, 'Forbidden', { detail: 'Access Denied' }),
  nonsense: { status: 200, type: 'text/html', body: '<html><body>We will be back soon.</body></html>' },
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) throw new Error(`The body is longer than ${MAX_BODY_BYTES} bytes`);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function write(response: ServerResponse, { status, type, body }: SimulatorReply): void {
  response.writeHead(status, { 'content-type': type, ...(body !== '' && { 'content-length': Buffer.byteLength(body) }) });
  response.end(body);
}

function writeHalf(response: ServerResponse, { status, type, body }: SimulatorReply): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}
