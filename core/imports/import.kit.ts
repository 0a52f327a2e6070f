import { csvLines, csvLocale } from '../exports/export.csv.ts';
import type { TestApp } from '../testing/app.ts';
import { samplePointCode } from '../testing/samples.ts';

/** A row of orders as a partner's list has it: column -> cell. */
export const orderRow = (number: number, change: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  Tarif: 'sample',
  Verbrauch: '3500',
  supplyReason: 'switch',
  requestedStartOn: '2026-09-15',
  Vorname: 'Ada',
  Nachname: `Sample ${number}`,
  'customer.birthDate': '1980-02-29',
  'E-Mail': `ada${number}@sample.example`,
  'customer.street': 'Ring',
  'customer.houseNumber': String(number),
  'customer.postcode': '1010',
  'customer.city': 'Wien',
  Zählpunkt: samplePointCode(),
  ...change,
});

export const csvOf = (rows: readonly Readonly<Record<string, string>>[], language: string | null = null): string =>
  csvLines([Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))], csvLocale(language));

/** Sends a file as a third party does. */
export async function uploadCsv(
  app: TestApp,
  { key, csv, query = 'kind=orders', type = 'text/csv' }: { key: string; csv: string | Buffer; query?: string; type?: string },
) {
  const response = await app.http.inject({
    method: 'POST',
    url: `/imports?${query}`,
    headers: { host: 'a.localhost', authorization: `Bearer ${key}`, 'content-type': type },
    payload: csv,
  });
  return { status: response.statusCode, body: response.json() };
}
