import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, toCents } from '../kernel/money.ts';
import { de, en } from './document.texts.ts';
import { attachment, safeFileName } from './file-name.ts';
import { letterPdf } from './letter.pdf.ts';
import { mediaTypeOf } from './media-type.ts';
import { readPdf } from './pdf.kit.ts';
import { withdrawalNoticeOf } from './withdrawal-notices.ts';
import { wordingFor } from './wording.ts';

const LETTERS = 'Größe äöüÄÖÜß € – Smørrebrød på Åen Æbler – Zażółć gęślą jaźń ŁÓDŹ';
const head = {
  brandName: 'Brand Ł & Ø',
  accent: '#0b7285',
  recipient: ['Ada Łoś', 'Ring 1', '1010 Wien'],
  date: '24. August 2026',
  madeAt: new Date('2026-08-24T10:00:00Z'),
};
const data = (rows: number) => ({
  kind: 'order-confirmation',
  orderId: 'x',
  contractIds: [],
  language: 'de',
  title: 'Auftragsbestätigung',
  sections: [
    { heading: 'Überschrift', paragraphs: [LETTERS], rows: [{ label: 'Erstes Jahr', value: '984,54 EUR', isTotal: true }] },
    { heading: 'Viele', paragraphs: [], rows: Array.from({ length: rows }, (_, n) => ({ label: `Zeile ${n}`, value: `Wert ${n}` })) },
  ],
});

describe('a letter', () => {
  it('carries the logo of its brand and says at the foot of each page who writes and where to pay', async () => {
    const { default: sharp } = await import('sharp');
    const logo = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#2b8a3e' } })
      .jpeg()
      .toBuffer();
    const foot = 'Ł & Ø GmbH, Ring 1, 1010 Wien · Ł & Ø GmbH, IBAN AT611904300234573201';
    const plain = await letterPdf(data(80), head);
    const bytes = await letterPdf(data(80), { ...head, logo, foot });
    expect(bytes.includes('/DCTDecode')).toBe(true);
    expect(plain.includes('/DCTDecode')).toBe(false);
    const { text } = readPdf(bytes);
    expect(text.split(foot).length - 1).toBe(text.split(/Seite \d+ von/).length - 1);
    expect(readPdf(plain).text).not.toContain('IBAN');
  });

  it('is read with German, Danish and Polish letters, from fonts that it carries itself, as PDF/A-3', async () => {
    const bytes = await letterPdf(data(3), head);
    const { text, fonts, info } = readPdf(bytes);
    for (const part of [LETTERS, 'Auftragsbestätigung', 'Brand Ł & Ø', 'Ada Łoś', '984,54 EUR', 'Seite 1 von 1'])
      expect(text).toContain(part);
    const embedded = fonts.split('\n').slice(2).filter(Boolean);
    expect(embedded.length).toBeGreaterThan(0);
    for (const font of embedded) expect(font).toMatch(/DejaVuSans.*\byes yes yes\b/);
    expect(info).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(info).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(bytes.includes('/OutputIntents')).toBe(true);
  });

  it('goes on over several pages and numbers them', async () => {
    const { text, info } = readPdf(await letterPdf(data(150), head));
    const pages = Number(/Pages:\s+(\d+)/.exec(info)?.[1]);
    expect(pages).toBeGreaterThan(2);
    for (let page = 1; page <= pages; page++) expect(text).toContain(`Seite ${page} von ${pages}`);
    for (let row = 0; row < 150; row++) expect(text).toMatch(new RegExp(`Zeile ${row}\\s+Wert ${row}\\b`));
  });
});

describe('the wording', () => {
  it('has every text in both languages, with the same gaps', () => {
    const flat = (texts: object, path = ''): string[] =>
      Object.entries(texts).flatMap(([key, value]) =>
        typeof value === 'string'
          ? [`${path}${key} ${[...value.matchAll(/\{\w+\}/g)].map(String).sort().join(' ')}`]
          : flat(value, `${path}${key}.`),
      );
    expect(flat(de).sort()).toEqual(flat(en).sort());
  });

  it('writes figures and days as the language does, and falls back to English', () => {
    expect(wordingFor('de-AT').money(123_456_789, 'EUR')).toBe('1.234.567,89 EUR');
    expect(wordingFor('en').money(123_456_789, 'EUR')).toBe('1,234,567.89 EUR');
    expect(wordingFor('en').money(-5, 'EUR')).toBe('-0.05 EUR');
    expect(wordingFor('de').day('2026-09-05')).toBe('5. September 2026');
    expect(wordingFor('en').day('2026-09-05')).toBe('5 September 2026');
    expect(wordingFor('pl')).toMatchObject({ language: 'en', texts: en });
  });

  it('loses no cent on the way to the paper', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        const read = wordingFor('de').money(cents, '').trim().replaceAll('.', '').replace(',', '.');
        return toCents(new Decimal(read)) === cents;
      }),
    );
  });
});

describe('the notice of withdrawal', () => {
  it('is known for a day by country, and for none that is not sure', () => {
    expect(withdrawalNoticeOf('AT', '2026-08-24')).toMatchObject({ days: 14 });
    expect(withdrawalNoticeOf('DE', '2014-06-12')).toBeNull();
    expect(withdrawalNoticeOf('DK', '2026-08-24')).toBeNull();
  });
});

describe('a file name', () => {
  it('is a name alone, whatever was sent', () => {
    expect(safeFileName('../../etc/passwd')).toBe('etc-passwd');
    expect(safeFileName('C:\\temp\\a"b;c.pdf')).toBe('C--temp-a-b-c.pdf');
    expect(safeFileName(' .. ')).toBe('document');
    expect(safeFileName(`${'ä'.repeat(300)}.pdf`)).toMatch(/^ä{116}\.pdf$/);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(safeFileName(text)).toMatch(/^[^\s.\p{C}/\\:*?"<>|;%][^\p{C}/\\:*?"<>|;%]*$/u);
        expect(attachment(text)).toMatch(/^attachment; filename="[\x20-\x21\x23-\x7e]+"; filename\*=UTF-8''[\w.~!%-]+$/);
      }),
    );
  });

  it('keeps its letters in the header', () => {
    expect(attachment('Auftragsbestätigung.pdf')).toBe(
      `attachment; filename="Auftragsbest_tigung.pdf"; filename*=UTF-8''Auftragsbest%C3%A4tigung.pdf`,
    );
  });
});

describe('the kind of a file', () => {
  it('is told by its content', () => {
    expect(mediaTypeOf(Buffer.from('%PDF-1.7'))?.mediaType).toBe('application/pdf');
    expect(mediaTypeOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))?.mediaType).toBe('image/jpeg');
    for (const other of ['<html><script>', 'MZ', 'PK\u0003\u0004', '<svg', '']) expect(mediaTypeOf(Buffer.from(other))).toBeNull();
  });
});
