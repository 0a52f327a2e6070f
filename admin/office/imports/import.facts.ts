import type { ImportPageQuery, ImportRowsQuery, ImportState } from '../../../generated/admin/graphql.ts';
import { number } from '../../kit/format.ts';
import type { StatusKind } from '../../kit/parts/status.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { type Me, may } from '../session.ts';

export type ImportOfPage = NonNullable<ImportPageQuery['importRun']>;
export type RowOfPage = ImportRowsQuery['importRows'][number];
export type ProblemOfRow = RowOfPage['problems'][number];

/** What a file can hold, and what whoever sends it must be allowed to do one by one. */
const KINDS = [
  { kind: 'orders', permission: 'order.write' },
  { kind: 'customers', permission: 'customer.write' },
  { kind: 'tariffs', permission: 'tariff.write' },
] as const;
export type FileKind = (typeof KINDS)[number]['kind'];

/** Kinds of files that somebody may send. */
export const kindsFor = (me: Me): readonly FileKind[] =>
  may(me, 'import.write') ? KINDS.filter(({ permission }) => may(me, permission)).map(({ kind }) => kind) : [];

export const mayWork = (me: Me, kind: string): boolean => kindsFor(me).some((known) => known === kind);

type Moving = 'STAGING' | 'VALIDATING' | 'COMMITTING';
/** Whether work is under way. */
export const isMoving = (state: ImportState): state is Moving => state === 'STAGING' || state === 'VALIDATING' || state === 'COMMITTING';

/** 0 to 1; null = nobody knows how far it is. */
export function progressOf({ state, total, valid, invalid, done, failed }: ImportOfPage): number | null {
  if (state === 'VALIDATING') return total === 0 ? null : (valid + invalid + done + failed) / total;
  if (state === 'COMMITTING') return valid + done === 0 ? null : done / (valid + done);
  return null;
}

const STATUS_KINDS: Readonly<Record<ImportState, StatusKind>> = {
  ...{
    STAGING: 'progress',
    STAGED: 'wait',
    VALIDATING: 'progress',
    VALIDATED: 'wait',
    COMMITTING: 'progress',
    DONE: 'ok',
    STOPPED: 'ended',
  },
};

/** Done is not all right while rows wait for somebody. */
export const importStatusKind = ({ state, invalid, failed }: Pick<ImportOfPage, 'state' | 'invalid' | 'failed'>): StatusKind =>
  state === 'DONE' && invalid + failed > 0 ? 'attention' : STATUS_KINDS[state];

/** "4,980 of 5,000 rows are in. 20 need a correction." */
export const sentenceOf = ({ total, valid, invalid, done, failed }: ImportOfPage): string =>
  [
    done > 0 ? say('office.import.in', { done: number(done), total: number(total) }) : null,
    valid > 0 ? sayCount('office.import.ready', valid) : null,
    invalid + failed > 0 ? sayCount('office.import.needMending', invalid + failed) : null,
  ]
    .filter((part) => part !== null)
    .join(' ');
