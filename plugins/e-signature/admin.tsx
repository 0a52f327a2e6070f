import { IconSignature } from '@tabler/icons-react';
import { defineAdmin } from '#admin';
import { waitingForSigners } from './admin/asked.ts';
import { say, texts } from './admin/texts.ts';

/** What waits for signatures, what stands beside a contract, and the certificate of the seal. */
export default defineAdmin({
  texts,
  pages: [
    {
      path: 'requests',
      title: () => say('e-signature.page.title'),
      permission: 'e-signature.read',
      load: () => import('./admin/requests.page.tsx'),
      nav: { icon: IconSignature, count: waitingForSigners },
    },
    {
      path: 'seal',
      title: () => say('e-signature.seal.title'),
      permission: 'e-signature.seal',
      load: () => import('./admin/seal.page.tsx'),
    },
  ],
  contractSide: {
    title: () => say('e-signature.side.title'),
    load: () => import('./admin/contract-side.tsx'),
  },
});
