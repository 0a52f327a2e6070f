import { useState } from 'react';
import { moment } from '../../kit/format.ts';
import { isRecord } from '../../kit/is-record.ts';
import { say, sayIfKnown } from '../../kit/text.ts';
import type { CustomerOfPage } from './customer.page.tsx';

const SHOWN_AT_FIRST = 8;

type Change = CustomerOfPage['changes'][number];

/** Who changed what, before and after, the newest first. */
export function CustomerChanges({ changes }: Pick<CustomerOfPage, 'changes'>) {
  const [count, setCount] = useState(SHOWN_AT_FIRST);
  const newest = changes.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <section className="card block" aria-labelledby="changes">
      <h2 id="changes" className="block-head">
        {say('office.customer.changes')}
      </h2>
      <ul className="plain-list">
        {newest.slice(0, count).map((change) => (
          <li key={change.id}>
            <span className="between wrap">
              <span className="medium">{sayIfKnown(`office.customer.what.${change.what}`) ?? change.what}</span>
              <span className="muted small">{`${change.by} · ${moment(change.at)}`}</span>
            </span>
            {linesOf(change).map((line) => (
              <span key={line} className="muted small">
                {line}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {newest.length > count && (
        <button type="button" className="btn" onClick={() => setCount(count + 50)}>
          {say('office.timeline.more')}
        </button>
      )}
    </section>
  );
}

/** "Phone: 1 → 2". What was made new as a whole is named by its title alone. */
function linesOf({ what, before, after }: Change): string[] {
  if (what === 'created' || !isRecord(after)) return [];
  return Object.keys(after).flatMap((field) => {
    const label = sayIfKnown(`office.customer.${field}`) ?? sayIfKnown(`office.customer.field.${field}`);
    if (label === null) return [];
    return [`${label}: ${shown(isRecord(before) ? before[field] : null)} → ${shown(after[field])}`];
  });
}

const shown = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '–');
