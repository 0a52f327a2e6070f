import type { BrandManagementTextsQuery } from '#operations/brand-management';

export type LegalText = BrandManagementTextsQuery['legalTexts'][number];
