import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { keyFor } from '../http/http.kit.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { MAX_LOGO_BYTES, readPrintLogo, saveLogo } from './logo.ts';

const app = await createTestApp();
afterAll(() => app.close());

const SAVE = `mutation ($input: BrandLookInput!) {
  saveBrandLook(input: $input) { name language accent sender { name email } account { holder iban } numberPrefix } }`;
const LOOK = {
  ...{ name: 'Green spark', language: 'de', accent: '#2b8a3e', numberPrefix: 'GS' },
  sender: { name: 'Green spark', email: 'hello@green.example' },
  account: { holder: 'Green spark Ltd', iban: 'AT61 1904 3002 3457 3201' },
};
const save = (change: object = {}, brand: 'a' | 'b' = 'a') =>
  app.as(brand).then((ctx) => app.gql(SAVE, { input: { ...LOOK, ...change } }, ctx));
const image = (format: 'png' | 'jpeg' | 'webp' | 'gif', width = 80, height = 60) =>
  sharp({ create: { width, height, channels: 4, background: '#ff000080' } })
    .toFormat(format)
    .toBuffer();
const logoOf = (host = 'a.localhost') => app.http.inject({ method: 'GET', url: '/logo', headers: { host } });

describe('how a brand shows itself', () => {
  it('is saved as a whole and noted, the account by its last four', async () => {
    const { data } = await save();
    expect(data.saveBrandLook).toEqual({ ...LOOK, account: { holder: 'Green spark Ltd', iban: 'AT611904300234573201' } });
    const entry = await app.root.auditEntry.findFirstOrThrow({ where: { action: 'brand.look' }, orderBy: { id: 'desc' } });
    expect(entry.after).toMatchObject({ name: 'Green spark', account: { iban: '****3201' } });
    expect(JSON.stringify([entry.before, entry.after])).not.toContain('AT6119');
  });

  it('is refused with every problem at once', async () => {
    const { errors } = await save({
      ...{ name: 'two\nlines', accent: 'blue', language: 'xx', numberPrefix: 'gs-' },
      ...{ sender: { name: 'Spark\r\nBcc: all@x.example', email: 'nobody' }, account: { holder: ' ', iban: 'AT61 1904 3002 3457 3202' } },
    });
    const problems = errors?.[0]?.extensions.problems as { field: string; code: string }[];
    expect(problems.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      'accent COLOUR_INVALID',
      'account.holder REQUIRED',
      'account.iban IBAN_CHECK_DIGITS_WRONG',
      'language LANGUAGE_UNKNOWN',
      'name LINE_BREAK_IN_NAME',
      'numberPrefix NUMBER_PREFIX_INVALID',
      'sender.email EMAIL_INVALID',
      'sender.name LINE_BREAK_IN_NAME',
    ]);
  });

  it('gives its numbers the prefix, and no other brand one', async () => {
    await save();
    app.kernel.brands.forget();
    const PLACE = `mutation ($input: OrderInput!) { placeOrder(input: $input, idempotencyKey: "prefixed") { number contracts { number customer { number } } } }`;
    const numbers = async (brand: 'a' | 'b') => {
      const ctx = await app.as(brand);
      const { data } = await app.gql(PLACE, { input: completeOrder(await sampleOffer(ctx)) }, ctx);
      const [contract] = data.placeOrder.contracts;
      return [data.placeOrder.number, contract.number, contract.customer.number].map((number: string) =>
        number.replace(/[0-9A-Z]{5}-[0-9A-Z]{5}$/, ''),
      );
    };
    expect(await numbers('a')).toEqual(['GS-O-', 'GS-C-', 'GS-K-']);
    expect(await numbers('b')).toEqual(['O-', 'C-', 'K-']);
  });
});

describe('a logo', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('is taken as %s and encoded anew, for screens and for paper', async (format) => {
    const ctx = await app.as();
    const given = await sharp(await image(format))
      .withMetadata({ exif: { IFD0: { Copyright: 'where it was taken' } } })
      .toFormat(format)
      .toBuffer();
    await saveLogo(ctx, given);
    const { statusCode, headers, rawPayload } = await logoOf();
    expect([statusCode, headers['content-type']]).toEqual([200, 'image/png']);
    expect(await sharp(rawPayload).metadata()).toMatchObject({ format: 'png', width: 80, height: 60 });
    expect(rawPayload.toString('latin1')).not.toContain('where it was taken');
    expect(await sharp((await readPrintLogo(ctx)) ?? undefined).metadata()).toMatchObject({ format: 'jpeg', hasAlpha: false });
    expect((await logoOf('b.localhost')).statusCode).toBe(404);
  });

  it('is made smaller, never larger than a page needs', async () => {
    await saveLogo(await app.as(), await image('png', 1_400, 700));
    expect(await sharp((await logoOf()).rawPayload).metadata()).toMatchObject({ width: 512, height: 256 });
  });

  it('is refused as a drawing with code, as another kind, damaged, or too small', async () => {
    const ctx = await app.as();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><script>alert(1)</script></svg>');
    const damaged = (await image('png')).subarray(0, 120);
    for (const file of [svg, await image('gif'), Buffer.from('GIF89a'), damaged])
      await expect(saveLogo(ctx, file)).rejects.toMatchObject({ code: 'LOGO_TYPE_NOT_ALLOWED' });
    await expect(saveLogo(ctx, await image('png', 16, 90))).rejects.toMatchObject({ code: 'LOGO_TOO_SMALL' });
  });

  it('is sent by whoever may write the brand, up to a megabyte', async () => {
    const post = (payload: Buffer, headers: Record<string, string> = {}) =>
      app.http.inject({ method: 'POST', url: '/logo', headers: { host: 'a.localhost', 'content-type': 'image/png', ...headers }, payload });
    expect((await post(await image('png'))).json().error.code).toBe('UNAUTHENTICATED');
    const key = { authorization: `Bearer ${await keyFor(app)}` };
    expect((await post(await image('png'), key)).json().error).toMatchObject({ code: 'FORBIDDEN' });
    expect((await post(Buffer.alloc(MAX_LOGO_BYTES + 1))).statusCode).toBe(413);
  });

  it('goes away again', async () => {
    await saveLogo(await app.as(), await image('png'));
    await app.gql('mutation { removeBrandLogo { id } }');
    expect((await logoOf()).statusCode).toBe(404);
  });
});
