/** What /brand.js said before this page's scripts ran. */
export interface BrandOfPage {
  readonly code: string;
  readonly name: string;
  readonly tenant: string;
  readonly country: string;
  readonly language: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly accent: string;
  /** Address of the logo; null = the first letter of the name stands for it. */
  readonly logo: string | null;
  /** Whether customers may order for themselves. */
  readonly isSelfService: boolean;
  readonly contact: { readonly phone: string | null; readonly email: string | null };
  /** Codes of what is on sale today. */
  readonly commodities: readonly string[];
  /** Kinds of legal texts that are in force. */
  readonly legal: readonly ('IMPRINT' | 'TERMS' | 'PRIVACY' | 'WITHDRAWAL')[];
  /** It sells no more. */
  readonly isArchived: boolean;
}

declare global {
  interface Window {
    readonly vk: {
      readonly brand: BrandOfPage | null;
      readonly languages: readonly string[];
      readonly aheadMs: number;
      readonly plugins: readonly string[];
      readonly elsewhere: readonly { readonly id: string; readonly name: string; readonly url: string }[];
    };
  }
}

const NO_BRAND: BrandOfPage = {
  ...{
    code: '',
    name: 'Voltkontor',
    tenant: '',
    country: 'AT',
    language: 'en',
    currency: 'EUR',
    timeZone: 'UTC',
    accent: '#0b6b8a',
    logo: null,
  },
  ...{ isSelfService: false, contact: { phone: null, email: null }, commodities: [], legal: [], isArchived: false },
};

/** The brand of this host; stands in for itself where there is none, so that a page can say so. */
export const brand: BrandOfPage = window.vk.brand ?? NO_BRAND;
export const hasBrand = window.vk.brand !== null;
export const elsewhere = window.vk.elsewhere;
/** Now by the clock of the product: in the demo it can be moved ahead. */
export const now = (): Date => new Date(Date.now() + window.vk.aheadMs);
/** Whether the page is shown in a frame of another one. */
export const isEmbedded = window.self !== window.top;
/** Plugins with parts of public pages that are on for this brand. */
export const pluginsOfPage = window.vk.plugins;
