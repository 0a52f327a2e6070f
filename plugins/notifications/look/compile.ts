import { LINES_BEFORE } from './layout.ts';

export interface Fault {
  /** Of what somebody wrote, counted from 1; null = it has no place. */
  readonly line: number | null;
  readonly message: string;
}

export interface Compiled {
  readonly html: string;
  readonly faults: readonly Fault[];
}

/** MJML to HTML. What is wrong is told at its line; a document that is no MJML at all has no HTML. */
export async function compileMjml(framed: string): Promise<Compiled> {
  // Loaded with the first mail: it costs a second and 60 MB.
  const { default: mjml2html } = await import('mjml');
  const last = framed.split('\n').length - 2 * LINES_BEFORE;
  try {
    const { html, errors } = await mjml2html(framed, { validationLevel: 'soft', keepComments: false, fonts: {}, ignoreIncludes: true });
    return { html, faults: errors.map(({ line, message }) => ({ line: placeIn(line, last), message })) };
  } catch (cause) {
    return { html: '', faults: [{ line: null, message: cause instanceof Error ? cause.message : String(cause) }] };
  }
}

const placeIn = (line: number, last: number): number | null => {
  const own = line - LINES_BEFORE;
  return own >= 1 && own <= last ? own : null;
};
