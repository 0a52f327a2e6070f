import { z } from 'zod';
import type { ImportRow, ImportRun } from '#prisma';
import type { Column } from '../forms/form.columns.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { ImportKind, RowValues } from './import.kind.ts';

/** Header of the file -> path of the field that it fills. */
export type Mapping = Readonly<Record<string, string>>;

export const mappingOf = ({ mapping }: Pick<ImportRun, 'mapping'>): Mapping => z.record(z.string(), z.string()).parse(mapping);

/** What the headers most likely mean: what they meant in the brand's last file of this kind, else by path or label. */
export async function proposedMapping(ctx: Ctx, kind: ImportKind, headers: readonly string[]): Promise<Mapping> {
  const columns = await kind.columns(ctx);
  const known = new Set(columns.map(({ path }) => path));
  const before = await ctx.db.importRun.findMany({
    where: { kind: kind.code, total: { gt: 0 } },
    select: { mapping: true },
    orderBy: { id: 'desc' },
    take: 5,
  });
  const remembered = Object.assign({}, ...before.map(mappingOf).reverse()) as Record<string, string>;
  const names = namesOf(ctx, kind, columns);
  const taken = new Set<string>();
  return Object.fromEntries(
    headers.flatMap((header) => {
      const path = [remembered[header], names.get(plain(header))].find((one) => one !== undefined && known.has(one) && !taken.has(one));
      if (path === undefined) return [];
      taken.add(path);
      return [[header, path]];
    }),
  );
}

/** "customer.lastName" is found as "customer.lastName", "Last name" or "Nachname"; a short name only where it is nobody else's. */
function namesOf({ texts }: Ctx, kind: ImportKind, columns: readonly Column[]): ReadonlyMap<string, string> {
  const names = new Map<string, string | null>();
  const offer = (name: string | null, path: string): void => {
    if (name) names.set(plain(name), names.has(plain(name)) && names.get(plain(name)) !== path ? null : path);
  };
  for (const { path } of columns) {
    offer(path.split('.').at(-1) ?? null, path);
    for (const language of ['en', 'de']) offer(columnLabel(texts, { kind: kind.code, path, language }), path);
  }
  for (const { path } of columns) names.set(plain(path), path); // the whole path is never somebody else's
  return new Map([...names].flatMap(([name, path]) => (path === null ? [] : [[name, path]])));
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** What a column is called: the form's own label, or the import's. */
export function columnLabel(texts: Ctx['texts'], { kind, path, language }: { kind: string; path: string; language: string }): string {
  const [number] = /\d+/.exec(path) ?? [];
  const key = path.replaceAll(/\.\d+/g, '');
  const plugin = /^plugins\.([^.]+)\.(.*)$/.exec(key);
  const keys = plugin
    ? [`${plugin[1]}.form.${plugin[2]}`]
    : [`import.${kind}.${key}`, `import.${key}`, `form.${key}`, `form.customer.${key}`];
  const label = keys.map((one) => texts(language, one)).find((text) => text !== null) ?? path;
  return number === undefined ? label : `${label} ${number}`;
}

/** Refuses headers that the file does not have, fields that do not exist, and a field that two headers would fill. */
export async function checkMapping(
  ctx: Ctx,
  kind: ImportKind,
  { columns, mapping }: { columns: readonly string[]; mapping: Mapping },
): Promise<void> {
  const known = new Set((await kind.columns(ctx)).map(({ path }) => path));
  const paths = Object.values(mapping);
  const problems = [
    ...Object.keys(mapping).flatMap((header) => (columns.includes(header) ? [] : [`the file has no column "${header}"`])),
    ...paths.flatMap((path) => (known.has(path) ? [] : [`there is no field "${path}"`])),
    ...paths.flatMap((path, index) => (paths.indexOf(path) === index ? [] : [`the field "${path}" is filled twice`])),
    ...missingFields(kind, mapping).map((path) => `no column fills "${path}"`),
  ];
  if (problems.length > 0)
    throw new DomainError('IMPORT_MAPPING_INVALID', `mapping: ${problems.join('; ')}; see importForm for the fields`, { problems });
}

/** What every row needs and no column fills. */
export const missingFields = ({ required }: ImportKind, mapping: Mapping): string[] => unfilled(required, mapping);

/** Whether rows can be looked at before somebody has said what the columns mean. */
export function isUnderstood(kind: ImportKind, { columns, mapping }: { columns: readonly string[]; mapping: Mapping }): boolean {
  if (missingFields(kind, mapping).length > 0) return false;
  return unfilled(kind.usual ?? [], mapping).length === 0 || columns.every((header) => mapping[header] !== undefined);
}

function unfilled(paths: readonly string[], mapping: Mapping): string[] {
  const filled = new Set(Object.values(mapping));
  return paths.filter((path) => !filled.has(path));
}

/** A row's cells under the paths of its fields. */
export function valuesOf(
  { columns, mapping }: Pick<ImportRun, 'columns'> & { readonly mapping: Mapping },
  { cells }: Pick<ImportRow, 'cells'>,
): RowValues {
  return Object.fromEntries(
    columns.flatMap((header, index) => {
      const path = mapping[header];
      const cell = cells[index]?.trim() ?? '';
      return path === undefined || cell === '' ? [] : [[path, cell]];
    }),
  );
}
