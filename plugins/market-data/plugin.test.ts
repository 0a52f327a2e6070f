import { describe, expect, it } from 'vitest';
import { DomainError } from '#core';
import { originOf } from './market-data.origin.ts';
import plugin from './plugin.ts';
import { austriaOpenData } from './providers/austria-open-data.ts';
import { settings } from './settings.ts';
import { draftOf, quote } from './test-data/quotes.ts';

const { en = {}, de = {} } = plugin.locales ?? {};

describe('the plugin', () => {
  it('has a text in both languages for everything that it shows', async () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());

    const quotes = await Promise.all(
      [{ postcode: '1010' }, { postcode: '9020', municipality: 'Klagenfurt am Wörthersee' }].map((place) => quote(draftOf(place))),
    );
    const added = quotes.flatMap(({ offers }) => offers).flatMap(({ blocks }) => blocks.slice(1));
    const codes = [
      ...added.map(({ code }) => `block.${code}`),
      ...added.flatMap(({ components }) => components.map(({ code }) => `component.${code}`)),
      ...quotes.flatMap(({ projections }) => projections.map(({ code }) => code)),
    ];
    expect(codes.filter((code) => !(code in en))).toEqual([]);
  });

  it('has a text for every refusal, with all placeholders filled', async () => {
    const refused = [{ postcode: '9999' }, { municipality: 'Graz' }, { pricesAsOf: '2025-01-01' }] as const;
    const abroad = originOf(austriaOpenData, { country: 'DE', postcode: '10115', municipality: null, on: '2026-08-22' });
    for (const refusal of [abroad, ...refused.map((changes) => quote(draftOf(changes)))]) {
      const error: unknown = await refusal.catch((cause: unknown) => cause);
      if (!(error instanceof DomainError)) throw new Error('was not refused');
      const text = en[`error.${error.code}`] ?? '';
      expect(text).toContain('. ');
      const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(names.filter((name) => name === undefined || !(name in error.details))).toEqual([]);
    }
  });

  it('uses the same placeholders in both languages', () => {
    const placeholders = (text = '') => [...new Set(text.match(/\{\w+\}/g))].sort();
    for (const key of Object.keys(en)) expect([key, placeholders(de[key])]).toEqual([key, placeholders(en[key])]);
  });

  it('leaves no supplier out unless the brand says so', () => {
    expect(settings.schema.parse({})).toEqual({ ownSupplierKeys: [] });
    expect(() => settings.schema.parse({ ownSupplierKeys: [' '] })).toThrow();
  });
});
