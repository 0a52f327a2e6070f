import { money, type StatusKind } from '#admin';
import type { ReferralsPageQuery } from '#operations/referrals';
import { say, sayIfKnown } from './texts.ts';

export type CaseOfPage = ReferralsPageQuery['referrals'][number];
type State = CaseOfPage['state'];

interface Told {
  readonly state: State;
  readonly doubts: readonly string[];
  readonly reviewedAt: string | null;
}

const KINDS: Readonly<Record<State, StatusKind>> = {
  ...{ PENDING: 'wait', APPROVED: 'progress', PAID: 'ok', REJECTED: 'failed', CLAWED_BACK: 'ended' },
};

/** Whether somebody has to look at it. */
export const waitsForPerson = ({ state, doubts, reviewedAt }: Told): boolean =>
  state === 'PENDING' && doubts.length > 0 && reviewedAt === null;

export const stateKind = (told: Told): StatusKind => (waitsForPerson(told) ? 'attention' : KINDS[told.state]);
export const stateText = (told: Told): string =>
  waitsForPerson(told) ? say('referrals.state.FOR_PERSON') : say(`referrals.state.${told.state}`);

/** Why, in words: the rules that speak against it, or what is to be looked at. */
export const reasonsOf = ({ rules, doubts }: { readonly rules: readonly string[]; readonly doubts: readonly string[] }): string[] => [
  ...rules.map((rule) => sayIfKnown(`referrals.rule.${rule}`) ?? rule),
  ...doubts.map((doubt) => sayIfKnown(`referrals.doubt.${doubt}`) ?? doubt),
];

/** What both sides get together; "–" while nothing is due. */
export const rewardOf = ({ rewards }: Pick<CaseOfPage, 'rewards'>): string =>
  rewards.length === 0 ? '–' : money(rewards.reduce((sum, { cents }) => sum + cents, 0));
