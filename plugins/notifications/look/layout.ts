import type { BrandLook } from './brand-look.ts';
import { escaped } from './escaped.ts';

export interface Framed {
  readonly look: BrandLook;
  readonly language: string;
  readonly title: string;
  /** MJML of one or more sections. */
  readonly body: string;
  /** "auto" follows the reader's screen; "dark" shows a person what the dark one looks like. */
  readonly scheme: 'auto' | 'dark';
}

/** How many lines stand before the body: a fault in line 20 of the whole is one in line 20 - LINES_BEFORE of what somebody wrote. */
export const LINES_BEFORE = 1;

/** The body between the brand's head and who it says it is. What stands before the body is one line: faults keep their numbers. */
export function framed({ look, language, title, body, scheme }: Framed): string {
  const { name, accent, onAccent, imprint } = look;
  const before = [
    `<mjml lang="${escaped(language)}"><mj-head><mj-title>${escaped(title)}</mj-title>`,
    `<mj-attributes><mj-all font-family="${FONTS}" /><mj-body background-color="#f1f3f5" />`,
    '<mj-section background-color="#ffffff" padding="8px 12px" />',
    '<mj-text font-size="16px" line-height="1.5" color="#1c2127" padding="8px 12px" />',
    `<mj-button background-color="${accent}" color="${onAccent}" font-size="16px" font-weight="600" border-radius="6px" inner-padding="12px 22px" align="left" padding="12px" />`,
    '<mj-divider border-width="1px" border-color="#dfe3e8" padding="8px 12px" /></mj-attributes>',
    `<mj-style>${darkRules(scheme)}</mj-style>`,
    '<mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>',
    `</mj-head><mj-body css-class="canvas"><mj-section background-color="${accent}" css-class="head" padding="14px 12px"><mj-column>`,
    `<mj-text color="${onAccent}" font-size="19px" font-weight="600">${escaped(name)}</mj-text></mj-column></mj-section>`,
    '<mj-wrapper css-class="paper" background-color="#ffffff" padding="12px 0">',
  ].join('');
  const after = [
    '</mj-wrapper><mj-section background-color="#f1f3f5" css-class="foot"><mj-column>',
    `<mj-text font-size="13px" color="#5a6470" css-class="quiet">${escaped(imprint)}</mj-text></mj-column></mj-section></mj-body></mjml>`,
  ].join('');
  return `${before}\n${body}\n${after}`;
}

const FONTS = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Mail programs give each element its colours by attribute: in the dark they are overruled by class. */
function darkRules(scheme: Framed['scheme']): string {
  const rules = [
    'body, .canvas, .foot, .foot > table, .foot td { background: #121519 !important; background-color: #121519 !important; }',
    '.paper, .paper > table, .paper td, .paper div { background-color: #191d22 !important; }',
    '.paper div, .paper td, .paper p { color: #e7eaee !important; }',
    '.quiet div { color: #9ba4af !important; }',
    '.paper a:not([style*="inline-block"]) { color: #9ecbff !important; }',
    '.paper td[bgcolor] { background-color: inherit; }',
  ].join(' ');
  return scheme === 'dark' ? rules : `@media (prefers-color-scheme: dark) { ${rules} }`;
}
