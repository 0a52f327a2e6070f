import { isRecord } from '../../kit/is-record.ts';
import { say, sayIfKnown } from '../../kit/text.ts';

export interface Told {
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** "plugin.switched" in words; as it is where nobody wrote any. */
export const actionText = (action: string): string => sayIfKnown(`office.audit.action.${action}`) ?? action;

const plain = (value: unknown): string => {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return say(value ? 'kit.yes' : 'kit.no');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

interface Change {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** What differs between both, key by key; what stands in one alone counts. */
export function changesOf({ before, after }: Pick<Told, 'before' | 'after'>): Change[] {
  const [old, next] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .map((key) => ({ key, from: plain(old[key]), to: plain(next[key]) }))
    .filter(({ from, to }) => from !== to);
}

/** What was done, and what became of what in one line. */
export function ChangeText({ entry }: { readonly entry: Told }) {
  const changes = changesOf(entry);
  const text = changes.map(({ key, from, to }) => (from === '–' ? `${key} ${to}` : `${key} ${from} → ${to}`)).join(', ');
  return (
    <span className="row">
      <span className="medium">{actionText(entry.action)}</span>
      {text !== '' && (
        <span className="muted small cut why" title={text}>
          {text}
        </span>
      )}
    </span>
  );
}
