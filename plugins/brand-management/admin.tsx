import { IconBuildings, IconChartBar, IconPalette, IconScale, IconUsersGroup } from '@tabler/icons-react';
import { defineAdmin } from '#admin';
import { say, texts } from './admin/texts.ts';

/** The tenant's brands, and the form that opens another one. */
export default defineAdmin({
  texts,
  pages: [
    {
      path: 'brands',
      title: () => say('brand-management.page.title'),
      permission: 'brand.manage',
      load: () => import('./admin/brands.page.tsx'),
      nav: { icon: IconBuildings },
    },
    {
      path: 'figures',
      title: () => say('brand-management.figures.title'),
      permission: 'brand.manage',
      load: () => import('./admin/figures.page.tsx'),
      nav: { icon: IconChartBar },
    },
    {
      path: 'look',
      title: () => say('brand-management.look.title'),
      permission: 'brand.write',
      load: () => import('./admin/look.page.tsx'),
      nav: { icon: IconPalette },
    },
    {
      path: 'texts',
      title: () => say('brand-management.texts.page'),
      permission: 'brand.write',
      load: () => import('./admin/texts.page.tsx'),
      nav: { icon: IconScale },
    },
    {
      path: 'people',
      title: () => say('brand-management.people.title'),
      permission: 'user.write',
      load: () => import('./admin/people.page.tsx'),
      nav: { icon: IconUsersGroup },
    },
    {
      path: 'open',
      title: () => say('brand-management.open.title'),
      permission: 'brand.manage',
      load: () => import('./admin/open.page.tsx'),
    },
  ],
});
