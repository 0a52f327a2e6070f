import type { Contract } from '#prisma';
import { type PlainDate, toDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Problem } from '../kernel/problems.ts';
import { writeColumns } from './contract.columns.ts';
import { checkVersion } from './contract.conflict.ts';
import { besideOthers, holderBeside } from './contract.point.ts';
import { lockedContract } from './contract.service.ts';
import { startSlices } from './contract.slices.ts';
import { earliestStartOf } from './contract.start.ts';

/** What is to be different; what is left out stays. */
export interface ContractChange {
  readonly requestedStartOn?: PlainDate;
  readonly paymentMethod?: string;
  /** null = none. */
  readonly bankAccountId?: string | null;
  readonly costCentre?: string | null;
  readonly annualKwh?: number;
}

export interface ChangeRequest {
  readonly expectedVersion: number;
  readonly change: ContractChange;
  readonly reason: string | null;
}

/**
 * Changes what is agreed beside status and tariff. Fails with CONTRACT_CHANGED (both versions and what happened since), or with
 * CONTRACT_INVALID and every problem at once.
 */
export const changeContract = (ctx: Ctx, id: string, request: ChangeRequest): Promise<Contract> =>
  besideOthers(() => inTransaction(ctx, (ctx) => changed(ctx, id, request)));

async function changed(ctx: TxCtx, id: string, request: ChangeRequest): Promise<Contract> {
  const contract = await lockedContract(ctx, id);
  await checkVersion(ctx, contract, { seen: request.expectedVersion, asked: { ...request.change } });
  const problems = await problemsOf(ctx, contract, request.change);
  if (problems.length > 0)
    throw new DomainError('CONTRACT_INVALID', 'input: the contract cannot be changed like this; see the problems', { problems });
  return writeChange(ctx, contract, { ...request, transition: 'change' });
}

/** Writes changed fields with history and event; nothing where nothing differs. */
export async function writeChange(
  ctx: TxCtx,
  contract: Contract,
  { change, reason, transition }: { readonly change: WrittenChange; readonly reason: string | null; readonly transition: string },
): Promise<Contract> {
  const { requestedStartOn, ...rest } = change;
  const columns = { ...rest, ...(requestedStartOn && { requestedStartOn: toDbDate(requestedStartOn) }) };
  const changed = await writeColumns(ctx, contract, { columns, reason, transition });
  if (requestedStartOn && changed.version !== contract.version) await startSlices(ctx, contract.id, requestedStartOn);
  return changed;
}

export type WrittenChange = ContractChange & { readonly customerId?: string; readonly agreementId?: null };

const PAYMENT = ['direct-debit', 'transfer'];
const MOST_KWH = 1_000_000_000;
const problem = (field: string, code: string, values: Problem['values'] = {}): Problem => ({ field, code, values });

async function problemsOf(ctx: TxCtx, contract: Contract, change: ContractChange): Promise<Problem[]> {
  if (contract.kind === 'ENDED' || contract.kind === 'REFUSED') return [problem('id', 'CONTRACT_OVER', { status: contract.status })];
  if (contract.kind === 'OPEN') return [problem('id', 'CONTRACT_IS_DRAFT')];
  const { paymentMethod = contract.paymentMethod, bankAccountId = contract.bankAccountId, costCentre, annualKwh } = change;
  return [
    ...(await startProblems(ctx, contract, change.requestedStartOn)),
    ...(change.paymentMethod !== undefined && !PAYMENT.includes(change.paymentMethod)
      ? [problem('paymentMethod', 'PAYMENT_METHOD_UNKNOWN', { choices: PAYMENT.join(', ') })]
      : []),
    ...(await payerProblems(ctx, {
      ...{ customerId: contract.customerId, paymentMethod, bankAccountId },
      isAccountNew: change.bankAccountId !== undefined,
    })),
    ...(costCentre && costCentre.length > 100 ? [problem('costCentre', 'TOO_LONG', { maximum: 100 })] : []),
    ...(annualKwh !== undefined && (annualKwh < 1 || annualKwh > MOST_KWH)
      ? [problem('annualKwh', 'CONSUMPTION_ABSURD', { maximum: MOST_KWH })]
      : []),
  ];
}

interface Payer extends Pick<Contract, 'customerId' | 'paymentMethod' | 'bankAccountId'> {
  /** An account that stays is not looked at again: who pays by it today goes on. */
  readonly isAccountNew: boolean;
}

/** What keeps somebody from paying like this: a debit without an account, an account that is not theirs or no longer in use. */
export async function payerProblems(ctx: TxCtx, { customerId, paymentMethod, bankAccountId, isAccountNew }: Payer): Promise<Problem[]> {
  if (bankAccountId === null) return paymentMethod === 'direct-debit' ? [problem('bankAccountId', 'BANK_ACCOUNT_MISSING')] : [];
  const isSound = !isAccountNew || (await isTheirs(ctx, customerId, bankAccountId));
  return isSound ? [] : [problem('bankAccountId', 'BANK_ACCOUNT_UNKNOWN')];
}

async function startProblems(ctx: TxCtx, contract: Contract, wished: PlainDate | undefined): Promise<Problem[]> {
  if (wished === undefined) return [];
  if (contract.kind === 'SUPPLY' || contract.confirmedStartOn) return [problem('requestedStartOn', 'START_CONFIRMED')];
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const earliest = (await earliestStartOf(ctx, contract, today))?.earliest ?? today;
  if (wished < earliest) return [problem('requestedStartOn', 'START_TOO_EARLY', { earliest })];
  const other = await holderBeside(ctx, contract, { requestedStartOn: toDbDate(wished) });
  return other ? [problem('requestedStartOn', 'POINT_SUPPLIED', { number: other.number, day: other.day })] : [];
}

/** An account of the customer, in the viewer's rows, that is still in use. */
const isTheirs = async (ctx: TxCtx, customerId: string | null, id: string): Promise<boolean> => {
  const visible = await ctx.tx.bankAccount.findUnique({ where: { id } });
  const account = visible && (await asBrand(ctx).tx.bankAccount.findUnique({ where: { id } }));
  return account?.customerId === customerId && account.validTo === null;
};
