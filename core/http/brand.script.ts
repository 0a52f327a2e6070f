/** What a page knows of its brand before anything else is loaded. */
export interface PageBrand {
  readonly code: string;
  readonly name: string;
  readonly tenant: string;
  readonly country: string;
  readonly language: string;
  readonly currency: string;
  readonly timeZone: string;
  /** "#0b7285": the one colour from which a page's others follow. */
  readonly accent: string;
  /** Address of the logo; null = the first letter of the name stands for it. */
  readonly logo: string | null;
  /** Whether customers may order for themselves. */
  readonly isSelfService: boolean;
  /** Where customers ask, from the imprint; null = it does not say. */
  readonly contact: { readonly phone: string | null; readonly email: string | null };
  /** Codes of what is on sale today. */
  readonly commodities: readonly string[];
  /** Kinds of legal texts that are in force; each is read at /my/legal/<kind>. */
  readonly legal: readonly string[];
  /** It sells no more: its pages say so. */
  readonly isArchived: boolean;
}

export interface PageFacts {
  /** Null = no brand is reached under this host name. */
  readonly brand: PageBrand | null;
  readonly languages: readonly string[];
  /** How far the demo's clock was moved ahead, ms; 0 outside of the demo. Days that pages propose follow it. */
  readonly aheadMs: number;
  /** Plugins that show something on public pages and are on for the brand; what others are installed is nobody's business. */
  readonly plugins: readonly string[];
  /** Where the demo's brands are reached, for a host that is no brand's; empty outside of the demo. */
  readonly elsewhere: readonly { readonly id: string; readonly name: string; readonly url: string }[];
}

/**
 * The first script of every page: the brand's facts, and language and colour scheme before anything is painted. A file of
 * its own, because the content security policy lets no script stand in a page.
 */
export const brandScript = (facts: PageFacts): string => `window.vk = ${JSON.stringify(facts)};\n${SETTLE}`;

/** For the browser, as text: bundlers would put helpers of their own into a function. */
const SETTLE = `{
  const root = document.documentElement;
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  // In a frame the page around it has the first word: embed.js says it.
  const isEmbedded = self !== top;
  const asked = new URLSearchParams(isEmbedded ? location.search : '');
  if (isEmbedded) root.dataset.embedded = '';
  const own = kept('vk.language') ?? asked.get('language') ?? navigator.language.slice(0, 2);
  root.lang = vk.languages.includes(own) ? own : (vk.brand?.language ?? 'en');
  const scheme = asked.get('scheme') === 'light' ? 'light' : kept('vk.scheme');
  root.dataset.scheme = scheme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  root.style.colorScheme = root.dataset.scheme;
}
`;
