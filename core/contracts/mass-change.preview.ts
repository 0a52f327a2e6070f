import type { Contract, MassChange, Prisma } from '#prisma';
import { type PlainDate, toDbDate } from '../kernel/clock.ts';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { stateSet } from './contract.service.ts';
import type { StateSet } from './contract.states.ts';
import { addFindings, type Finding } from './mass-change.sql.ts';
import { plainRequest, prepare, type TransitionRequest } from './transition.prepare.ts';

export interface MassRequest {
  /** Which contracts, within the viewer's rows. */
  readonly where: Prisma.ContractWhereInput;
  readonly transition: string;
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly effectiveOn: PlainDate | null;
  readonly tariffId: string | null;
}

/** More at once is a decision that wants to be made in parts. */
export const MOST = 100_000;
const PAGE = 2_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Looks at every contract that is meant: would the step be taken? What is found is kept with the version that was seen, so that
 * the change itself starts from what was looked at. Plugins are asked when it runs, not here: their consent is of the moment.
 */
export async function previewMassChange(ctx: Ctx, request: MassRequest): Promise<MassChange> {
  if ((await ctx.db.contract.count({ where: request.where, take: MOST + 1 })) > MOST)
    throw new DomainError('MASS_CHANGE_TOO_LARGE', `filter: means more than ${MOST} contracts; narrow it and go in parts`, { most: MOST });
  const { id } = await inTransaction(ctx, ({ tx, viewer, clock }) =>
    tx.massChange.create({
      data: {
        ...{ state: 'PREVIEWING', transition: request.transition, reason: request.reason, reasonCode: request.reasonCode },
        ...{ effectiveOn: request.effectiveOn && toDbDate(request.effectiveOn), tariffId: request.tariffId },
        ...{ total: 0, createdAt: clock.now(), createdBy: viewer.name },
      },
    }),
  );
  let total = 0;
  for (let after = FIRST; ; ) {
    const page = await inTransaction(ctx, async (tx) => lookAtPage(tx, { id, after, request }));
    total += page.length;
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last;
  }
  return inTransaction(ctx, ({ tx }) => tx.massChange.update({ where: { id }, data: { state: 'PREVIEWED', total } }));
}

/** One page in one transaction, so that a hundred thousand contracts hold no lock and no memory for long. Gives the ids. */
async function lookAtPage(
  ctx: TxCtx,
  { id, after, request }: { readonly id: string; readonly after: string; readonly request: MassRequest },
): Promise<string[]> {
  const set = await stateSet(ctx);
  const contracts = await ctx.tx.contract.findMany({
    where: { AND: [request.where, { id: { gt: after } }] },
    orderBy: { id: 'asc' },
    take: PAGE,
  });
  const findings: Finding[] = [];
  for (const contract of contracts) {
    const problem = await problemOf(ctx, contract, { request, set });
    findings.push({ contractId: contract.id, version: contract.version, code: problem?.code ?? null, error: problem?.message ?? null });
  }
  await addFindings(ctx, id, findings);
  return contracts.map((contract) => contract.id);
}

/** The step that a mass change asks of each contract, with the version that was seen. */
export const requestOf = (
  change: Pick<MassRequest, 'transition' | 'reason' | 'reasonCode' | 'effectiveOn' | 'tariffId'>,
  expectedVersion: number | null,
): TransitionRequest => ({
  ...plainRequest(change.transition),
  ...{ reason: change.reason, reasonCode: change.reasonCode, effectiveOn: change.effectiveOn, tariffId: change.tariffId, expectedVersion },
});

async function problemOf(
  ctx: TxCtx,
  contract: Contract,
  { request, set }: { readonly request: MassRequest; readonly set: StateSet },
): Promise<DomainError | null> {
  try {
    await prepare(ctx, contract, { request: requestOf(request, null), set, actor: null });
    return null;
  } catch (cause) {
    if (cause instanceof DomainError) return cause;
    throw cause;
  }
}
