import { z } from 'zod';
import * as core from '../core/index.ts';
import type { EventType } from '../core/kernel/events.ts';
import type { CollectPoint, DecisionPoint, TransformPoint } from '../core/kernel/hooks.ts';
import { sourcesBelow } from './sources.ts';

type Point = DecisionPoint<never> | TransformPoint<never> | CollectPoint<never, never>;

interface Found<T> {
  /** Name of the export in '#core'. */
  readonly name: string;
  readonly value: T;
  /** What its comment says. */
  readonly comment: string;
  /** The declaration, as it stands in the code. */
  readonly declaration: string;
}

const KINDS = {
  decision:
    'May this happen? Inside the transaction; a plugin answers `allow()`, `pend(reason)` or `deny(code, message)`. The first refusal ends it; a failure or a timeout ends the operation.',
  transform: 'What should the value be? Before the transaction; each plugin gets the value of the one before.',
  collect: 'What does everybody say? Outside of any transaction.',
} as const;

/** docs/points.md: every point and event of core, as the code has them. */
export function pointsDoc(): string {
  const points = found(isPoint).sort((a, b) => byText(a.value.name, b.value.name));
  const events = found(isEvent).sort((a, b) => byText(a.value.name, b.value.name));
  const sections = (['decision', 'transform', 'collect'] as const).map((kind) => {
    const own = points.filter(({ value }) => value.kind === kind);
    return [`## ${kind}`, KINDS[kind], ...own.map(pointSection)].join('\n\n');
  });
  return `${[HEADER, ...sections, EVENTS, ...events.map(eventSection)].join('\n\n')}\n`;
}

const HEADER = `# Points and events

Where plugins may speak in core. Written by \`npm run points:print\` from the code; a test keeps it true. All are exported by \`#core\`: speak at a point with \`hook(point, handler)\`, listen to an event with \`on(event, handler)\`. Types such as \`OrderFacts\` stand in the noun's \`*.points.ts\`. [write-a-plugin.md](write-a-plugin.md) says which to choose.`;

const EVENTS = `## event

This happened. After commit, exactly once per plugin, in a transaction of its own that also marks the delivery; events of one subject arrive in their order. The payload holds ids only.`;

const pointSection = ({ name, value, comment, declaration }: Found<Point>): string => {
  const onFailure =
    value.kind !== 'decision' ? ` · a plugin that fails ${value.onError === 'abort' ? 'ends the operation' : 'is left out'}` : '';
  return `### ${value.name}\n\n\`${name}\` · at most ${value.timeoutMs} ms a plugin${onFailure}\n\n${comment}\n\n\`\`\`ts\n${declaration}\n\`\`\``;
};

const eventSection = ({ name, value, comment }: Found<EventType<unknown>>): string =>
  [
    `### ${value.name}`,
    `\`${name}\` · in order for each \`${String(value.subject)}\` · payload: ${payloadOf(value)}`,
    ...(comment ? [comment] : []),
  ].join('\n\n');

function payloadOf({ schema }: EventType<unknown>): string {
  const { properties = {} } = z.toJSONSchema(schema);
  return Object.keys(properties)
    .map((field) => `\`${field}\``)
    .join(', ');
}

function found<T>(is: (value: unknown) => value is T): Found<T>[] {
  const texts = sourcesBelow('core')
    .filter(({ path }) => !path.endsWith('.test.ts'))
    .map(({ text }) => text);
  return Object.entries(core).flatMap(([name, value]) => (is(value) ? [{ name, value, ...declared(name, texts) }] : []));
}

/** Comment and declaration of an exported constant; both end where the statement does. */
function declared(name: string, texts: readonly string[]): { comment: string; declaration: string } {
  const pattern = new RegExp(`(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n)?export (const ${name}\\b[\\s\\S]*?\\);)$`, 'm');
  for (const text of texts) {
    const [, comment = '', declaration] = pattern.exec(text) ?? [];
    if (declaration) return { comment: comment.replaceAll(/\n \*/g, ' ').replaceAll(/\s+/g, ' ').trim(), declaration };
  }
  throw new Error(`core exports "${name}", and no file of core declares it with "export const"`);
}

const isPoint = (value: unknown): value is Point =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  typeof value.kind === 'string' &&
  value.kind in KINDS &&
  'timeoutMs' in value;

const isEvent = (value: unknown): value is EventType<unknown> =>
  typeof value === 'object' && value !== null && 'subject' in value && 'schema' in value && 'name' in value;

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);
