import type { Browser, Page } from 'playwright-core';
import { createTestDatabase } from '../../core/testing/database.ts';
import { productOn } from '../process.ts';
import { launchChromium } from './chromium.ts';
import type { Installation } from './fill.ts';
import { browserOf, type Look, type SignIn, signIn } from './people.ts';

/** A page that notes everything the browser complains about: a script or style that the policy stopped is among it. */
export type Watched = Page & { readonly complaints: string[] };

/** What a refusal or a lost line leaves in the console, and is meant to. */
const EXPECTED = /status of 4\d\d|ERR_INTERNET_DISCONNECTED/;

export interface Product {
  readonly address: string;
  /** Its database, for a look behind the scenes. */
  readonly database: string;
  readonly browser: Browser;
  readonly installation: Installation;
  readonly person: (name: string) => SignIn;
  /** A page of somebody in a browser of their own, signed in with the form; null = of a stranger. */
  readonly pageOf: (name: string | null, look?: Look, to?: string) => Promise<Watched>;
  readonly close: () => Promise<void>;
}

/** The product as "npm start" runs it, on the demo, and a real Chromium beside it. */
export async function startProduct(): Promise<Product> {
  const database = await createTestDatabase();
  const product = productOn(database.connectionString);
  const running = await product.start();
  const port = Number(new URL(running.address).port);
  const address = `http://a.localhost:${port}`;
  const { signIns, apiKey } = product.demo();
  const browser = await launchChromium();
  const person = (name: string): SignIn => {
    const found = signIns.find(({ email }) => email.startsWith(`${name}@`));
    if (!found) throw new Error(`the demo has no ${name}`);
    return { email: found.email, password: found.password };
  };
  return {
    address,
    database: database.connectionString,
    browser,
    person,
    installation: { port, apiKey, office: person('office') },
    pageOf: async (name, look = {}, to = '/') => {
      const context = await browserOf(browser, look);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
      });
      if (name !== null) await signIn(page, address, person(name), to);
      return Object.assign(page, { complaints });
    },
    close: async () => {
      await browser.close();
      await running.kill('SIGTERM');
      await database.drop();
    },
  };
}
