import type { StatusKind } from '#admin';
import { say, sayIfKnown } from './texts.ts';

export const STATES = ['WAITING', 'HELD', 'COLLECTED', 'SENDING', 'SENT', 'KEPT', 'FAILED', 'BOUNCED', 'SUPPRESSED'] as const;
export type State = (typeof STATES)[number];

export const KINDS: Readonly<Record<State, StatusKind>> = {
  ...{ WAITING: 'wait', HELD: 'wait', COLLECTED: 'wait', SENDING: 'progress', SENT: 'ok', KEPT: 'idle' },
  ...{ FAILED: 'failed', BOUNCED: 'failed', SUPPRESSED: 'ended' },
};

export const channelText = (code: string): string => sayIfKnown(`notifications.channel.${code}`) ?? code;

/** What caused a message: an event, or the kind of a mail. */
export const eventText = (event: string | null): string =>
  event === null ? '–' : (sayIfKnown(`notifications.event.${event}`) ?? sayIfKnown(`notifications.mail.${event}`) ?? event);

/** "BOUNCED 5.1.1" is told by its first word, with the rest behind it. */
export function problemText(problem: string | null): string | null {
  if (problem === null) return null;
  const [code = '', ...rest] = problem.split(' ');
  const known = sayIfKnown(`notifications.problem.${code}`) ?? sayIfKnown(`error.${code}`);
  return known === null ? problem : [known, ...rest].join(' ');
}

export const stateText = (state: State): string => say(`notifications.state.${state}`);
