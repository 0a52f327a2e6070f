import { IconDeviceMobileMessage } from '@tabler/icons-react';
import { defineAdmin } from '#admin';
import { say, texts } from './admin/texts.ts';

/** What texts cost before they are sent, and what became of them. */
export default defineAdmin({
  texts,
  pages: [
    {
      path: 'texts',
      title: () => say('sms.page.title'),
      permission: 'sms.read',
      load: () => import('./admin/texts.page.tsx'),
      nav: { icon: IconDeviceMobileMessage },
    },
  ],
});
