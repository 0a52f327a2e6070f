import { IconShieldSearch } from '@tabler/icons-react';
import { defineAdmin } from '#admin';
import { checksOfOrders, waitingForPerson } from './admin/asked.ts';
import { say, texts } from './admin/texts.ts';

/** The review queue, what stands beside a contract, a column of orders, and what waits on the first page. */
export default defineAdmin({
  texts,
  pages: [
    {
      path: 'queue',
      title: () => say('credit-check.page.title'),
      permission: 'credit-check.read',
      load: () => import('./admin/queue.page.tsx'),
      nav: { icon: IconShieldSearch, count: waitingForPerson },
    },
    {
      path: 'contests',
      title: () => say('credit-check.contests.title'),
      permission: 'credit-check.read',
      load: () => import('./admin/contests.page.tsx'),
    },
    {
      path: 'alerts',
      title: () => say('credit-check.alerts.title'),
      permission: 'credit-check.read',
      load: () => import('./admin/alerts.page.tsx'),
    },
    {
      path: 'bands',
      title: () => say('credit-check.bands.title'),
      permission: 'credit-check.read',
      load: () => import('./admin/bands.page.tsx'),
    },
  ],
  contractSide: {
    title: () => say('credit-check.page.title'),
    load: () => import('./admin/contract-side.tsx'),
  },
  columns: [{ list: 'orders', id: 'state', label: () => say('credit-check.page.title'), from: 3, read: checksOfOrders }],
  dashboardTile: {
    title: () => say('credit-check.tile.title'),
    permission: 'credit-check.read',
    load: () => import('./admin/tile.tsx'),
  },
});
