import { brand } from '../../kit/page-facts.ts';

/** Whose switch a plugin has: this brand's, or the tenant's for all of its brands. */
export const switchedFor = ({ scope }: { readonly scope: string }): string => (scope === 'TENANT' ? brand.tenant : brand.name);
