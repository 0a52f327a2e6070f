import { type Contract, type Order, Prisma } from '#prisma';
import { todayIn } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { isRecord } from '../kernel/records.ts';
import { correctContract, letGoOfPoints } from './order.corrected-contract.ts';
import { correctParty } from './order.corrected-party.ts';
import { lockOrder } from './order.draft.ts';
import { type Examined, examine, obstaclesIn, orderInvalid } from './order.examine.ts';
import { type OrderAnswers, orderFormParts, type Part, partProblems } from './order.form.ts';
import { type Correction, type HandedIn, handedInOf, isSame } from './order.handed-in.ts';
import { openAnswers, withKnownIban } from './order.secrets.ts';

/**
 * Hands a returned order in again: its corrected answers are examined as those of a new one and reach contracts, customer, agreement
 * and metering points, each with its history. All of it or nothing. Does nothing where no correction waits. Fails with ORDER_INVALID,
 * CUSTOMER_CHANGED or METERING_POINT_CHANGED.
 */
export async function handInCorrections(ctx: TxCtx, orderId: string): Promise<void> {
  const waiting = await ctx.tx.order.findUnique({ where: { id: orderId }, select: { handedIn: true } });
  if (!waiting?.handedIn) return;
  const { order, contracts } = await lockOrder(ctx, orderId);
  const handedIn = handedInOf(order);
  if (!handedIn) return;
  const correction = await correctionOf(ctx, { order, contracts, handedIn });
  const open = contracts.map((contract, index) => ({ contract, index })).filter(({ contract }) => isOpen(contract));
  const customerId = open[0]?.contract.customerId;
  if (!customerId) throw new Error('A returned order without a customer');
  const party = await correctParty(ctx, customerId, correction);
  const corrected = open.flatMap(({ contract, index }) => {
    const supply = correction.form.supplies[index];
    return supply ? [{ contract, index, supply, former: correction.before.read.supplies[index]?.answers ?? {} }] : [];
  });
  await letGoOfPoints(ctx, corrected);
  for (const { contract, ...sold } of corrected) await correctContract(ctx, contract, { ...correction, ...sold, party });
  await ctx.tx.order.update({ where: { id: orderId }, data: { ibanSealed: null, handedIn: Prisma.DbNull } });
}

/** What was refused or given up meanwhile takes no correction any more. */
const isOpen = ({ status }: Contract): boolean => status === 'clarification';

interface Returned {
  readonly order: Order;
  /** In the order of the form. */
  readonly contracts: readonly Contract[];
  readonly handedIn: HandedIn;
}

async function correctionOf(ctx: TxCtx, { order, contracts, handedIn }: Returned): Promise<Correction> {
  const here = { ...ctx, db: ctx.tx };
  const parts = await orderFormParts(here, { offerId: null });
  const given = openAnswers(ctx, isRecord(order.answers) ? order.answers : {}, order);
  const iban = await knownIban(ctx, contracts);
  const look = (answers: OrderAnswers): Promise<Examined> =>
    examine(here, {
      answers: withKnownIban(answers, { shown: handedIn.answers, iban }),
      ...{ parts, orderId: order.id, sellerId: order.partnerId, attempt: null },
    });
  const [before, after] = [await look(handedIn.answers), await look(given)];
  const problems = [...obstacles(after, { given, handedIn, contracts }), ...(await pluginProblems(ctx, parts, given))];
  const { form } = after.read;
  if (!form || problems.length > 0) throw orderInvalid(problems.length > 0 ? problems : obstaclesIn(after.problems));
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  return { before, after, form, seen: handedIn.seen, partnerId: order.partnerId, today };
}

const pluginProblems = async (ctx: TxCtx, parts: readonly Part[], answers: OrderAnswers) =>
  (await partProblems(asBrand(ctx), parts, answers)).map((problem) => ({ ...problem, severity: 'PROBLEM' as const }));

/** The number of the account from which the contracts are paid; null = they are not paid from one. */
async function knownIban(ctx: TxCtx, contracts: readonly Contract[]): Promise<string | null> {
  const [id] = contracts.flatMap(({ bankAccountId }) => bankAccountId ?? []);
  const account = id === undefined ? null : await asBrand(ctx).tx.bankAccount.findUnique({ where: { id } });
  return account && ctx.vault.decrypt(account.ibanSealed);
}

/** What time alone makes of an answer that was right: it stays sold as it was, while nobody changes it. */
const AGED: ReadonlySet<string> = new Set(['QUOTE_EXPIRED', 'TARIFF_NOT_ON_SALE', 'SIGNED_TOO_LONG_AGO']);

function obstacles(after: Examined, { given, handedIn, contracts }: Omit<Returned, 'order'> & { readonly given: OrderAnswers }) {
  const { supplies } = after.read;
  const closed = supplies.filter((_, index) => contracts[index] && !isOpen(contracts[index])).map(({ prefix }) => prefix);
  const isKept = (field: string) => isSame(answerAt(given, field), answerAt(handedIn.answers, field));
  const found = obstaclesIn(after.problems).filter(
    ({ field, code }) => !closed.some((prefix) => prefix !== '' && field.startsWith(prefix)) && !(AGED.has(code) && isKept(field)),
  );
  if (supplies.length === contracts.length) return found;
  const values = { count: contracts.length };
  return [...found, { field: 'contracts', code: 'CONTRACTS_FIXED', values, severity: 'PROBLEM' as const }];
}

/** The answer at "contracts.0.offerId". */
const answerAt = (answers: unknown, field: string): unknown =>
  field.split('.').reduce<unknown>((at, name) => (Array.isArray(at) ? at[Number(name)] : isRecord(at) ? at[name] : undefined), answers);
