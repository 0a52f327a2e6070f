import { DomainError, defineSettings, serviceAddress, type TxCtx, z } from '#core';

/** What telephones show as the sender: eleven letters and digits at most, or a number. */
const sender = z
  .string()
  .trim()
  .regex(/^([A-Za-z0-9 ]{1,11}|\+?[0-9]{5,15})?$/, { message: 'is neither at most 11 letters and digits nor a number; shorten it' });

const schema = z
  .object({
    gateway: z
      .enum(['simulator', 'seven', 'gatewayapi'])
      .default('simulator')
      .describe('Who sends. The simulator sends nothing: for development, tests and demonstrations.'),
    sevenUrl: serviceAddress.default('https://gateway.seven.io/api').describe("seven.io's API."),
    gatewayapiUrl: serviceAddress
      .default('https://gatewayapi.eu/rest')
      .describe("GatewayAPI's REST API; the servers of this address stand in the EU."),
    apiKey: z.string().trim().default('').describe('The gateway gives it with the account.'),
    sender: sender.default('').describe('What telephones show; empty: what the account says.'),
    senders: z
      .array(
        z
          .string()
          .trim()
          .regex(/^[A-Z]{2}=([A-Za-z0-9 ]{1,11}|\+?[0-9]{5,15})$/, {
            message: 'is not like DE=Brand; write the country, "=" and the sender',
          }),
      )
      .default([])
      .describe('Other senders by country, one a line: "DE=Brand". Some countries ask for a registered one, some for a number.'),
    centsASegment: z
      .number()
      .min(0)
      .max(100)
      .multipleOf(0.01)
      .default(7.5)
      .describe('What one part costs, in cents: shown before anything is sent.'),
    mostAMinute: z.number().int().min(1).max(10_000).default(60).describe('More than these are sent later.'),
    webhookToken: z
      .string()
      .trim()
      .default('')
      .describe('At least 24 characters; part of the addresses that the gateway calls with receipts and answers.'),
    timeoutMs: z.number().int().min(500).max(14_000).default(10_000).describe('Until the gateway must answer, milliseconds.'),
  })
  .superRefine((given, { addIssue }) => {
    const refuse = (field: string, message: string) => addIssue({ code: 'custom', path: [field], message });
    if (given.gateway !== 'simulator' && given.apiKey === '') refuse('apiKey', 'is missing; the gateway gives it with the account');
    if (given.webhookToken !== '' && given.webhookToken.length < 24)
      refuse('webhookToken', 'is shorter than 24 characters; make one with "openssl rand -hex 24"');
  });

export type SmsSettings = z.infer<typeof schema>;

export const settings = defineSettings<SmsSettings>('sms', schema, ['apiKey', 'webhookToken'], ['sender', 'senders']);

/** What telephones of a country show; null = what the account says. */
export function senderFor({ sender, senders }: Pick<SmsSettings, 'sender' | 'senders'>, country: string | null): string | null {
  const own = senders.find((one) => one.startsWith(`${country ?? ''}=`));
  return own?.slice(3) ?? (sender === '' ? null : sender);
}

/** The simulator sends nothing: outside of the demo nobody waits for a code that never comes. */
export async function refuseSimulator({ isDemo, activation }: TxCtx): Promise<void> {
  if (isDemo || activation.settings(settings).gateway !== 'simulator') return;
  throw new DomainError(
    'SMS_NO_GATEWAY',
    'gateway: the simulator sends nothing; set gateway to "seven" or "gatewayapi" and fill in its access first',
  );
}
