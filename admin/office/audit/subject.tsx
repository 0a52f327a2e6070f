import { pluginName } from '../../kit/plugin-name.ts';
import { PageLink } from '../plugged/page-link.tsx';

interface Told {
  readonly action: string;
  readonly subject: string;
}

/** Where things are shown, by what an action is about. */
const PLACES: Readonly<Record<string, (id: string) => string>> = {
  case: (id) => `/orders/${id}`,
  partner: (id) => `/partners/${id}`,
  plugin: (id) => `/p/${id}`,
};
const ID_ENDS = 8;

/** To what it was done: as a link where there is a page for it; of an id its end. */
export function Subject({ entry: { action, subject } }: { readonly entry: Told }) {
  const area = action.split('.')[0] ?? '';
  const href = PLACES[area]?.(subject);
  const text = area === 'plugin' ? pluginName(subject) : /^[0-9a-f-]{36}$/.test(subject) ? `…${subject.slice(-ID_ENDS)}` : subject;
  return href === undefined ? (
    <span className="num" title={subject}>
      {text}
    </span>
  ) : (
    <PageLink href={href} title={subject}>
      {text}
    </PageLink>
  );
}
