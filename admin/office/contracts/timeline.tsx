import { IconFile, IconMail, IconMessage2, IconPuzzle, IconSignature, IconTimeline } from '@tabler/icons-react';
import { useState } from 'react';
import { day, dayOfInstant, time, today } from '../../kit/format.ts';
import { Segmented } from '../../kit/parts/segmented.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say, sayIfKnown } from '../../kit/text.ts';
import { PageLink } from '../plugged/page-link.tsx';
import type { TimelineText } from '../plugged/plugged.types.ts';
import { toldBy } from '../plugged/timeline-texts.ts';
import { usePlugged } from '../plugged/use-plugged.ts';
import type { ContractOfPage } from './contract.page.tsx';

type Entry = ContractOfPage['timeline'][number];
type Shown = 'all' | 'people' | 'system' | 'documents';

const ICONS: Readonly<Record<string, typeof IconFile>> = {
  ...{ history: IconTimeline, note: IconMessage2, document: IconFile, annex: IconSignature, mail: IconMail, plugin: IconPuzzle },
};
/** Entries that are shown at first; more on request. */
const SHOWN_AT_FIRST = 12;

/** Plugins act under their ids, people under their names. */
const actorName = (by: string): string =>
  by === 'core' ? say('office.timeline.bySystem') : /^[a-z]+(-[a-z]+)+$/.test(by) ? pluginName(by) : by;

const groupOf = ({ kind, by, pluginId }: Entry): Shown => {
  if (kind === 'document' || kind === 'mail' || kind === 'annex') return 'documents';
  return pluginId !== 'core' || by === null || by === 'core' ? 'system' : 'people';
};

/** What happened, newest first, told by core and by plugins under their names. */
export function Timeline({ entries }: { readonly entries: readonly Entry[] }) {
  const [shown, setShown] = useState<Shown>('all');
  const [count, setCount] = useState(SHOWN_AT_FIRST);
  const { parts } = usePlugged();
  const fitting = entries.toReversed().filter((entry) => shown === 'all' || groupOf(entry) === shown);
  const days = Map.groupBy(fitting.slice(0, count), ({ at }) => dayOfInstant(at));
  return (
    <section className="card block" aria-labelledby="timeline">
      <div className="between block-head wrap">
        <h2 id="timeline">{say('office.timeline.title')}</h2>
        <Segmented<Shown>
          label={say('office.timeline.show')}
          value={shown}
          onValue={setShown}
          options={(['all', 'people', 'system', 'documents'] as const).map((value) => ({ value, label: say(`office.timeline.${value}`) }))}
        />
      </div>
      {fitting.length === 0 && <p className="muted">{say('office.timeline.none')}</p>}
      {[...days].map(([plain, told]) => (
        <div key={plain}>
          <h3 className="timeline-day">{plain === today() ? say('kit.todayTitle') : day(plain)}</h3>
          <ol className="timeline">
            {told.map((entry) => (
              <TimelineItem key={entry.cursor} entry={entry} own={toldBy(parts, entry)} />
            ))}
          </ol>
        </div>
      ))}
      {fitting.length > count && (
        <button type="button" className="btn" onClick={() => setCount(count + 50)}>
          {say('office.timeline.more')}
        </button>
      )}
    </section>
  );
}

interface ItemProps {
  readonly entry: Entry;
  /** As the plugin tells it; null = as core does. */
  readonly own: TimelineText | null;
}

function TimelineItem({ entry: { kind, text, by, pluginId, at }, own }: ItemProps) {
  const Icon = ICONS[kind] ?? IconTimeline;
  const usual = kind === 'note' ? `“${text}”` : (sayIfKnown(`office.timeline.what.${text}`) ?? text);
  return (
    <li>
      <span className="ring" aria-hidden="true">
        <Icon size={13} stroke={1.7} />
      </span>
      <span className="grow">
        <span className="row wrap">
          <span className="medium">{own?.href ? <PageLink href={own.href}>{own.text}</PageLink> : (own?.text ?? usual)}</span>
          {pluginId !== 'core' && <span className="tag">{pluginName(pluginId)}</span>}
        </span>
        {own?.detail !== undefined && <span className="muted small">{own.detail} </span>}
        {by !== null && <span className="muted small">{actorName(by)}</span>}
      </span>
      <time className="muted small num" dateTime={at}>
        {time(at)}
      </time>
    </li>
  );
}
