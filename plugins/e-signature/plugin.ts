import { definePlugin, type TxCtx } from '#core';
import { sendCode } from './code.ts';
import { eSignatureSchema } from './e-signature.graphql.ts';
import { followStatus, signatureComesFirst, tellTimeline } from './e-signature.hooks.ts';
import { prepareDocument, sealDocument } from './e-signature.jobs.ts';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import { publicRoutes } from './public.routes.ts';
import { refuseCodesWithoutSender, settings } from './settings.ts';
import { watch } from './watch.job.ts';

/** For the person who is about to switch the plugin off. */
async function effectsOfSwitchingOff({ tx, texts, viewer }: TxCtx): Promise<string[]> {
  const open = async (kind: 'CONTRACT' | 'COSTS', key: string): Promise<string[]> => {
    const count = await tx.eSignatureRequest.count({ where: { kind, state: { in: ['PREPARING', 'OPEN', 'SEALING'] } } });
    return count === 0 ? [] : [texts(viewer.language, key, { count }) ?? ''];
  };
  return [...(await open('CONTRACT', 'e-signature.off.open')), ...(await open('COSTS', 'e-signature.off.costs'))];
}

export default definePlugin({
  id: 'e-signature',
  version: '1.0.0',
  api: 1,
  summary: 'Asks customers for their signature, or to accept costs, by a link, and files what was signed and sealed with the contract',
  settings,
  permissions: {
    'e-signature.read': 'See who is asked to sign, and why somebody did not',
    'e-signature.write': 'Ask for signatures, send links again, take requests back',
    'e-signature.seal': 'See and replace the certificate that seals signed documents',
  },
  personalData: [
    {
      model: 'ESignatureRequest',
      subject: { column: 'contractId', kind: 'contract' },
      anonymise: ['content', 'endReason'],
      disclose: ['state', 'documentSha256', 'signedSha256', 'content', 'expiresAt', 'endedAt', 'endReason', 'createdAt'],
      purpose: 'Conclusion of the contract in text form and proof of it: GDPR Art. 6(1)(b) and (c)',
    },
    {
      model: 'ESignatureSigner',
      subject: { column: 'contractId', kind: 'contract' },
      anonymise: ['name', 'email', 'phone', 'signedName', 'drawing', 'capacity', 'deviceNetwork', 'declineReason'],
      disclose: [
        ...['role', 'state', 'name', 'email', 'phone', 'askedAt', 'remindedAt', 'openedAt', 'signedAt', 'method', 'signedName', 'drawing'],
        ...['capacity', 'deviceNetwork', 'witness', 'signedOffAt', 'codeSentAt', 'codeProvenAt', 'declineReason'],
      ],
      purpose: 'Proof of who signed what, when and how: GDPR Art. 6(1)(b), and (f) for the defence against claims',
    },
    {
      model: 'ESignatureCost',
      subject: { column: 'contractId', kind: 'contract' },
      anonymise: [],
      disclose: ['text', 'netCents', 'vatRate', 'grossCents', 'isAccepted'],
      purpose: 'Proof of which costs were agreed upon: GDPR Art. 6(1)(b)',
    },
  ],
  impersonalTables: ['ESignatureSeal'],
  events: [followStatus],
  hooks: [signatureComesFirst, tellTimeline],
  jobs: [prepareDocument, sealDocument, sendCode, watch],
  locales: { en, de },
  graphql: eSignatureSchema,
  routes: publicRoutes,
  admin: './admin.tsx',
  web: './web.tsx',
  onActivate: refuseCodesWithoutSender,
  previewOff: effectsOfSwitchingOff,
});
