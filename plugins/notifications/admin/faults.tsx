import { Problems } from '#admin';
import { say, sayIfKnown } from './texts.ts';
import type { Fault } from './wording.facts.ts';

/** What is wrong with a wording, each at its line. */
export const Faults = ({ faults }: { readonly faults: readonly Fault[] }) => (
  <Problems
    problems={faults.map(({ field, line, message }) => ({
      id: field === '' ? null : `wording-${field}`,
      text: [
        sayIfKnown(`notifications.wording.${field}`),
        line !== null && field === 'body' ? say('notifications.template.line', { n: line }) : null,
        message,
      ]
        .filter(Boolean)
        .join(': '),
    }))}
  />
);
