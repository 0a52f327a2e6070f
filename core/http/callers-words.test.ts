import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CORE_TEXTS } from '../locales/index.ts';
import { fromRoot } from '../root.ts';

/** They say one of several things, with the value in question: a text for all of them would say less. */
const IN_THEIR_OWN_WORDS = [
  'API_KEY_INVALID',
  'API_KEY_SCOPE_INVALID',
  'BAD_USER_INPUT',
  'COUNTRY_NOT_SUPPORTED',
  'CURSOR_INVALID',
  'FORBIDDEN',
  'IDEMPOTENCY_KEY_INVALID',
  'IMPORT_HEADER_INVALID',
  'IMPORT_MAPPING_INVALID',
  'IP_LIST_INVALID',
  'PAGE_INVALID',
  'PARTNER_INVALID',
  'PASSWORD_UNFIT',
  'PLUGIN_SWITCH_REFUSED',
  'QUOTE_CONSUMPTION_UNKNOWN',
  'SETTINGS_INVALID',
  'USER_INVALID',
];

const sources = readdirSync(fromRoot('core'), { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !/\.(test|kit)\.ts$|^testing/.test(path),
);
const codes = new Set(
  sources.flatMap((path) =>
    [...readFileSync(join(fromRoot('core'), path), 'utf8').matchAll(/new DomainError\(\s*'([A-Z_]+)'/g)].map(([, code]) => code ?? ''),
  ),
);

it.each(['en', 'de'])('every failure of core has a text for people in %s', (language) => {
  const texts = CORE_TEXTS[language] ?? {};
  expect(codes.size).toBeGreaterThan(100);
  expect([...codes].filter((code) => !(`error.${code}` in texts)).sort()).toEqual(IN_THEIR_OWN_WORDS);
});
