import { IconUsersPlus } from '@tabler/icons-react';
import { defineAdmin } from '#admin';
import { waitingForPerson } from './admin/asked.ts';
import { say, texts } from './admin/texts.ts';

/** Recommendations, campaigns, what stands beside a contract, and what waits on the first page. */
export default defineAdmin({
  texts,
  pages: [
    {
      path: 'list',
      title: () => say('referrals.page.title'),
      permission: 'referrals.read',
      load: () => import('./admin/list.page.tsx'),
      nav: { icon: IconUsersPlus, count: waitingForPerson },
    },
    {
      path: 'campaigns',
      title: () => say('referrals.campaigns.title'),
      permission: 'referrals.read',
      load: () => import('./admin/campaigns.page.tsx'),
    },
    {
      path: 'payouts',
      title: () => say('referrals.payouts.title'),
      permission: 'referrals.pay',
      load: () => import('./admin/payouts.page.tsx'),
    },
  ],
  contractSide: {
    title: () => say('referrals.side.title'),
    permission: 'referrals.read',
    load: () => import('./admin/contract-side.tsx'),
  },
  dashboardTile: {
    title: () => say('referrals.page.title'),
    permission: 'referrals.read',
    load: () => import('./admin/tile.tsx'),
  },
});
