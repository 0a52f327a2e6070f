import { pluginsOfPage } from './page-facts.ts';
import type { WebPart } from './web-part.types.ts';

/** Every plugin's web.tsx, as the build found it: by its folder, so that nobody here knows a name. Nothing is loaded yet. */
const ENTRIES = import.meta.glob<{ readonly default: WebPart }>('../../plugins/*/web.tsx');
const loads = new Map<string, Promise<WebPart | null>>();

/** What a plugin shows, read once; null where it has nothing for these pages. A load that failed is tried anew the next time. */
export function webPartOf(id: string): Promise<WebPart | null> {
  const known = loads.get(id);
  if (known) return known;
  const load = loaded(id);
  loads.set(id, load);
  load.catch(() => loads.delete(id));
  return load;
}

async function loaded(id: string): Promise<WebPart | null> {
  const entry = ENTRIES[`../../plugins/${id}/web.tsx`];
  if (!entry) return null;
  const { default: part } = await entry();
  await part.texts.load();
  return part;
}

export interface LoadedWebPart {
  readonly id: string;
  readonly part: WebPart;
}

/** What the plugins that are on for this brand show; one that does not load is left out, and the page stands. */
export async function webParts(): Promise<readonly LoadedWebPart[]> {
  const parts = await Promise.all(pluginsOfPage.map(async (id) => ({ id, part: await webPartOf(id).catch(() => null) })));
  return parts.flatMap(({ id, part }) => (part ? [{ id, part }] : []));
}

/** What a link says in advance about the questions of plugins that are on, by their paths in the form; null = nothing. */
export async function answersOfLink(link: URLSearchParams): Promise<Readonly<Record<string, string>> | null> {
  const parts = await webParts();
  const answers = parts.flatMap(({ id, part }) =>
    Object.entries(part.linkAnswers?.(link) ?? {}).map(([below, answer]) => [`plugins.${id}.${below}`, answer] as const),
  );
  return answers.length === 0 ? null : Object.fromEntries(answers);
}

/** The plugin that asks a question of the order form, and the question's path below it. */
export function askerOf(path: string): { readonly id: string; readonly below: string } | null {
  const [, id, below] = /^plugins\.([^.]+)\.(.+)$/.exec(path) ?? [];
  return id === undefined || below === undefined || !(`../../plugins/${id}/web.tsx` in ENTRIES) ? null : { id, below };
}
