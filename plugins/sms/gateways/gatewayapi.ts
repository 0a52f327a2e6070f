import { DomainError, z } from '#core';
import { centsOf, type Gateway, type GatewayAnswer, type Inbound, type Receipt } from './gateway.ts';
import { post } from './http.ts';

const Answer = z.object({
  ids: z.array(z.coerce.string()).min(1),
  usage: z.object({ total_cost: z.number() }).nullish(),
});
const Fault = z.object({ code: z.string(), message: z.string().nullish() });

/** https://gatewayapi.com/docs/apis/rest: POST /mtsms, the token as the name of basic authentication. */
export const gatewayapiGateway = ({ url, apiKey }: { readonly url: string; readonly apiKey: string }): Gateway => ({
  send: async ({ to, text, sender, reference, isUnicode }, signal) => {
    const { status, body } = await post(`${url}/mtsms`, {
      headers: { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` },
      body: {
        message: text,
        recipients: [{ msisdn: Number(to.replace('+', '')) }],
        userref: reference,
        ...(sender !== null && { sender }),
        ...(isUnicode && { encoding: 'UCS2' }),
      },
      signal,
    });
    const taken = status === 200 ? Answer.safeParse(body).data : undefined;
    if (taken) return { kind: 'taken', gatewayId: taken.ids[0] ?? '', cents: taken.usage ? centsOf(taken.usage.total_cost) : null };
    const fault = Fault.safeParse(body).data;
    if (!fault) throw new Error(`GatewayAPI answered something else than its protocol (${status})`);
    return refusalOf(status, fault);
  },
});

function refusalOf(status: number, { code, message }: z.output<typeof Fault>): GatewayAnswer {
  const reason = `${code} ${message ?? ''}`.trim();
  if (code === NO_CREDIT)
    throw new DomainError('SMS_NO_CREDIT', 'apiKey: the account at the gateway has no credit left; top it up and run the job again');
  if (NUMBER_BARRED.has(code)) return { kind: 'refused', code: 'SMS_NUMBER_INVALID', reason };
  if (status === 401 || status === 403)
    throw new DomainError('SMS_ACCESS_REFUSED', 'apiKey: the gateway refuses it; check the key and the account', { field: 'apiKey' });
  return { kind: 'refused', code: 'SMS_REFUSED', reason };
}

/** https://gatewayapi.com/docs/error-codes */
const NO_CREDIT = '0x0216';
/** Blacklisted, for a while or for good, or in a country that the account does not send to. */
const NUMBER_BARRED: ReadonlySet<string> = new Set(['0x0214', '0x0215', '0x0217']);

const Hook = z.object({
  id: z.coerce.string(),
  msisdn: z.coerce.string(),
  userref: z.string().nullish(),
  status: z.string().nullish(),
  error: z.string().nullish(),
  message: z.string().nullish(),
});

/** What it calls with: a status is a receipt, a message is a text to us. */
export function readGatewayapi(body: unknown): { readonly receipt: Receipt | null; readonly inbound: Inbound | null } {
  const hook = Hook.safeParse(body).data;
  if (!hook) return { receipt: null, inbound: null };
  const { id, msisdn, userref, status, error, message } = hook;
  if (status) {
    const state = status === 'DELIVERED' ? 'delivered' : FAILED.has(status) ? 'failed' : 'passing';
    return { receipt: { reference: userref ?? null, gatewayId: id, state, reason: error ?? status }, inbound: null };
  }
  return { receipt: null, inbound: message == null ? null : { from: `+${msisdn}`, text: message } };
}

const FAILED: ReadonlySet<string> = new Set(['UNDELIVERABLE', 'EXPIRED', 'REJECTED', 'DELETED', 'SKIPPED']);
