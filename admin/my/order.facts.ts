import { day, dayOfInstant } from '../kit/format.ts';
import { say } from '../kit/text.ts';
import type { MyOrder } from './my.page.tsx';

export type MyContract = MyOrder['contracts'][number];

const startOf = ({ suppliedFrom, confirmedStartOn, requestedStartOn }: MyContract): string | null =>
  suppliedFrom ?? confirmedStartOn ?? requestedStartOn;

/** How it stands, in plain words. */
export function headlineOf({ kind, status }: MyContract): string {
  return say(status === 'withdrawn' ? 'my.head.withdrawn' : `my.head.${kind}`);
}

/** What that means for the customer, with the day that counts. */
export function explanationOf(contract: MyContract): string {
  const { kind, status, endsOn } = contract;
  const start = startOf(contract);
  if (status === 'withdrawn') return say('my.text.withdrawn');
  if (kind === 'REVIEW' && start !== null) return say('my.text.REVIEW.expected', { day: day(start) });
  if (kind === 'WAITING') return start === null ? say('my.text.WAITING.open') : say('my.text.WAITING', { day: day(start) });
  if (kind === 'SUPPLY' && endsOn !== null) return say('my.text.SUPPLY.ends', { day: day(endsOn) });
  if (kind === 'SUPPLY') return say('my.text.SUPPLY', { day: day(start ?? dayOfInstant(contract.updatedAt)) });
  if (kind === 'ENDED') return say('my.text.ENDED', { day: day(endsOn ?? dayOfInstant(contract.updatedAt)) });
  return say(`my.text.${kind}`);
}

export interface MyStep {
  readonly text: string;
  readonly when: string;
  readonly state: 'done' | 'now' | 'later';
}

/** The way into supply with its days; null where the contract has left it. */
export function stepsOf(contract: MyContract, submittedAt: string | null): readonly MyStep[] | null {
  const { kind, history } = contract;
  if (kind === 'REFUSED' || kind === 'ENDED' || kind === 'OPEN') return null;
  const reached = (...statuses: string[]): string | null => {
    const step = history.find(({ after }) => statuses.includes(after));
    return step ? day(dayOfInstant(step.at)) : null;
  };
  const start = startOf(contract);
  const expected = start === null ? '' : say('my.step.expected', { day: day(start) });
  const days = [
    submittedAt === null ? reached('submitted', 'in_review') : day(dayOfInstant(submittedAt)),
    reached('accepted', 'awaiting_signature', 'registering'),
    reached('registering', 'confirmed'),
    kind === 'SUPPLY' && start !== null ? day(start) : null,
  ];
  const texts = [say('my.step.ordered'), say('my.step.checked'), say('my.step.registered'), say('my.step.supplied')];
  const now = days.indexOf(null);
  return texts.map((text, at) => ({
    text,
    when: days[at] ?? (at === texts.length - 1 ? expected : ''),
    state: now === -1 || at < now ? 'done' : at === now ? 'now' : 'later',
  }));
}
