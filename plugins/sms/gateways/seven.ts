import { DomainError, z } from '#core';
import { centsOf, type Gateway, type GatewayAnswer, type Inbound, type Receipt } from './gateway.ts';
import { post } from './http.ts';

const Answer = z.object({
  success: z.coerce.string(),
  messages: z
    .array(
      z.object({
        id: z.coerce.string().nullish(),
        price: z.number().nullish(),
        success: z.boolean(),
        error: z.coerce.string().nullish(),
        error_text: z.string().nullish(),
      }),
    )
    .nullish(),
});

/** https://docs.seven.io/en/rest-api/endpoints/sms: POST /sms with X-Api-Key; codes in the body say what became of it. */
export const sevenGateway = ({ url, apiKey }: { readonly url: string; readonly apiKey: string }): Gateway => ({
  send: async ({ to, text, sender, reference }, signal) => {
    const { status, body } = await post(`${url}/sms`, {
      headers: { 'x-api-key': apiKey },
      body: { to, text, foreign_id: reference, ...(sender !== null && { from: sender }) },
      signal,
    });
    if (status === 401 || status === 403) throw accessRefused();
    const answer = Answer.safeParse(body).data;
    if (!answer) throw new Error(`seven.io answered something else than its protocol (${status})`);
    return answerOf(answer);
  },
});

const accessRefused = (): DomainError =>
  new DomainError('SMS_ACCESS_REFUSED', 'apiKey: the gateway refuses it; check the key and the account', { field: 'apiKey' });
const noCredit = (): DomainError =>
  new DomainError('SMS_NO_CREDIT', 'apiKey: the account at the gateway has no credit left; top it up and run the job again');

function answerOf({ success, messages }: z.output<typeof Answer>): GatewayAnswer {
  const [first] = messages ?? [];
  if (first?.success && first.id) return { kind: 'taken', gatewayId: first.id, cents: first.price == null ? null : centsOf(first.price) };
  const code = first?.error ?? success;
  const reason = first?.error_text ?? `code ${code}`;
  switch (code) {
    case '900':
    case '902':
    case '903':
      throw accessRefused();
    case '500':
      throw noCredit();
    case '201':
      return { kind: 'refused', code: 'SMS_SENDER_INVALID', reason };
    case '202':
      return { kind: 'refused', code: 'SMS_NUMBER_INVALID', reason };
    case '402': // the same text went to the same number within three minutes: a try before this one arrived after all
      return { kind: 'taken', gatewayId: '', cents: null };
    case '600':
      throw new Error(`seven.io could not send: ${reason}`);
    default:
      return { kind: 'refused', code: 'SMS_REFUSED', reason };
  }
}

const Hook = z.object({
  webhook_event: z.string(),
  data: z.object({
    msg_id: z.coerce.string().nullish(),
    foreign_id: z.string().nullish(),
    status: z.string().nullish(),
    sender: z.string().nullish(),
    text: z.string().nullish(),
  }),
});

/** What its webhooks say: "dlr" a receipt, "sms_mo" a text to us. */
export function readSeven(body: unknown): { readonly receipt: Receipt | null; readonly inbound: Inbound | null } {
  const hook = Hook.safeParse(body).data;
  if (!hook) return { receipt: null, inbound: null };
  const { webhook_event: event, data } = hook;
  if (event === 'sms_mo' && data.sender && data.text !== undefined)
    return { receipt: null, inbound: { from: data.sender.startsWith('+') ? data.sender : `+${data.sender}`, text: data.text ?? '' } };
  if (event !== 'dlr') return { receipt: null, inbound: null };
  const state = data.status === 'DELIVERED' ? 'delivered' : FAILED.has(data.status ?? '') ? 'failed' : 'passing';
  return {
    receipt: { reference: data.foreign_id ?? null, gatewayId: data.msg_id ?? null, state, reason: data.status ?? null },
    inbound: null,
  };
}

const FAILED: ReadonlySet<string> = new Set(['NOTDELIVERED', 'EXPIRED', 'REJECTED', 'FAILED', 'UNDELIVERABLE']);
