import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { number } from '../../kit/format.ts';
import { say } from '../../kit/text.ts';
import { type Me, may } from '../session.ts';
import { useMe } from '../use-me.ts';
import type { NavPart } from './plugged.types.ts';
import { type Plugged, usePlugged } from './use-plugged.ts';

export interface PluggedEntry {
  readonly plugin: string;
  readonly page: string;
  readonly title: string;
  readonly nav: NavPart;
}

/** Pages of plugins that somebody may open from the navigation. */
export const entriesOf = (parts: readonly Plugged[], me: Me): PluggedEntry[] =>
  parts.flatMap(({ id, part: { pages = [] } }) =>
    pages.flatMap(({ path, title, nav, permission }) =>
      nav && may(me, permission) ? [{ plugin: id, page: path, title: title(), nav }] : [],
    ),
  );

/** Entries of plugins below those of core. */
export function PluginNav() {
  const me = useMe();
  const entries = entriesOf(usePlugged().parts, me);
  if (entries.length === 0) return null;
  return (
    <div className="nav-group">
      <div className="nav-head">{say('office.nav.plugins')}</div>
      {entries.map((entry) => (
        <Entry key={`${entry.plugin}/${entry.page}`} entry={entry} />
      ))}
    </div>
  );
}

function Entry({ entry: { plugin, page, title, nav } }: { readonly entry: PluggedEntry }) {
  const { icon: Icon, count } = nav;
  const { data: waiting = 0 } = useQuery({
    queryKey: ['plugged-count', plugin, page],
    queryFn: ({ signal }) => count?.(signal) ?? 0,
    enabled: count !== undefined,
    retry: false,
  });
  return (
    <Link
      to="/p/$plugin/$page"
      params={{ plugin, page }}
      search={{}}
      className="nav"
      activeOptions={{ includeSearch: false }}
      title={waiting > 0 ? `${title}, ${say('office.nav.waiting', { n: number(waiting) })}` : title}
    >
      <Icon size={17} stroke={1.7} aria-hidden />
      <span className="grow">{title}</span>
      {waiting > 0 && <span className="muted small num">{number(waiting)}</span>}
    </Link>
  );
}
