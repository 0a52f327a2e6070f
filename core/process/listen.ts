import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { App } from '../app.ts';
import { BootError } from '../kernel/errors.ts';
import { codeOf } from './files.ts';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** Fails before anything is started, where the port cannot be had. */
export async function checkPort(place: Place): Promise<void> {
  const probe = createServer();
  await bind(probe, place);
  await new Promise((resolve) => probe.close(resolve));
}

/** Opens the port for the whole API. Returns how to end it: see `drain`. */
export async function serveApi({ http, close }: Pick<App, 'http' | 'close'>, place: Place): Promise<() => Promise<void>> {
  const open = new Set<ServerResponse>();
  http.server.prependListener('request', (_request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
  });
  try {
    await http.listen({ ...place });
  } catch (error) {
    throw explain(error, place);
  }
  return () => drain({ http, close }, open);
}

/**
 * Closes the application after the requests that are under way. Node keeps a connection open that was busy when the server
 * closed and is idle afterwards, until its caller lets go; and an event stream has no end. So both are looked for again
 * and again until all has been answered; whoever listens to a stream connects anew, to another process or after the restart.
 */
async function drain({ http, close }: Pick<App, 'http' | 'close'>, open: ReadonlySet<ServerResponse>): Promise<void> {
  const sweep = setInterval(() => {
    http.server.closeIdleConnections();
    for (const response of open) if (isEventStream(response)) response.destroy();
  }, 50);
  await close().finally(() => clearInterval(sweep));
}

/** Asked for as a stream, and begun but not ended: an ordinary answer is ended as soon as it begins. */
const isEventStream = (response: ServerResponse): boolean =>
  response.headersSent && !response.writableEnded && (response.req.headers.accept ?? '').includes('text/event-stream');

/** What a worker answers: those who run the installation get its health and its metrics, everybody else nothing. */
export async function serveWorker(http: FastifyInstance, place: Place): Promise<() => Promise<unknown>> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url?.split('?')[0] ?? '';
    if (request.method !== 'GET' || !['/health/live', '/health/ready', '/metrics'].includes(path)) return response.writeHead(404).end();
    const { statusCode, headers, rawPayload } = await http.inject({ method: 'GET', url: path });
    return response.writeHead(statusCode, { 'content-type': headers['content-type'] ?? 'text/plain' }).end(rawPayload);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy()); // the inner server has logged why
  });
  await bind(server, place);
  return () => new Promise((resolve) => server.close(resolve));
}

function bind(server: Server, place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, place)));
    server.listen(place.port, place.host, resolve);
  });
}

/** A failed listen in words for the operator. */
function explain(error: unknown, { host, port }: Place): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new BootError(`PORT: ${port} is taken by another program. Stop that one, or set PORT to a free port.`, { cause: error });
    case 'EACCES':
      return new BootError(`PORT: ${port} may not be opened by this user. Set PORT to a port above 1023.`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new BootError(`HOST: ${host} is no address of this machine. Set HOST to one, to 127.0.0.1 or to 0.0.0.0.`, { cause: error });
    default:
      return error;
  }
}
