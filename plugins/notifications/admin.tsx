import { IconBell, IconMailForward, IconMessage2Cog, IconSend, IconTemplate } from '@tabler/icons-react';
import { defineAdmin } from '#admin';
import { say, texts } from './admin/texts.ts';

/** The log of what was sent, the rules, the templates with their preview, mailings, and by which channel somebody is told. */
export default defineAdmin({
  texts,
  pages: [
    {
      path: 'log',
      title: () => say('notifications.log.title'),
      permission: 'notifications.read',
      load: () => import('./admin/log.page.tsx'),
      nav: { icon: IconMailForward },
    },
    {
      path: 'rules',
      title: () => say('notifications.rules.title'),
      permission: 'notifications.read',
      load: () => import('./admin/rules.page.tsx'),
      nav: { icon: IconBell },
    },
    {
      path: 'templates',
      title: () => say('notifications.templates.title'),
      permission: 'notifications.read',
      load: () => import('./admin/templates.page.tsx'),
      nav: { icon: IconTemplate },
    },
    {
      path: 'mailings',
      title: () => say('notifications.mailings.title'),
      permission: 'notifications.read',
      load: () => import('./admin/mailings.page.tsx'),
      nav: { icon: IconSend },
    },
    {
      path: 'own',
      title: () => say('notifications.own.title'),
      permission: 'contract.read',
      load: () => import('./admin/own.page.tsx'),
      nav: { icon: IconMessage2Cog },
    },
  ],
  contractSide: {
    title: () => say('notifications.side.title'),
    permission: 'notifications.read',
    load: () => import('./admin/contract-side.tsx'),
  },
});
