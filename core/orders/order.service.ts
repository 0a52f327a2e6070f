import { textsIn } from '../brands/legal-text.ts';
import { addBankAccount } from '../customers/bank-account.service.ts';
import { isCollision } from '../db/faults.ts';
import { type Rows, writeRows } from '../db/write-rows.sql.ts';
import { todayIn } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { type Keyed, keyed, resultOf } from '../kernel/idempotency.ts';
import { newId, newIds } from '../kernel/ids.ts';
import { newNumber } from '../kernel/numbers.ts';
import { patiently } from '../kernel/passing.ts';
import { isRecord } from '../kernel/records.ts';
import { askAcceptance, askAtOnce, type Outcome } from './order.acceptance.ts';
import { channelOf, checkNotCancelled, checkSize, checkVersion, lockOrder, orderNotFound, type SaveRequest } from './order.draft.ts';
import { type Examined, examine, obstaclesIn, orderInvalid } from './order.examine.ts';
import { type OrderForm, orderFormParts, type Part, partProblems, partProblemsAtOnce } from './order.form.ts';
import { holderOf, type Party, partyOf } from './order.parties.ts';
import type { OrderFacts } from './order.points.ts';
import { type Draft, type Submission, submissionRows } from './order.rows.ts';
import { openAnswers, shownAnswers } from './order.secrets.ts';
import type { Written } from './order.written.ts';

/** For so long a guest whose answer was lost may ask for it again; later, whoever holds their link would follow their contracts. */
const GUEST_AGAIN_MS = 15 * 60_000;
/** How often an order is tried again that met another one for the same key or point. */
const TRIES = 5;

/** Saves and hands in at once: all of it or nothing. The same key and body make one order. */
export async function placeOrder(ctx: Ctx, request: SaveRequest, idempotencyKey: string): Promise<Placed> {
  const attempt = keyed(ctx, { key: idempotencyKey, operation: 'placeOrder', body: request });
  checkSize(request.answers);
  const parts = await orderFormParts(ctx, { offerId: null });
  return retried(() => place(ctx, { request, attempt, parts }));
}

/** Hands a saved order in. Safe to call twice. `expectedVersion`: the one the caller saw; another one is a conflict. */
export async function submitOrder(ctx: Ctx, orderId: string, expectedVersion: number | null = null): Promise<string> {
  const parts = await orderFormParts(ctx, { offerId: null });
  return retried(() => inTransaction(ctx, (ctx) => submit(ctx, { orderId, expectedVersion, parts })));
}

export interface Placed {
  readonly id: string;
  /** What was written; null when the order is one that an earlier call made. */
  readonly written: Written | null;
}

interface Placing {
  readonly request: SaveRequest;
  readonly attempt: Keyed;
  readonly parts: readonly Part[];
}

/** One statement to read, one to write. A transaction is opened for those alone who want to look inside of it. */
async function place(ctx: Ctx, { request, attempt, parts }: Placing): Promise<Placed> {
  const sellerId = request.partnerId ?? ctx.viewer.partnerId;
  const examined = await examine(ctx, { answers: request.answers, parts, orderId: null, sellerId, attempt });
  const before = resultOf(attempt, examined.facts.record);
  if (before !== null) return { id: before, written: null };
  const form = soundForm(examined);

  const orderId = newId();
  const drafts = newDrafts(ctx, form.supplies.length);
  const made = {
    ...orderRow(ctx, request, { orderId, sellerId, facts: examined.facts }),
    ...{ submittedAt: ctx.clock.now(), legalTextIds: heldTexts(ctx, examined) },
  };
  const rows: Rows[] = [
    { model: 'Order', rows: [made] },
    { model: 'IdempotencyRecord', rows: [{ ...attempt, resultId: orderId }] },
  ];
  const order = submissionOf(ctx, { orderId, sellerId, drafts, form, examined });
  const atOnce = keepsAccount(order) ? await acceptedAtOnce(ctx, { order, answers: request.answers, parts }) : null;
  if (atOnce) {
    const all = [...rows, ...submissionRows(ctx, order, atOnce.outcome), ...atOnce.rows];
    await writeRows(ctx, all);
    return { id: orderId, written: writtenIn(all, made) };
  }
  return inTransaction(ctx, async (ctx) => {
    const spoken = await decideOn(ctx, { order, answers: request.answers, parts });
    const all = [...rows, ...submissionRows(ctx, spoken.order, spoken.outcome)];
    await writeRows({ db: ctx.tx, scope: ctx.scope }, all);
    return { id: orderId, written: writtenIn(all, made) };
  });
}

