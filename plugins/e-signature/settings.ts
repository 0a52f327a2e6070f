import { DomainError, defineSettings, type TxCtx, textMessage, z } from '#core';

const code = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]*$/, { message: 'is no code of a status or transition; take one of the list under "Statuses"' });

/** The descriptions are shown beside the fields of the settings form. */
const schema = z.object({
  askAt: z
    .array(code)
    .default(['awaiting_signature', 'accepted'])
    .describe(
      'Statuses, by their codes: when a contract reaches one of them, its customer is asked to sign. A signed contract is not asked again.',
    ),
  moveBy: z
    .array(code)
    .default(['sign'])
    .describe(
      'Transitions, by their codes: after the last signature the first of them that begins at the status of the contract is taken.',
    ),
  isRequiredToRegister: z
    .boolean()
    .default(true)
    .describe('Nobody registers a contract with the market while its signature is asked for and missing.'),
  hasPowerOfAttorney: z
    .boolean()
    .default(true)
    .describe('Customers who switch supplier authorise the brand in the document to end their former contract.'),
  needsCode: z
    .boolean()
    .default(false)
    .describe(
      'Signing needs a code that is sent to the telephone. Needs a plugin that sends text messages, and a telephone number of each signer.',
    ),
  validDays: z.number().int().min(1).max(90).default(14).describe('How many days somebody has to sign.'),
  reminderDays: z
    .array(z.number().int().min(1).max(89))
    .max(5)
    .default([3, 7, 12])
    .describe('After how many days somebody who has not signed is reminded, each once.'),
  lateDays: z
    .number()
    .int()
    .min(0)
    .max(90)
    .default(0)
    .describe('How many days after their last day costs can still be accepted; the evidence then says that it was late. 0: not at all.'),
  withdrawDays: z
    .number()
    .int()
    .min(0)
    .max(365)
    .default(14)
    .describe('How many days somebody may take the acceptance of costs back. 0: not at all.'),
  consentText: z
    .string()
    .trim()
    .max(1_000)
    .default('')
    .describe("What is agreed to by signing, beside the product's own sentence; empty = nothing more."),
});

export type ESignatureSettings = z.output<typeof schema>;

export const settings = defineSettings<ESignatureSettings>('e-signature', schema, [], ['consentText']);

/** Whether anybody sends text messages for the brand. */
export const sendsTexts = ({ activation }: Pick<TxCtx, 'activation'>): boolean => activation.handlers(textMessage.name).length > 0;

/** A code that nobody sends would keep everybody from signing. */
export async function refuseCodesWithoutSender(ctx: TxCtx): Promise<void> {
  if (!ctx.activation.settings(settings).needsCode || sendsTexts(ctx)) return;
  throw new DomainError(
    'E_SIGNATURE_NOBODY_SENDS_TEXTS',
    'needsCode: no plugin that is on sends text messages for this brand; switch one on first, or sign without a code',
    { field: 'needsCode' },
  );
}
