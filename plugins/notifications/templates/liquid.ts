import type { Liquid, Template } from 'liquidjs';
import type { Fault } from '../look/compile.ts';

interface Engines {
  /** What it fills in stands for itself in HTML. */
  readonly html: Liquid;
  /** For subjects and texts. */
  readonly plain: Liquid;
}
let engines: Promise<Engines> | null = null;

/** Longest template, characters. */
export const LONGEST = 60_000;
/** Milliseconds and objects: a loop without end is stopped, not waited for. */
const RENDER_MS = 500;
const OBJECTS = 2_000_000;

const theEngines = (): Promise<Engines> => {
  engines ??= loaded();
  return engines;
};

async function loaded(): Promise<Engines> {
  const { Liquid: Engine } = await import('liquidjs');
  const made = (isHtml: boolean): Liquid => {
    const engine = new Engine({
      ownPropertyOnly: true,
      strictVariables: true,
      strictFilters: true,
      lenientIf: true,
      parseLimit: LONGEST * 2,
      renderLimit: RENDER_MS,
      memoryLimit: OBJECTS,
      templates: {},
      relativeReference: false,
      ...(isHtml && { outputEscape: 'escape' as const }),
    });
    // Other files there are none, and values never become HTML.
    for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];
    engine.unregisterFilter('raw');
    return engine;
  };
  return { html: made(true), plain: made(false) };
}

/** What is wrong with a template: how it is written, and what it wants to know that nobody can tell. */
export async function liquidFaults(source: string, known: ReadonlySet<string>): Promise<Fault[]> {
  const { html } = await theEngines();
  let templates: Template[];
  try {
    templates = html.parse(source);
  } catch (cause) {
    return [faultOf(cause)];
  }
  return usedIn(html, templates).flatMap(({ path, line }) =>
    known.has(path) ? [] : [{ line, message: `"${path}" is not known here; choose one of the variables` }],
  );
}

/** The paths of the variables that a sound template uses. */
export async function variablesIn(source: string): Promise<string[]> {
  const { html } = await theEngines();
  return [...new Set(usedIn(html, html.parse(source)).map(({ path }) => path))];
}

const usedIn = (engine: Liquid, templates: Template[]): { path: string; line: number }[] =>
  Object.values(engine.analyzeSync(templates, { partials: false }).globals)
    .flat()
    .map(({ segments, location: { row } }) => ({ path: segments.map(String).join('.'), line: row }));

/** A template that cannot be filled in: with its line. */
export class Unfillable extends Error {
  override readonly name = 'Unfillable';
  readonly fault: Fault;

  constructor(fault: Fault, options: ErrorOptions) {
    super(fault.message, options);
    this.fault = fault;
  }
}

export type Values = Readonly<Record<string, unknown>>;

/** Fills values in. Throws Unfillable where one is missing that is to be written. */
export async function filled(source: string, values: Values, kind: keyof Engines): Promise<string> {
  const engine = (await theEngines())[kind];
  try {
    return String(engine.parseAndRenderSync(source, values));
  } catch (cause) {
    throw new Unfillable(faultOf(cause), { cause });
  }
}

const LINE = /,? ?line:(\d+)(?:, col:\d+)?/;

function faultOf(cause: unknown): Fault {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [, line] = LINE.exec(message) ?? [];
  return { line: line === undefined ? null : Number(line), message: message.replace(LINE, '') };
}
