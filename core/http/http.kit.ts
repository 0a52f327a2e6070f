import { randomBytes } from 'node:crypto';
import { sha256 } from '../access/tokens.ts';
import type { BrandName, TestApp } from '../testing/app.ts';

export interface KeyFor {
  readonly brand?: BrandName;
  readonly scopes?: readonly string[];
  readonly partnerId?: string | null;
}

/** An API key that works, written past the service. */
export async function keyFor(
  app: TestApp,
  { brand = 'a', scopes = ['read:*', 'write:*'], partnerId = null }: KeyFor = {},
): Promise<string> {
  const prefix = randomBytes(4).toString('hex');
  const text = `vk_${prefix}_${randomBytes(32).toString('base64url')}`;
  const data = {
    brandId: app.brands[brand],
    name: 'test',
    prefix,
    secretHash: sha256(text),
    scopes: [...scopes],
    partnerId,
    createdBy: 'test',
    rateLimit: 60_000,
  };
  await app.root.apiKey.create({ data });
  return text;
}

export interface Request {
  readonly key?: string;
  readonly host?: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'OPTIONS';
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** A request to /graphql as it comes over HTTP. */
export async function send(app: TestApp, { key, host = 'a.localhost', method = 'POST', url = '/graphql', headers = {}, body }: Request) {
  const response = await app.http.inject({
    method,
    url,
    headers: {
      host,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.statusCode, text: response.body, headers: response.headers };
}
