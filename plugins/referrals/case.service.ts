import { formAnswers, fromDbDate, type TxCtx, toDbDate, todayIn } from '#core';
import { campaignOn } from './campaign.service.ts';
import { guardFacts, isCampaignTariff } from './case.facts.ts';
import { guard } from './case.guards.ts';
import { noteStep } from './case.history.ts';
import { type ContractFacts, type Turn, turnOf } from './case.life.ts';
import { fields, readGiven } from './order-form.ts';
import { clawBackRewards, grantRewards } from './reward.service.ts';

/** An order was handed in with a code: notes who recommended whom, and what the rules say to it. Safe to call twice. */
export async function openCase(ctx: TxCtx, orderId: string): Promise<void> {
  const { tx, clock, brand } = ctx;
  const answers = await formAnswers(tx, { orderId, pluginId: 'referrals', fields });
  if (answers?.code === undefined) return;
  const { code, openedOn } = readGiven(answers.code);
  const owner = code === null ? null : await tx.referralsCode.findFirst({ where: { code }, select: { id: true, customerId: true } });
  const campaign = await campaignOn(ctx, todayIn(clock, brand.timeZone));
  const contract = await tx.contract.findFirst({
    where: { orderId, customerId: { not: null } },
    select: { customerId: true, partnerId: true },
    orderBy: { id: 'asc' },
  });
  if (!owner || !campaign || !contract?.customerId) return;
  const { customerId: referredId, partnerId: sellerId } = contract;
  const parties = { referrerId: owner.customerId, referredId };
  const facts = await guardFacts(ctx, { orderId, ...parties, openedOn, campaign });
  if (!facts) return;
  const { rules, doubts } = guard(facts);
  const state = rules.length > 0 ? 'REJECTED' : 'PENDING';
  const data = {
    ...{ orderId, codeId: owner.id, campaignId: campaign.id, ...parties, sellerId, state },
    ...{ openedOn: openedOn === null ? null : toDbDate(openedOn), rules: [...rules], doubts: [...doubts] },
    ...{ rewardKey: state === 'PENDING' ? referredId : null, createdAt: clock.now() },
  } satisfies NewCase;
  await writeCase(ctx, data);
}

type NewCase = Omit<Case, 'id' | 'brandId' | 'contractId' | 'reviewedBy' | 'reviewedAt' | 'reviewReason' | 'updatedAt'>;

/** Written once for an order. Of two orders of one customer at the same moment the second finds the first one's reward. */
async function writeCase(ctx: TxCtx, data: NewCase): Promise<void> {
  const { tx } = ctx;
  const { orderId, state, rules } = data;
  const { count } = await tx.referralsCase.createMany({ data: [data], skipDuplicates: true });
  const known = await tx.referralsCase.findFirst({ where: { orderId }, select: { id: true } });
  if (count > 0 && known) return noteStep(ctx, { caseId: known.id, before: null, after: state, rules });
  if (!known) await writeCase(ctx, { ...data, state: 'REJECTED', rules: ['ALREADY_REFERRED'], rewardKey: null });
}

/** What became of an order's contracts reaches its case: approved, refused, or asked back. Safe to repeat. */
export async function settleOrder(ctx: TxCtx, orderId: string): Promise<void> {
  const known = await ctx.tx.referralsCase.findFirst({ where: { orderId } });
  if (known) await settleCase(ctx, known);
}

/** The contract's order is settled. */
export async function settleContract(ctx: TxCtx, contractId: string): Promise<void> {
  const contract = await ctx.tx.contract.findUnique({ where: { id: contractId }, select: { orderId: true } });
  if (contract) await settleOrder(ctx, contract.orderId);
}

type Case = NonNullable<Awaited<ReturnType<TxCtx['tx']['referralsCase']['findFirst']>>>;

/** Takes the next step of a case where there is one. */
export async function settleCase(ctx: TxCtx, found: Case): Promise<void> {
  const { tx, clock, brand } = ctx;
  const campaign = await tx.referralsCampaign.findUniqueOrThrow({ where: { id: found.campaignId } });
  const rows = await tx.contract.findMany({ where: { orderId: found.orderId }, orderBy: { id: 'asc' } });
  const contracts = rows.map(
    ({ id, kind, tariffId, suppliedFrom, endsOn, withdrawalEndsOn }): ContractFacts => ({
      ...{ id, kind, isCampaignTariff: isCampaignTariff(campaign, tariffId) },
      suppliedFrom: suppliedFrom && fromDbDate(suppliedFrom),
      endsOn: endsOn && fromDbDate(endsOn),
      withdrawalEndsOn: withdrawalEndsOn && fromDbDate(withdrawalEndsOn),
    }),
  );
  const turn = turnOf({
    ...{ state: found.state, contractId: found.contractId, contracts, terms: campaign },
    waitsForPerson: found.doubts.length > 0 && found.reviewedAt === null,
    today: todayIn(clock, brand.timeZone),
  });
  if (turn) await takeTurn(ctx, found, turn);
}

/** Writes a step of a case with what follows from it, once: whoever comes second finds another state. */
export async function takeTurn(
  ctx: TxCtx,
  found: Case,
  turn: Pick<Turn, 'state'> & { contractId: string | null; rules: readonly string[] },
): Promise<boolean> {
  const { id, state: before } = found;
  const { state: after, rules } = turn;
  const data = {
    ...{ state: after, rules: [...rules] },
    ...(turn.contractId !== null && { contractId: turn.contractId }),
    ...(after === 'REJECTED' && { rewardKey: null }),
  };
  const { count } = await ctx.tx.referralsCase.updateMany({ where: { id, state: before }, data });
  if (count === 0) return false;
  await noteStep(ctx, { caseId: id, before, after, rules });
  if (after === 'APPROVED') await grantRewards(ctx, found);
  if (after === 'CLAWED_BACK') await clawBackRewards(ctx, id);
  return true;
}
