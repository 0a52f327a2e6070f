import { z } from 'zod/mini';
import type { ApiError } from '../../api/ask.ts';
import { moment } from '../../kit/format.ts';
import { Notice } from '../../kit/parts/notice.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';

const Details = z.object({
  current: z.number(),
  asked: z.record(z.string(), z.unknown()),
  contract: z.record(z.string(), z.unknown()),
  since: z.array(
    z.object({ at: z.string(), by: z.string(), transition: z.string(), changes: z.nullish(z.record(z.string(), z.unknown())) }),
  ),
});

export interface Conflict {
  readonly version: number;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly theirs: Readonly<Record<string, unknown>>;
  readonly since: readonly { readonly at: string; readonly by: string; readonly transition: string }[];
}

/** Both versions, when somebody else was faster; null for any other error. */
export function conflictOf(error: ApiError): Conflict | null {
  if (error.code !== 'CONTRACT_CHANGED') return null;
  const { current, asked, contract, since } = Details.parse(error.details);
  return { version: current, asked, theirs: contract, since };
}

/** Who was faster. */
export const ConflictNotice = ({ conflict: { since } }: { readonly conflict: Conflict }) => (
  <Notice tone="warning" role="alert">
    <strong>{say('office.conflict.title')}</strong>
    <Since since={since} />
  </Notice>
);

/** What was done since, and by whom. */
export const Since = ({ since }: Pick<Conflict, 'since'>) => (
  <ul>
    {since.map(({ at, by, transition }) => (
      <li key={at + transition}>
        {say('office.conflict.did', { by, what: sayIfKnown(`office.conflict.what.${transition}`) ?? transition, when: moment(at) })}
      </li>
    ))}
  </ul>
);
