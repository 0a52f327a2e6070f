import type { BankAccount, BankPurpose } from '#prisma';
import { audit } from '../access/audit.ts';
import { followAccount } from '../contracts/contract.account.ts';
import { fromDbDate, type PlainDate, toDbDate, todayIn } from '../kernel/clock.ts';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { newNumber } from '../kernel/numbers.ts';
import { invalid, type Problem } from '../kernel/problems.ts';
import { noteCustomerChange } from './customer.history.ts';
import { checkCustomer } from './customer.service.ts';
import { ibanFault, lastFourOf, normaliseIban } from './iban.ts';

export interface NewBankAccount {
  readonly holder: string;
  readonly iban: string;
  readonly bic?: string | null | undefined;
  /** DEBIT unless said otherwise. */
  readonly purpose?: BankPurpose;
  /** One is made where a mandate was signed and has none. */
  readonly mandateReference?: string | null | undefined;
  readonly mandateSignedOn?: PlainDate | null | undefined;
  /** Today unless said otherwise. */
  readonly validFrom?: PlainDate | null | undefined;
}

/** Under which an IBAN's keyed hash is made. */
export const IBAN_DIGEST = 'bank-account.iban';

/**
 * The account of a customer from a day on, for one purpose; the former one ends that day. The same account again stays the
 * one it is. Contracts follow the new one. Fails with BANK_ACCOUNT_INVALID. Gives back its id.
 */
export async function addBankAccount(ctx: TxCtx, customerId: string, account: NewBankAccount): Promise<string> {
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const iban = normaliseIban(account.iban);
  const validFrom = account.validFrom ?? today;
  const problems = bankAccountProblems({ ...account, iban, validFrom }, today);
  if (problems.length > 0) throw invalid('BANK_ACCOUNT_INVALID', problems);
  await checkCustomer(ctx, customerId);

  const purpose = account.purpose ?? 'DEBIT';
  const former = await ctx.tx.bankAccount.findFirst({
    where: { customerId, purpose, OR: [{ validTo: null }, { validTo: { gt: toDbDate(validFrom) } }] },
    orderBy: { validFrom: 'desc' },
  });
  if (former && isSame(ctx, former, { ...account, iban })) return former.id;
  if (former && fromDbDate(former.validFrom) > validFrom)
    throw invalid('BANK_ACCOUNT_INVALID', [
      { field: 'validFrom', code: 'VALID_FROM_TOO_EARLY', values: { earliest: fromDbDate(former.validFrom) } },
    ]);
  if (former) await ctx.tx.bankAccount.update({ where: { id: former.id }, data: { validTo: toDbDate(validFrom) } });
  const id = await insert(ctx, { ...account, iban, purpose, validFrom, customerId }, former);
  if (former) await followAccount(ctx, { from: former.id, to: id });
  return id;
}

/**
 * Shows an IBAN in full, which is noted in the audit log: who saw which account, never the number. Fails with
 * BANK_ACCOUNT_NOT_FOUND outside of the viewer's rows.
 */
export const revealIban = (ctx: Ctx, id: string): Promise<string> =>
  inTransaction(ctx, async (ctx) => {
    const account = await readAccount(ctx, id);
    await audit(ctx, { action: 'bank-account.shown', subject: id, after: { customerId: account.customerId } });
    return ctx.vault.decrypt(account.ibanSealed);
  });

/** The account is not used from a day on. Safe to call twice. */
export const endBankAccount = (ctx: Ctx, id: string, on: PlainDate | null): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { customerId, purpose, ibanLastFour, validFrom, validTo } = await readAccount(ctx, id);
    const today = todayIn(ctx.clock, ctx.brand.timeZone);
    const day = on ?? today;
    const [earliest = today] = [today, fromDbDate(validFrom)].sort().reverse();
    if (validTo !== null && fromDbDate(validTo) <= day) return;
    if (day < earliest) throw invalid('BANK_ACCOUNT_INVALID', [{ field: 'on', code: 'VALID_FROM_TOO_EARLY', values: { earliest } }]);
    await ctx.tx.bankAccount.update({ where: { id }, data: { validTo: toDbDate(day) } });
    const account = { purpose, ibanLastFour };
    await noteCustomerChange(ctx, { customerId, what: 'bank-account', before: account, after: { ...account, validTo: day } });
  });

