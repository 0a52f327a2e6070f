import { escaped } from './escaped.ts';

const ADDRESS = /https?:\/\/[^\s<>"]+/g;
const ADDRESS_ALONE = /^https?:\/\/[^\s<>"]+$/;

/** Plain text as MJML: a paragraph for each, a button for an address that stands in a line by itself. `open` is what buttons say. */
export function bodyOf(text: string, open: string): string {
  const parts = text
    .trim()
    .split(/\n{2,}/)
    .flatMap((paragraph) => blocksOf(paragraph, open));
  return `<mj-section><mj-column>${parts.join('')}</mj-column></mj-section>`;
}

function blocksOf(paragraph: string, open: string): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  const end = () => {
    if (lines.length > 0) blocks.push(`<mj-text>${lines.map(linked).join('<br />')}</mj-text>`);
    lines = [];
  };
  for (const line of paragraph.split('\n')) {
    if (!ADDRESS_ALONE.test(line.trim())) {
      lines.push(line);
      continue;
    }
    end();
    blocks.push(`<mj-button href="${escaped(line.trim())}">${escaped(open)}</mj-button>`);
  }
  end();
  return blocks;
}

/** Addresses inside of a line are links; everything else stands for itself. */
function linked(line: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: address, index } of line.matchAll(ADDRESS)) {
    parts.push(escaped(line.slice(from, index)), `<a href="${escaped(address)}">${escaped(address)}</a>`);
    from = index + address.length;
  }
  return [...parts, escaped(line.slice(from))].join('');
}
