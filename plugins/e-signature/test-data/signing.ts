import { randomUUID } from 'node:crypto';
import type { Ctx } from '#core';
import { completeOrder, createTestApp, sampleOffer } from '#core/testing';
import eSignature from '../plugin.ts';

/** A signature as a hand draws it. */
export const DRAWN = {
  width: 300,
  height: 120,
  lines: [Array.from({ length: 40 }, (_, index) => ({ x: 20 + index * 5, y: 60 + 20 * Math.sin(index / 3) }))],
};

/** The product with this plugin on for brand a, and what a test needs to place orders and sign. */
export async function openDesk(plugins: Parameters<typeof createTestApp>[0] = [eSignature]) {
  const app = await createTestApp(plugins);
  await app.switch('e-signature', true);

  /** Hands in an order, works off what it causes; the id of its contract, which is accepted then. */
  async function place(change: object = {}, ctx?: Ctx): Promise<string> {
    const seller = ctx ?? (await app.as());
    const answer = await app.gql(
      'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id } } }',
      { input: completeOrder(await sampleOffer(seller), { isEarlyStart: true, ...change }), key: randomUUID() },
      seller,
    );
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    await app.work();
    return answer.data.placeOrder.contracts[0].id as string;
  }

  const requestOf = (contractId: string) => app.root.eSignatureRequest.findFirstOrThrow({ where: { contractId }, orderBy: { id: 'desc' } });
  const signersOf = async (contractId: string) =>
    app.root.eSignatureSigner.findMany({ where: { requestId: (await requestOf(contractId)).id }, orderBy: { position: 'asc' } });
  const mails = (contains: string) => app.root.mailMessage.findMany({ where: { subject: { contains } }, orderBy: { id: 'asc' } });

  /** The token of the newest link that was mailed to somebody. */
  async function tokenFor(email: string): Promise<string> {
    const mail = await app.root.mailMessage.findFirstOrThrow({
      where: { recipient: email, text: { contains: '/my/p/e-signature/sign#' } },
      orderBy: { id: 'desc' },
    });
    return /\/my\/p\/e-signature\/sign#(\S+)/.exec(mail.text)?.[1] ?? '';
  }

  interface Call {
    readonly body?: object;
    readonly host?: string;
    readonly language?: string;
  }
  /** What the page asks, over HTTP. */
  async function call(token: string, path: string, { body, host = 'a.localhost', language = 'en' }: Call = {}) {
    const response = await app.http.inject({
      method: body ? 'POST' : 'GET',
      url: `/plugins/e-signature/${path}`,
      headers: { host, authorization: `Signature ${token}`, 'accept-language': language, 'x-forwarded-for': '203.0.113.77' },
      remoteAddress: '203.0.113.77',
      ...(body && { payload: body }),
    });
    const answer = String(response.headers['content-type']).includes('json') ? response.json() : null;
    return { status: response.statusCode, answer, code: answer?.error?.code as string | undefined, bytes: response.rawPayload };
  }

  /** Everything that signing needs, drawn unless said otherwise. */
  async function signature(token: string, change: object = {}) {
    const { answer } = await call(token, 'request');
    return {
      ...{
        documentSha256: answer.document.sha256,
        method: 'DRAWN',
        name: 'Ada Sample',
        drawing: DRAWN,
        isConsented: true,
        key: randomUUID(),
      },
      ...change,
    };
  }
  const sign = async (token: string, change: object = {}) => call(token, 'sign', { body: await signature(token, change) });
  const statusOf = async (id: string) => (await app.root.contract.findUniqueOrThrow({ where: { id } })).status;

  return { app, place, requestOf, signersOf, mails, tokenFor, call, signature, sign, statusOf, close: app.close };
}

export const ADA = 'ada@sample.example';