async function readAccount({ tx }: TxCtx, id: string): Promise<BankAccount> {
  const account = await tx.bankAccount.findUnique({ where: { id } });
  if (!account)
    throw new DomainError('BANK_ACCOUNT_NOT_FOUND', `bankAccountId: there is no bank account ${id}; look it up again`, {
      bankAccountId: id,
    });
  return account;
}

/** Everything that is wrong with an account, by its fields. The IBAN is never part of a problem. */
export function bankAccountProblems(
  { holder, iban, validFrom, mandateSignedOn }: Pick<NewBankAccount, 'holder' | 'iban' | 'validFrom' | 'mandateSignedOn'>,
  today: PlainDate,
): Problem[] {
  const fault = ibanFault(normaliseIban(iban));
  return [
    ...(holder.trim() === '' ? [{ field: 'holder', code: 'REQUIRED', values: {} }] : []),
    ...(fault ? [{ field: 'iban', ...fault }] : []),
    ...(validFrom && validFrom < today ? [{ field: 'validFrom', code: 'VALID_FROM_TOO_EARLY', values: { earliest: today } }] : []),
    ...(mandateSignedOn && mandateSignedOn > today ? [{ field: 'mandateSignedOn', code: 'DATE_AHEAD', values: {} }] : []),
  ];
}

function isSame({ vault }: TxCtx, former: BankAccount, { iban, holder, mandateReference, mandateSignedOn }: NewBankAccount): boolean {
  const isNewMandate =
    (mandateReference != null && mandateReference !== former.mandateReference) ||
    (mandateSignedOn != null && former.mandateSignedOn !== null && mandateSignedOn > fromDbDate(former.mandateSignedOn)) ||
    (mandateSignedOn != null && former.mandateSignedOn === null);
  return (
    former.validTo === null &&
    !isNewMandate &&
    holder.trim() === former.holder &&
    vault.digests(IBAN_DIGEST, iban).includes(former.ibanHash)
  );
}

type Sound = NewBankAccount & { readonly customerId: string; readonly purpose: BankPurpose; readonly validFrom: PlainDate };

/** The row of an account: the IBAN sealed, with the keyed hash by which it is found. `iban` is normalised and checked. */
export function bankAccountRow({ brand, vault, viewer }: Pick<TxCtx, 'brand' | 'vault' | 'viewer'>, account: Sound) {
  const { customerId, purpose, holder, iban, bic, mandateSignedOn, validFrom } = account;
  return {
    customerId,
    purpose,
    holder: holder.trim(),
    ibanSealed: vault.encrypt(iban),
    ibanHash: vault.digest(IBAN_DIGEST, iban),
    ibanLastFour: lastFourOf(iban),
    country: iban.slice(0, 2),
    bic: bic ?? null,
    mandateReference: account.mandateReference ?? (mandateSignedOn ? newNumber('M', brand) : null),
    mandateSignedOn: mandateSignedOn ? toDbDate(mandateSignedOn) : null,
    validFrom: toDbDate(validFrom),
    createdBy: viewer.name,
  };
}

async function insert(ctx: TxCtx, account: Sound, former: BankAccount | null): Promise<string> {
  const { customerId, purpose, holder, iban, validFrom } = account;
  const row = bankAccountRow(ctx, account);
  const { mandateReference } = row;
  const { id } = await ctx.tx.bankAccount.create({ data: row, select: { id: true } });
  await noteCustomerChange(ctx, {
    customerId,
    what: 'bank-account',
    before: former && { purpose, holder: former.holder, ibanLastFour: former.ibanLastFour, mandateReference: former.mandateReference },
    after: { purpose, holder: holder.trim(), ibanLastFour: lastFourOf(iban), mandateReference, validFrom },
  });
  return id;
}
