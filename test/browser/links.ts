import type { Page } from 'playwright-core';

/** What stands behind "/my" in the newest mail about an order; empty while there is none. Asked as somebody of the back-office. */
export const mailedLink = (office: Page, about: string): Promise<string> =>
  office.evaluate(async (text) => {
    const query = '{ mailbox(first: 50) { edges { node { subject text } } } }';
    const headers = { 'content-type': 'application/json' };
    const { data } = await (await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
    const mail = data.mailbox.edges.find(({ node }: { node: { subject: string } }) => node.subject.includes(text));
    return /\/my(#\S+)/.exec(mail?.node.text ?? '')?.[1] ?? '';
  }, about);

/** The ids of a tariff that is sold, and of one of its versions, as the back-office's pages lead to them. */
export async function soldTariff(page: Page): Promise<{ readonly tariff: string; readonly version: string }> {
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/tariffs?state=PUBLISHED`);
  const hrefOf = async (start: string): Promise<string> => (await page.locator(`a[href^="${start}"]`).first().getAttribute('href')) ?? '';
  const tariff = (await hrefOf('/tariffs/0')).split('/').at(-1) ?? '';
  await page.goto(`${origin}/tariffs/${tariff}`);
  const version = (await hrefOf(`/tariffs/${tariff}/versions/`)).split('/').at(-1) ?? '';
  return { tariff, version };
}

/** A partner company of the demo. Asked as somebody of the back-office. */
export const somePartner = (office: Page): Promise<string> =>
  office.evaluate(async () => {
    const body = JSON.stringify({ query: '{ partners(first: 1) { edges { node { id } } } }' });
    const { data } = await (await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json();
    return data.partners.edges[0]?.node.id ?? '';
  });
