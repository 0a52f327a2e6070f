import { definePlugin } from '#core';
import { brandManagementSchema } from './brand-management.graphql.ts';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };

export default definePlugin({
  id: 'brand-management',
  version: '1.0.0',
  api: 1,
  summary: "Opens a brand beside the others, with what is chosen of them, archives it, and shows the tenant's brands side by side",
  scope: 'tenant',
  locales: { en, de },
  graphql: brandManagementSchema,
  admin: './admin.tsx',
});
