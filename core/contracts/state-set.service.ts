import { createHash } from 'node:crypto';
import type { Prisma } from '#prisma';
import { audit } from '../access/audit.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Problem } from '../kernel/problems.ts';
import { DEFAULT_STATUSES, DEFAULT_TRANSITIONS } from './contract.defaults.ts';
import { stateSet } from './contract.service.ts';
import { lockStatuses } from './contract.sql.ts';
import type { StateSet } from './contract.states.ts';
import { type InUse, problemsOf } from './state-set.checks.ts';

/** What would become of the brand if an edited set were saved. */
export interface StatesPreview {
  /** The version of the set as it is now, see `versionOf`. */
  readonly version: string;
  /** Everything that keeps it from being saved; empty = it can be. */
  readonly problems: readonly Problem[];
  /** Contracts in statuses that would be gone or mean something else. */
  readonly stranded: readonly { readonly status: string; readonly count: number }[];
}

/** Looks at an edited set without saving it. */
export const previewStates = (ctx: Ctx, edited: StateSet): Promise<StatesPreview> =>
  inTransaction(ctx, async (ctx) => examine(ctx, edited, await stateSet(ctx)));

/** Another one after every change of the set, the same one where nothing differs. */
export function versionOf({ statuses, transitions }: StateSet): string {
  const content = {
    statuses: statuses.map(({ code, kind, isTerminal, labels }) => [code, kind, isTerminal, labels]),
    transitions: transitions.map((way) => [way.code, way.from, way.to, way.by, way.guards, way.reasons, way.isReasonRequired, way.labels]),
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

/** The version of the brand's set. */
export const statesVersion = async (ctx: Ctx): Promise<string> => versionOf(await stateSet({ tx: ctx.db }));

/**
 * Saves statuses and transitions as one set. Fails with STATES_CHANGED and both sets where somebody was faster than
 * `expectedVersion`, with STATES_INVALID and everything that is wrong; running contracts are never stranded.
 */
export const saveStates = (ctx: Ctx, edited: StateSet, expectedVersion: string | null): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await lockStatuses(ctx);
    const before = await stateSet(ctx);
    checkVersion(edited, before, expectedVersion);
    const { problems } = await examine(ctx, edited, before);
    if (problems.length > 0) throw new DomainError('STATES_INVALID', 'statuses: the set cannot be saved; see the problems', { problems });
    await writeStates(ctx, edited);
    const codes = ({ statuses, transitions }: StateSet) => ({
      statuses: statuses.map(({ code }) => code),
      transitions: transitions.map(({ code, from, to }) => `${code}: ${from.join(', ')} → ${to}`),
    });
    await audit(ctx, { action: 'contract-states.saved', subject: ctx.brand.id, before: codes(before), after: codes(edited) });
  });

function checkVersion(yours: StateSet, theirs: StateSet, seen: string | null): void {
  const current = versionOf(theirs);
  if (seen === null || seen === current) return;
  const plain = ({ statuses, transitions }: StateSet) => ({
    statuses: statuses.map(({ code, kind, isTerminal, labels }) => ({ code, kind, isTerminal, labels })),
    transitions: transitions.map(({ code, from, to, by, guards, reasons, isReasonRequired, labels }) => ({
      ...{ code, from, to, by, guards, reasons, isReasonRequired, labels },
    })),
  });
  throw new DomainError('STATES_CHANGED', `expectedVersion: the set is at version ${current} now; compare both and save again`, {
    ...{ seen, current, yours: plain(yours), theirs: plain(theirs) },
  });
}

async function examine(ctx: TxCtx, edited: StateSet, current: StateSet): Promise<StatesPreview> {
  const inUse = await contractsByStatus(ctx);
  const problems = problemsOf(edited, current, inUse);
  const touched = problems.filter(({ code }) => code === 'STATUS_IN_USE' || code === 'STATUS_KIND_IN_USE');
  return {
    version: versionOf(current),
    problems,
    stranded: touched.map(({ values }) => ({ status: String(values.code), count: Number(values.count) })),
  };
}

async function contractsByStatus(ctx: TxCtx): Promise<InUse> {
  const rows = await asBrand(ctx).tx.contract.groupBy({ by: ['status'], _count: { _all: true } });
  return new Map(rows.map(({ status, _count }) => [status, _count._all]));
}

const CORE_STATUSES: ReadonlySet<string> = new Set(DEFAULT_STATUSES.map(({ code }) => code));
const CORE_TRANSITIONS: ReadonlySet<string> = new Set(DEFAULT_TRANSITIONS.map(({ code }) => code));

/** Makes a sound set the brand's. New statuses before the ways to them, removed ones after the ways from them. */
export async function writeStates({ tx, brand: { id: brandId } }: TxCtx, { statuses, transitions }: StateSet): Promise<void> {
  for (const [position, { code, kind, isTerminal, labels }] of statuses.entries()) {
    const data = { kind, isTerminal, isSupplied: kind === 'SUPPLY', labels: { ...labels }, position };
    await tx.contractStatus.upsert({
      where: { brandId_code: { brandId, code } },
      create: { code, ...data, isCore: CORE_STATUSES.has(code) },
      update: data,
    });
  }
  await tx.contractTransition.deleteMany({ where: { code: { notIn: transitions.map(({ code }) => code) } } });
  for (const [position, way] of transitions.entries()) {
    const data = {
      ...{ to: way.to, isReasonRequired: way.isReasonRequired, position, labels: { ...way.labels } },
      ...{ from: [...way.from], by: [...way.by], guards: [...way.guards] },
      reasons: way.reasons.map(({ code, labels }): Prisma.InputJsonObject => ({ code, labels: { ...labels } })),
    };
    await tx.contractTransition.upsert({
      where: { brandId_code: { brandId, code: way.code } },
      create: { code: way.code, ...data, isCore: CORE_TRANSITIONS.has(way.code) },
      update: data,
    });
  }
  await tx.contractStatus.deleteMany({ where: { code: { notIn: statuses.map(({ code }) => code) } } });
}