function writtenIn(tables: readonly Rows[], order: Rows['rows'][number]): Written {
  const rowsOf = (name: string) => tables.filter(({ model }) => model === name).flatMap(({ rows }) => rows);
  const history = rowsOf('ContractHistory');
  const contracts = rowsOf('Contract').map((contract) => ({
    ...contract,
    history: history.filter(({ contractId }) => contractId === contract.id),
  }));
  return { ...order, contracts };
}

/** Lock, already done?, check, ask everybody, write. */
async function submit(
  ctx: TxCtx,
  {
    orderId,
    expectedVersion,
    parts,
  }: { readonly orderId: string; readonly expectedVersion: number | null; readonly parts: readonly Part[] },
): Promise<string> {
  const { order, contracts } = await lockOrder(ctx, orderId);
  if (ctx.viewer.kind === 'guest' && order.submittedAt !== null && isLongAgo(ctx, order.submittedAt)) throw orderNotFound(orderId);
  checkNotCancelled(order, contracts);
  if (contracts.every(({ status }) => status !== 'draft')) return orderId;
  checkVersion({ order, contracts }, { expectedVersion });
  const here = { ...ctx, db: ctx.tx };
  const answers = openAnswers(ctx, isRecord(order.answers) ? order.answers : {}, order);
  const examined = await examine(here, { answers, parts, orderId, sellerId: order.partnerId, attempt: null });
  const form = soundForm(examined);
  const fresh = newDrafts(ctx, Math.max(0, form.supplies.length - contracts.length));
  const drafts = [...contracts, ...fresh].slice(0, form.supplies.length);
  const submission = submissionOf(ctx, { orderId, sellerId: order.partnerId, drafts, form, examined });
  const spoken = await decideOn(ctx, { order: submission, answers, parts });
  await writeRows({ db: ctx.tx, scope: ctx.scope }, submissionRows(ctx, spoken.order, spoken.outcome));
  await ctx.tx.order.update({
    where: { id: orderId },
    data: { submittedAt: ctx.clock.now(), partnerChain: examined.facts.chain, ibanSealed: null, legalTextIds: heldTexts(ctx, examined) },
  });
  return orderId;
}

const isLongAgo = ({ clock }: TxCtx, at: Date): boolean => clock.now().getTime() - at.getTime() > GUEST_AGAIN_MS;

/** The legal texts that hold for an order handed in now: one of each kind, in the customer's language where there is one. */
function heldTexts({ brand }: Pick<Ctx, 'brand'>, { read: { envelope }, facts: { customer, legalTexts } }: Examined): string[] {
  const language = envelope.customer?.language ?? customer?.language ?? null;
  return textsIn(legalTexts, [language, brand.language]).map(({ id }) => id);
}

function soundForm({ read: { form }, problems }: Examined): OrderForm {
  const obstacles = obstaclesIn(problems);
  if (!form || obstacles.length > 0) throw orderInvalid(obstacles);
  return form;
}

function submissionOf(
  ctx: Pick<TxCtx, 'brand' | 'viewer' | 'vault' | 'clock'>,
  {
    sellerId,
    form,
    examined,
    ...rest
  }: Pick<Submission, 'orderId' | 'drafts' | 'form'> & {
    readonly sellerId: string | null;
    readonly examined: Examined;
  },
): Submission {
  const { facts, customer, problems } = examined;
  const warnings = [...new Set(problems.filter(({ severity }) => severity === 'WARNING').map(({ code }) => code))];
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const party = partyOf(ctx, { envelope: form.envelope, customer, facts, partnerId: sellerId, today });
  return { ...rest, form, facts, today, party, warnings, partnerId: sellerId };
}

