import { type Ctx, DomainError, inTransaction, type TxCtx } from '#core';
import { type BandRule, bandRules, problemsOfRules } from './band-rules.ts';

const NOTE_MAX = 500;

export interface BandsDraft {
  /** The draft that is written anew; null = a new one. */
  readonly id: string | null;
  readonly validFrom: Date;
  readonly note: string;
  /** As they were given: read here. */
  readonly rules: unknown;
}

/**
 * Writes bands that are not in force yet: a second person approves them. Throws CREDIT_CHECK_BANDS_INVALID with all problems at
 * once, CREDIT_CHECK_BANDS_NOT_FOUND and _APPROVED.
 */
export const saveBands = (ctx: Ctx, draft: BandsDraft): Promise<string> =>
  inTransaction(ctx, async ({ tx, clock, viewer }) => {
    const rules = soundRules(draft);
    const by = { createdBy: viewer.name, createdById: viewer.id, createdAt: clock.now() };
    const data = { validFrom: draft.validFrom, note: draft.note.trim(), rules, ...by };
    if (draft.id !== null) {
      await draftWith({ tx }, draft.id);
      await tx.creditCheckBands.updateMany({ where: { id: draft.id, state: 'DRAFT' }, data });
      return draft.id;
    }
    const { _max } = await tx.creditCheckBands.aggregate({ _max: { number: true } });
    const { id } = await tx.creditCheckBands.create({ data: { ...data, number: (_max.number ?? 0) + 1 }, select: { id: true } });
    return id;
  });

/** Puts bands in force from their first moment on: four eyes. Throws CREDIT_CHECK_BANDS_NOT_FOUND, _APPROVED, _OWN and _TOO_LATE. */
export const approveBands = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async ({ tx, clock, viewer }) => {
    const draft = await draftWith({ tx }, id);
    if (viewer.kind !== 'user' || draft.createdById === viewer.id) {
      throw new DomainError('CREDIT_CHECK_BANDS_OWN', 'id: bands are approved by a person who did not write them; ask a colleague', { id });
    }
    if (draft.validFrom < clock.now()) {
      throw new DomainError(
        'CREDIT_CHECK_BANDS_TOO_LATE',
        'validFrom: lies in the past, and decisions that were made stay; choose a later moment',
        {
          id,
        },
      );
    }
    const data = { state: 'APPROVED', approvedBy: viewer.name, approvedAt: clock.now() } as const;
    await tx.creditCheckBands.updateMany({ where: { id, state: 'DRAFT' }, data });
  });

/** Rules as they were given. Throws CREDIT_CHECK_BANDS_INVALID with everything that is wrong with them. */
export function readRules(given: unknown): BandRule[] {
  const read = bandRules.safeParse(given);
  if (!read.success) {
    const problems = read.error.issues.map(({ path }) => ({ field: ['rules', ...path].join('.'), code: 'INVALID', values: {} }));
    throw invalidBands(problems);
  }
  const problems = problemsOfRules(read.data);
  if (problems.length > 0) throw invalidBands(problems);
  return read.data;
}

function soundRules({ rules, note }: BandsDraft): BandRule[] {
  const length = note.trim().length;
  if (length === 0 || length > NOTE_MAX)
    throw invalidBands([{ field: 'note', code: 'CREDIT_CHECK_BAND_NOTE_MISSING', values: { maximum: NOTE_MAX } }]);
  return readRules(rules);
}

interface BandsProblem {
  readonly field: string;
  readonly code: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const invalidBands = (problems: readonly BandsProblem[]): DomainError =>
  new DomainError('CREDIT_CHECK_BANDS_INVALID', problems.map(({ field, code }) => `${field}: ${code}`).join('; '), { problems });

async function draftWith({ tx }: Pick<TxCtx, 'tx'>, id: string) {
  const version = await tx.creditCheckBands.findUnique({ where: { id } });
  if (!version) throw new DomainError('CREDIT_CHECK_BANDS_NOT_FOUND', 'id: there are no such bands; choose some from the list', { id });
  if (version.state === 'DRAFT') return version;
  throw new DomainError('CREDIT_CHECK_BANDS_APPROVED', 'id: these bands are approved and stay as they are; make new ones from them', {
    id,
  });
}
