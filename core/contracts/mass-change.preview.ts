import type { Contract, MassChange } from '#prisma';
import { fromDbDate, type PlainDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { stateSet } from './contract.service.ts';
import type { StateSet } from './contract.states.ts';
import { noteFindings } from './mass-change.sql.ts';
import { plainRequest, prepare, type TransitionRequest } from './transition.prepare.ts';

/** What a mass change asks of each contract. */
export interface MassStep {
  readonly transition: string;
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly effectiveOn: PlainDate | null;
  readonly tariffId: string | null;
}

const PAGE = 2_000;

/**
 * Looks at the next contracts: would the step be taken? What is found is kept with the version that was seen, so that the change
 * itself starts from what was looked at. Plugins are asked when it runs, not here: their consent is of the moment. Gives the last
 * one's id; null = that was all. Doing it again changes nothing.
 */
export async function lookAtNext(ctx: TxCtx, change: MassChange, after: string): Promise<string | null> {
  const { tx } = ctx;
  const items = await tx.massChangeItem.findMany({
    where: { massChangeId: change.id, contractId: { gt: after } },
    orderBy: { contractId: 'asc' },
    select: { contractId: true },
    take: PAGE,
  });
  const contracts = await tx.contract.findMany({ where: { id: { in: items.map(({ contractId }) => contractId) } } });
  const look = { step: stepOf(change), set: await stateSet(ctx) };
  const findings = [];
  for (const contract of contracts)
    findings.push({ contractId: contract.id, version: contract.version, problem: await problemOf(ctx, contract, look) });
  await noteFindings(ctx, change.id, findings);
  return items.length < PAGE ? null : (items.at(-1)?.contractId ?? null);
}

/** The step as it was asked for. */
export const stepOf = ({ transition, reason, reasonCode, effectiveOn, tariffId }: MassChange): MassStep => ({
  ...{ transition, reason, reasonCode, tariffId, effectiveOn: effectiveOn && fromDbDate(effectiveOn) },
});

/** The same as a request for one contract, with the version that was seen. */
export const requestOf = (step: MassStep, expectedVersion: number | null): TransitionRequest => ({
  ...plainRequest(step.transition),
  ...{ reason: step.reason, reasonCode: step.reasonCode, effectiveOn: step.effectiveOn, tariffId: step.tariffId, expectedVersion },
});

async function problemOf(
  ctx: TxCtx,
  contract: Contract,
  { step, set }: { readonly step: MassStep; readonly set: StateSet },
): Promise<DomainError | null> {
  try {
    await prepare(ctx, contract, { request: requestOf(step, null), set, actor: 'back-office' });
    return null;
  } catch (cause) {
    if (cause instanceof DomainError) return cause;
    throw cause;
  }
}
