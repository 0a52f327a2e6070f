import { addDays, hook, orderForm, orderFormPart, type PlainDate, type TxCtx, todayIn } from '#core';
import { campaignOn } from './campaign.service.ts';
import { readCode } from './code.rules.ts';
import { isActiveCustomer } from './code.service.ts';

/** What the order form asks. A link adds the day on which it was opened: "K7Q-M4R-T8X@2026-08-24". */
export const fields = { code: { type: 'text', format: 'plain', step: 'referral', maximum: 40 } } as const;

export interface GivenCode {
  /** As it is stored; null where it cannot be a code. */
  readonly code: string | null;
  /** When the link was opened; null = it was typed in, today. */
  readonly openedOn: PlainDate | null;
}

/** What somebody typed, or what a link filled in. */
export function readGiven(text: string): GivenCode {
  const [typed = '', openedOn] = text.split('@');
  return { code: readCode(typed), openedOn: openedOn !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(openedOn) ? openedOn : null };
}

/** Asked of sellers and customers alike, because a code can be said on the phone and typed in anywhere. */
export const askForCode = hook(orderForm, () => part);

const part = orderFormPart({
  steps: [{ code: 'referral', after: 'consents' }],
  fields,
  check: ({ code }) => (code === undefined || readGiven(code).code !== null ? [] : [problem('REFERRALS_CODE_INVALID')]),
  checkInTransaction: async ({ code }, ctx) => (code === undefined ? [] : await faultsOf(readGiven(code), ctx)),
});

async function faultsOf({ code, openedOn }: GivenCode, ctx: TxCtx) {
  if (code === null) return []; // the form has told
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const campaign = await campaignOn(ctx, today);
  if (!campaign) return [problem('REFERRALS_NO_CAMPAIGN')];
  const known = await ctx.tx.referralsCode.findFirst({ where: { code }, select: { customerId: true, endedAt: true } });
  if (!known) return [problem('REFERRALS_CODE_UNKNOWN')];
  if (known.endedAt !== null || !(await isActiveCustomer(ctx, known.customerId))) return [problem('REFERRALS_CODE_ENDED')];
  return openedOn !== null && addDays(openedOn, campaign.windowDays) < today
    ? [problem('REFERRALS_LINK_EXPIRED', { days: campaign.windowDays })]
    : [];
}

const problem = (code: string, values: Readonly<Record<string, unknown>> = {}) => ({ field: 'code', code, values });
