import type { BrandManagementBrandsQuery } from '#operations/brand-management';

export type BrandOfPage = BrandManagementBrandsQuery['managedBrands'][number];
