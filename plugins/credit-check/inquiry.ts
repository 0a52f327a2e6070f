import { CompanyUnavailable, type Ctx, DomainError, type JobCtx } from '#core';
import { outcomeByScore, type Policy, strictness } from './bands.ts';
import { noteAsking, type StoredCheck } from './credit-check.store.ts';
import { isInBudget, type Option, optionsFor, priceOf } from './inquiry.plan.ts';
import { policyNow } from './policy.ts';
import type { BureauAnswer, Candidate, Subject } from './providers/bureau.ts';
import { bureauOf } from './providers/choose.ts';
import { manualReport, type StoredReport, storeReport, validReports } from './report.store.ts';
import { isSimulated, settings } from './settings.ts';
import { subjectKeys, subjectsOf } from './subjects.ts';

/** What became of asking about everybody who signs. */
export type Inquired =
  | { readonly kind: 'answered'; readonly report: StoredReport }
  | { readonly kind: 'manual'; readonly reportId: string }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Candidate[]; readonly place: number }
  /** Nobody was asked: NO_BUREAU covers such a customer, or the BUDGET_SPENT. */
  | { readonly kind: 'not-asked'; readonly problem: 'NO_BUREAU' | 'BUDGET_SPENT' };

/** Somebody who signs, and their place: 0 is the customer. */
interface Asked {
  readonly check: StoredCheck;
  readonly subject: Subject;
  readonly place: number;
  readonly valueCents: number;
}

/** Asks about everybody who signs as far as nothing valid is known; the worst answer decides. Safe to repeat: what is bought is kept. */
export async function inquire(ctx: JobCtx, check: StoredCheck, valueCents: number): Promise<Inquired> {
  const underWay = await manualReport(ctx.db, check.orderId);
  if (underWay?.reportId) return { kind: 'manual', reportId: underWay.reportId };
  const reports: StoredReport[] = [];
  for (const [place, subject] of (await subjectsOf(ctx, check.orderId)).entries()) {
    const said = await about(ctx, { check, subject, place, valueCents });
    if (said.kind !== 'answered') return said;
    reports.push(said.report);
  }
  return { kind: 'answered', report: worstOf(reports, { check, policy: await policyNow(ctx, ctx.db) }) };
}

/** The report that leads to the strictest outcome; of equals the first. */
function worstOf(
  reports: readonly StoredReport[],
  { check, policy }: { readonly check: StoredCheck; readonly policy: Policy },
): StoredReport {
  const ranked = reports.map((report) => ({ report, rank: strictness(outcomeByScore({ ...check, ...answerOf(report) }, policy)) }));
  const [first, ...others] = ranked;
  if (!first) throw new Error('An order without anybody who signs');
  return others.reduce((worst, one) => (one.rank > worst.rank ? one : worst), first).report;
}

const answerOf = ({ state, bureau, product, score, doubts }: StoredReport) => ({ state, bureau, product, score, doubts });

/** The first bureau, and the second one where the first is out of reach or knows nothing. */
async function about(ctx: JobCtx, asked: Asked): Promise<Inquired> {
  const [first, second] = optionsFor(ctx.activation.settings(settings), asked.subject, asked.valueCents);
  if (!first) return { kind: 'not-asked', problem: 'NO_BUREAU' };
  const said = await fromOne(ctx, asked, first).catch((cause: unknown) => {
    if (!second || !isOutOfReach(ctx, cause)) throw cause;
    ctx.log.warn({ orderId: asked.check.orderId, bureau: first.bureau, instead: second.bureau }, 'the second credit bureau is asked');
    return null;
  });
  const isSilent = said === null || (said.kind === 'answered' && said.report.state !== 'SCORED');
  if (!second || !isSilent) return said ?? Promise.reject(new Error('No bureau answered'));
  const instead = await fromOne(ctx, asked, second);
  return said !== null && instead.kind === 'answered' && instead.report.state !== 'SCORED' ? said : instead;
}

/** A refusal is no less out of reach than silence; silence is waited for a few times. */
const isOutOfReach = ({ attempt, activation }: JobCtx, cause: unknown): boolean =>
  cause instanceof DomainError || cause instanceof CompanyUnavailable || attempt >= activation.settings(settings).fallbackAfterTries;

/** What one bureau says: what is known and valid, or an answer that is bought now. */
async function fromOne(ctx: JobCtx, asked: Asked, option: Option): Promise<Inquired> {
  const { check, subject, place } = asked;
  const { orderId } = check;
  const keys = subjectKeys(ctx, subject);
  const known = await validReports(ctx, { keys, bureau: option.bureau, orderId });
  const depth = (code: string): number => option.products.findIndex((one) => one.code === code);
  const deepEnough = known.find(({ product }) => depth(product) >= depth(option.product));
  if (deepEnough) return { kind: 'answered', report: deepEnough };

  const cheaper = known.find(({ state, reportId }) => state === 'SCORED' && reportId !== null) ?? null;
  const given = ctx.activation.settings(settings);
  const costCents = priceOf(given, option, cheaper?.product ?? null);
  if (!(await isInBudget(ctx, costCents))) return { kind: 'not-asked', problem: 'BUDGET_SPENT' };
  await noteAsking(ctx, orderId, option.bureau);
  const upgradeOf = cheaper?.reportId ?? null;
  const bureau = await bureauOf(ctx, option.bureau);
  const answer = await bureau.ask({
    person: subject,
    orderId,
    product: option.product,
    candidateId: chosenAt(option.bureau, check.chosen[place] ?? ''),
    upgradeOf,
  });
  if (answer.kind === 'ambiguous') return { ...answer, place };
  const bought = { orderId, subjectKey: keys[0] ?? '', bureau: option.bureau, product: option.product };
  return kept(ctx, { ...bought, isSimulated: isSimulated(given, option.bureau), costCents, upgradeOf }, answer);
}

/** Whom of this bureau's candidates a person chose: another bureau's number stands for a stranger here. */
const chosenAt = (bureau: string, chosen: string): string | null =>
  chosen.startsWith(`${bureau}:`) ? chosen.slice(bureau.length + 1) : null;

async function kept(
  ctx: Ctx,
  bought: Parameters<typeof storeReport>[1],
  answer: Exclude<BureauAnswer, { kind: 'ambiguous' }>,
): Promise<Inquired> {
  const report = await storeReport(ctx, bought, answer);
  return answer.kind === 'manual' ? { kind: 'manual', reportId: answer.reportId } : { kind: 'answered', report };
}
