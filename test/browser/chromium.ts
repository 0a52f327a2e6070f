import chromiumPackage from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Left out: with them the first page that is closed ends the whole browser. */
const WITHOUT = new Set(['--single-process', '--no-zygote', "--headless='shell'"]);

/** A real Chromium out of an npm package: nothing has to be installed beside "npm ci". */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumPackage.executablePath(),
    args: chromiumPackage.args.filter((arg) => !WITHOUT.has(arg)),
    headless: true,
  });
}
