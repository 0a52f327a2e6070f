import { IconMapSearch } from '@tabler/icons-react';
import { defineAdmin } from '#admin';
import { say, texts } from './admin/texts.ts';

/** Its page, and the way there from a contract. */
export default defineAdmin({
  texts,
  pages: [
    {
      path: 'address',
      title: () => say('market-data.page.title'),
      permission: 'market-data.read',
      load: () => import('./admin/address.page.tsx'),
      nav: { icon: IconMapSearch },
    },
  ],
  contractSide: {
    title: () => say('market-data.side.title'),
    permission: 'market-data.read',
    load: () => import('./admin/contract-side.tsx'),
  },
});
