import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface SignIn {
  readonly email: string;
  readonly password: string;
}

export interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly language?: 'en' | 'de';
  readonly width?: number;
  readonly height?: number;
}

/** A browser of one person, who likes it light or dark and reads one of the languages. */
export async function browserOf(browser: Browser, { scheme = 'light', language = 'en', width = 1440, height = 900 }: Look = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: language,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(30_000);
  return context;
}

/** Signs in as people do, with the form. */
export async function signIn(page: Page, address: string, { email, password }: SignIn, to = '/'): Promise<void> {
  await page.goto(`${address}/sign-in${to === '/' ? '' : `?to=${encodeURIComponent(to)}`}`);
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Signs in past the form: for pages that are looked at, not for the way to them. The request is the browser's own: it finds the host. */
export async function signedIn(context: BrowserContext, address: string, person: SignIn): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${address}/icon.svg`);
  const status = await page.evaluate(
    async (body) => (await fetch('/auth/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status,
    JSON.stringify({ email: person.email, password: person.password }),
  );
  if (status !== 204) throw new Error(`signing in as ${person.email} answered ${status}`);
  await page.close();
}
