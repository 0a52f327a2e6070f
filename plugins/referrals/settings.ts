import { defineSettings, z } from '#core';

/** The descriptions are shown beside the fields of the settings form. What is paid and when stands in the campaigns. */
const schema = z.object({
  inviteOn: z
    .enum(['supply-start', 'renewal', 'nobody'])
    .default('supply-start')
    .describe(
      'When customers get their code by mail: when their supply starts (once the withdrawal period is over), when their term is renewed, or never by itself.',
    ),
  needsConsent: z
    .boolean()
    .default(false)
    .describe(
      'Mail those alone who agreed to marketing by e-mail. Off: existing customers are mailed unless they revoked such a consent; have checked whether your country allows it.',
    ),
  debtorName: z.string().trim().max(70).default('').describe('Transfers: whose account pays, as the bank knows it.'),
  debtorIban: z
    .string()
    .transform((text) => text.replace(/\s/g, '').toUpperCase())
    .default('')
    .refine((text) => text === '' || /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text), { message: 'is not an IBAN; copy it from the bank' })
    .describe('Transfers: the account that pays. Never shown again.'),
  debtorBic: z
    .string()
    .trim()
    .toUpperCase()
    .default('')
    .refine((text) => text === '' || /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text), {
      message: 'is not a BIC: 8 or 11 letters and digits',
    })
    .describe('Transfers: the BIC of that account, where the bank asks for it; usually empty.'),
});

export type ReferralsSettings = z.infer<typeof schema>;

export const settings = defineSettings<ReferralsSettings>('referrals', schema, ['debtorIban'], ['debtorName', 'debtorBic']);
