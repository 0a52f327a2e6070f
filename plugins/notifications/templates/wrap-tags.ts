/** Elements whose content is HTML; everything else of MJML is elements alone. */
const CONTENT =
  'mj-text|mj-button|mj-table|mj-raw|mj-preview|mj-title|mj-style|mj-navbar-link|mj-accordion-title|mj-accordion-text|mj-social-element';
const PIECES = new RegExp(String.raw`(<(${CONTENT})\b[\s\S]*?</\2>)|(\{%[\s\S]*?%\})|(<[^>]*>)`, 'g');

/**
 * Puts Liquid's tags that stand between elements ("{% if … %}" around a section) into <mj-raw>: MJML drops text between
 * elements, and what is shown always would be a lie. Lines stay where they are.
 */
export const wrapTags = (source: string): string =>
  source.replaceAll(PIECES, (piece, _content: unknown, _element: unknown, tag: string | undefined) =>
    tag === undefined ? piece : `<mj-raw>${tag}</mj-raw>`,
  );
