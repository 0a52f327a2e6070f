import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { PersonalDataRule, Plugin } from '../kernel/plugin.ts';
import { readPluginSchema, type Table } from './plugin-contract.schema.ts';

/** Stands in for every other language: core/kernel/i18n.ts. */
const FALLBACK_LANGUAGE = 'en';

const upper = (id: string): string => id.toUpperCase().replaceAll('-', '_');
const snake = (id: string): string => id.replaceAll('-', '_');
const pascal = (id: string): string => id.replaceAll(/(?:^|-)(\w)/g, (_dash, letter: string) => letter.toUpperCase());

/** What is wrong with the names of a plugin; one sentence each, empty = nothing. */
export function nameFaults(plugin: Plugin, folder: string): string[] {
  const { id, version, permissions = {}, jobs = [] } = plugin;
  const owned = [...Object.keys(permissions), ...jobs.map(({ name }) => name)];
  return [
    ...(id === basename(folder) ? [] : [`the id "${id}" is not the folder's name "${basename(folder)}"`]),
    ...(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.test(version) ? [] : [`the version "${version}" is not major.minor.patch`]),
    ...(Object.isFrozen(plugin) ? [] : ['is not made by definePlugin']),
    ...owned.filter((name) => !name.startsWith(`${id}.`)).map((name) => `"${name}" does not begin with "${id}."`),
    ...errorCodes(folder)
      .filter((code) => !code.startsWith(`${upper(id)}_`))
      .map((code) => `the error code ${code} does not begin with ${upper(id)}_`),
  ];
}

/** What is wrong with its browser entries: a page that nobody declares, one that is not there. */
export const browserFaults = (plugin: Plugin, folder: string): string[] =>
  (['admin', 'web'] as const).flatMap((entry) => {
    const isThere = existsSync(join(folder, `${entry}.tsx`));
    if (isThere === (plugin[entry] !== undefined)) return [];
    return [isThere ? `${entry}.tsx is there, but not named in plugin.ts` : `plugin.ts names ${entry}.tsx, which is not there`];
  });

/** What is wrong with its texts: missing in a language, other placeholders, an error nobody translated. */
export function textFaults({ locales = {} }: Plugin, folder: string): string[] {
  const codes = errorCodes(folder).map((code) => `error.${code}`);
  const languages = Object.keys(locales);
  if (languages.length === 0) return codes.map((key) => `"${key}" has no text, because there are no locales`);
  const keys = [...new Set([...Object.values(locales).flatMap((texts) => Object.keys(texts)), ...codes])].sort();
  const texts = languages.flatMap((language) => keys.map((key) => ({ language, key, text: locales[language]?.[key] })));
  const standard = locales[FALLBACK_LANGUAGE] ?? {};
  return [
    ...(languages.includes(FALLBACK_LANGUAGE) ? [] : [`has no texts in "${FALLBACK_LANGUAGE}", which stands in for every other language`]),
    ...texts.filter(({ text }) => !text?.trim()).map(({ language, key }) => `"${key}" has no text in "${language}"`),
    ...texts
      .filter(({ key, text = '' }) => text && standard[key] && placeholders(text) !== placeholders(standard[key]))
      .map(({ language, key }) => `"${key}" has other placeholders in "${language}" than in "${FALLBACK_LANGUAGE}"`),
  ];
}

/** What is wrong with its tables, and with what it says about personal data. */
export function tableFaults({ id, personalData = [], impersonalTables = [] }: Plugin, folder: string): string[] {
  const { tables, enums } = readPluginSchema(folder);
  const models = tables.map(({ model }) => model);
  const named = [...personalData.map(({ model }) => model), ...impersonalTables];
  return [
    ...tables.flatMap((table) => faultsOfTable(id, table)),
    ...enums.filter((name) => !name.startsWith(pascal(id))).map((name) => `the enum ${name} does not begin with ${pascal(id)}`),
    ...models.filter((model) => !named.includes(model)).map((model) => `${model} is named neither in personalData nor in impersonalTables`),
    ...named
      .filter((model, index) => named.indexOf(model) !== index)
      .map((model) => `${model} is named twice in personalData and impersonalTables`),
    ...named.filter((model) => !models.includes(model)).map((model) => `${model} is no table of schema.prisma`),
    ...personalData.flatMap((rule) => faultsOfRule(rule, tables)),
  ];
}

function faultsOfTable(id: string, { model, table, columns }: Table): string[] {
  const brand = columns.find(({ name }) => name === 'brandId');
  const prefix = snake(id);
  return [
    ...(model.startsWith(pascal(id)) ? [] : [`the model ${model} does not begin with ${pascal(id)}`]),
    ...(table !== null && (table === prefix || table.startsWith(`${prefix}_`))
      ? []
      : [`${model}: @@map("${prefix}…") is missing or names another prefix`]),
    ...(brand && brand.column === 'brand_id' && brand.type === 'String' && !brand.isOptional && brand.attributes.includes('@db.Uuid')
      ? []
      : [`${model} has no brandId String @map("brand_id") @db.Uuid`]),
    ...columns
      .filter(({ column }) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(column))
      .map(({ name }) => `${model}.${name} is not mapped to snake_case`),
    ...columns
      .filter(({ attributes }) => attributes.includes('@relation'))
      .map(({ name }) => `${model}.${name} is a relation; keep the plain id`),
  ];
}

function faultsOfRule({ model, subject, anonymise, disclose }: PersonalDataRule, tables: readonly Table[]): string[] {
  const columns = tables.find((table) => table.model === model)?.columns;
  if (!columns) return [];
  const known = new Map(columns.map((column) => [column.name, column]));
  return [
    ...[subject.column, ...anonymise, ...disclose]
      .filter((name) => !known.has(name))
      .map((name) => `personalData: ${model} has no column ${name}`),
    ...anonymise
      .filter((name) => known.get(name)?.isOptional === false && !known.get(name)?.isList)
      .map((name) => `personalData: ${model}.${name} cannot be emptied; make it optional`),
  ];
}

const placeholders = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join();

/** The codes of the errors and refusals that stand in its sources. */
function errorCodes(folder: string): string[] {
  const codes = sourcesIn(folder).flatMap((text) =>
    [...text.matchAll(/\b(?:DomainError|deny)\(\s*['"]([^'"]+)['"]/g)].map(([, code = '']) => code),
  );
  return [...new Set(codes)].sort();
}

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|kit)\.tsx?$/.test(entry.name) && !entry.parentPath.includes('test-data'),
    )
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
