import type { Page } from 'playwright-core';

/** A page, or a frame in one. */
type Place = Pick<Page, 'getByLabel' | 'getByRole' | 'locator'>;

/** Answers the first three steps: a place, a use, the first offer. */
export async function chooseOffer(page: Place): Promise<void> {
  await page.getByLabel('Postcode').fill('1010');
  await page.locator('#city:not([value=""])').waitFor();
  await page.getByLabel('Street').fill('Stephansplatz');
  await page.locator('#houseNumber').fill('1');
  await page.getByRole('button', { name: 'On to the use' }).click();
  await page.getByLabel('Use in a year').fill('3500');
  await page.getByRole('button', { name: 'Show offers' }).click();
  await page
    .getByRole('button', { name: /^Choose/ })
    .first()
    .click();
  await page.locator('.btn.primary:visible', { hasText: 'Continue' }).click();
}

export async function answerDetails(page: Place, { lastName, point }: { lastName: string; point: string }): Promise<void> {
  await page.getByLabel('Given name').fill('Ada');
  await page.getByLabel('Family name').fill(lastName);
  await page.getByLabel('Date of birth').fill('1980-02-29');
  await page.getByLabel('E-mail address').fill('ada@sample.example');
  await page.getByLabel('Metering point number').fill(point);
  await page.getByRole('button', { name: 'Check the order' }).click();
}

/** The button that binds. */
export const ORDER = 'Order with obligation to pay';
/** The number of the order that was just placed. */
export const numberOn = async (page: Place): Promise<string> => (await page.locator('.done dd').first().innerText()).trim();

/** Orders from the first step to the last; returns the order's number. */
export async function order(page: Place, answers: { lastName: string; point: string }): Promise<string> {
  await chooseOffer(page);
  await answerDetails(page, answers);
  await page.getByRole('button', { name: ORDER }).click();
  await page.getByRole('heading', { name: 'Order received' }).waitFor();
  return numberOn(page);
}
