import { getCountrySpecifications } from 'ibantools';
import { z } from 'zod';
import type { ImportRow } from '#prisma';
import { ibanFault, maskedIban, normaliseIban } from '../customers/iban.ts';
import type { Ctx } from '../kernel/context.ts';
import type { ImportKind } from './import.kind.ts';
import type { Mapping } from './import.mapping.ts';

/** Place of a cell -> its IBAN in full, encrypted. */
type Sealed = Readonly<Record<string, string>>;

/** A row as it is stored: its cells as everybody may see them, the IBANs beside them. */
interface StoredCells {
  readonly cells: string[];
  /** Null = none. */
  readonly sealed: Sealed | null;
}

type Vault = Pick<Ctx, 'vault'>;

/** Seals cells of the columns that hold IBANs, and every cell that is one, whatever its column is called. */
export function sealCells({ vault }: Vault, cells: readonly string[], ibanColumns: ReadonlySet<number>): StoredCells {
  const secret = [...cells.entries()].filter(([index, cell]) => cell.trim() !== '' && (ibanColumns.has(index) || isIban(cell)));
  if (secret.length === 0) return { cells: [...cells], sealed: null };
  const masks = new Map(secret.map(([index, cell]) => [index, maskedIban(cell)]));
  return {
    cells: cells.map((cell, index) => masks.get(index) ?? cell),
    sealed: Object.fromEntries(secret.map(([index, cell]) => [index, vault.encrypt(cell)])),
  };
}

/** The cells as they came. */
export function openCells({ vault }: Vault, row: Pick<ImportRow, 'cells' | 'sealed'>): string[] {
  const sealed = sealedOf(row);
  return row.cells.map((cell, index) => {
    const full = sealed[index];
    return full === undefined ? cell : vault.decrypt(full);
  });
}

/** Whether an IBAN of the row is kept in full. */
export const hasSecrets = (row: Pick<ImportRow, 'sealed'>): boolean => Object.keys(sealedOf(row)).length > 0;

/** Whether a cell of these columns stands there as it came. */
export function hasOpenCells(row: Pick<ImportRow, 'cells' | 'sealed'>, ibanColumns: ReadonlySet<number>): boolean {
  const sealed = sealedOf(row);
  return [...ibanColumns].some((index) => (row.cells[index] ?? '').trim() !== '' && sealed[index] === undefined);
}

const sealedOf = ({ sealed }: Pick<ImportRow, 'sealed'>): Sealed => z.record(z.string(), z.string()).parse(sealed ?? {});

/** The places of the columns that fill an IBAN. */
export async function ibanColumnsOf(
  ctx: Ctx,
  kind: ImportKind,
  { columns, mapping }: { readonly columns: readonly string[]; readonly mapping: Mapping },
): Promise<ReadonlySet<number>> {
  const known = await kind.columns(ctx);
  const paths = new Set(known.filter(({ field }) => field.type === 'text' && field.format === 'iban').map(({ path }) => path));
  return new Set(columns.flatMap((header, index) => (paths.has(mapping[header] ?? '') ? [index] : [])));
}

const LIKE_AN_IBAN = /[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){8,36}/gi;
const isIban = (cell: string): boolean => cell.length <= 60 && /^\s*[a-z]{2}\d{2}/i.test(cell) && ibanFault(normaliseIban(cell)) === null;

/** A text that could not be taken apart, with the IBANs in it shown by their last four. It is for people to look at, and not taken over. */
export const withoutIbans = (text: string): string =>
  text.replaceAll(LIKE_AN_IBAN, (found) => {
    const iban = normaliseIban(found);
    const length = getCountrySpecifications()[iban.slice(0, 2)]?.chars ?? 0;
    const own = iban.slice(0, length);
    return length > 0 && ibanFault(own) === null ? `${maskedIban(own)}${iban.slice(length)}` : found;
  });
