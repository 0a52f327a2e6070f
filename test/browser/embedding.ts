import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ForeignPage {
  /** Under a host name of this machine. */
  readonly at: (host: string) => string;
  readonly close: () => void;
}

/** A page of somebody else, on a port of its own, that embeds a brand's order flow. */
export async function foreignPage(home: string, brand: string): Promise<ForeignPage> {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Shop</title><h1>A shop of somebody else</h1><script src="${home}/embed.js" data-brand="${brand}"></script><p>Imprint</p></html>`;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', `default-src 'none'; img-src 'self'; script-src ${home}; frame-src ${home}`);
    response.end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { at: (host) => `http://${host}:${port}/`, close: () => void server.close() };
}
