/** What a mail says, for readers without pictures: links with their addresses, a line for each. */
export async function plainTextOf(html: string): Promise<string> {
  const { convert } = await import('html-to-text');
  return convert(html, {
    wordwrap: 100,
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
      { selector: 'img', format: 'skip' },
    ],
  })
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