/** No known customer pays from another account from now on: nothing but plugins may want to look into the database any more. */
const keepsAccount = ({ facts, form }: Submission): boolean => facts.customer === null || form.envelope.payment?.iban === undefined;

/** What plugins say without a look into the database; null = one of them wants to. */
async function acceptedAtOnce(ctx: Ctx, { order, answers, parts }: Deciding): ReturnType<typeof askAtOnce> {
  const problems = await partProblemsAtOnce(ctx, parts, answers);
  if (problems === null) return null;
  if (problems.length > 0) throw orderInvalid(problems);
  return askAtOnce(ctx, factsFor(order, answers));
}

interface Deciding {
  readonly order: Submission;
  readonly answers: SaveRequest['answers'];
  readonly parts: readonly Part[];
}

interface Spoken {
  readonly order: Submission;
  readonly outcome: Outcome;
}

async function decideOn(ctx: TxCtx, { order, answers, parts }: Deciding): Promise<Spoken> {
  const problems = await partProblems(asBrand(ctx), parts, answers);
  if (problems.length > 0) throw orderInvalid(problems);
  const outcome = await askAcceptance(ctx, factsFor(order, answers));
  return { order: { ...order, party: await withAccount(ctx, order) }, outcome };
}

/** A known customer's account: the former one ends, as if it had been changed by hand. */
async function withAccount(ctx: TxCtx, { party, form, facts, today }: Submission): Promise<Party> {
  const { payment, signedOn = today } = form.envelope;
  if (facts.customer === null || payment?.iban === undefined) return party;
  const mandate = payment.hasMandate === true ? { mandateSignedOn: signedOn } : {};
  const account = { holder: holderOf(form.envelope, facts), iban: payment.iban, ...mandate };
  return { ...party, bankAccountId: await addBankAccount(ctx, facts.customer.id, account) };
}

function factsFor({ orderId, partnerId, drafts, form, facts }: Submission, { plugins }: SaveRequest['answers']): OrderFacts {
  const contracts = form.supplies.flatMap((supply, index) => {
    const [draft, offer] = [drafts[index], facts.offers.find(({ id }) => id === supply.offerId.toLowerCase())];
    return draft && offer ? [{ supply, draft, offer }] : [];
  });
  return {
    orderId,
    isNew: true,
    partnerId,
    contractIds: drafts.map(({ id }) => id),
    contracts: contracts.map(({ supply, draft, offer }) => ({
      contractId: draft.id,
      tariffId: offer.tariffId,
      annualKwh: supply.annualKwh ?? offer.annualKwh,
      supplyReason: supply.supplyReason ?? null,
      requestedStartOn: supply.requestedStartOn,
    })),
    firstYearCents: contracts.reduce((sum, { offer }) => sum + offer.firstYearCents, 0),
    pluginAnswers: { ...(typeof plugins === 'object' ? plugins : {}) },
  };
}

const newDrafts = ({ brand, clock }: Pick<Ctx, 'brand' | 'clock'>, count: number): Draft[] =>
  newIds(count).map((id) => ({ id, number: newNumber('C', brand), createdAt: clock.now(), version: 0 }));

const orderRow = (
  ctx: Ctx,
  { answers }: SaveRequest,
  { orderId, sellerId, facts }: { readonly orderId: string; readonly sellerId: string | null; readonly facts: Examined['facts'] },
) => ({
  ...{ id: orderId, partnerId: sellerId, number: newNumber('O', ctx.brand), channel: channelOf(ctx, sellerId) },
  ...{ createdAt: ctx.clock.now(), createdBy: ctx.viewer.name, partnerChain: facts.chain, answers: shownAnswers(answers) },
});

/** Unique indexes keep two orders from one key and from one point: whoever comes second looks again and sees the first. */
const retried = <T>(work: () => Promise<T>): Promise<T> => patiently(work, { tries: TRIES, pauseMs: 0, isWorthIt: isCollision });
