import { createHash } from 'node:crypto';
import { keepRecent } from '#core';
import type { BrandLook } from '../look/brand-look.ts';
import { type Compiled, compileMjml, type Fault } from '../look/compile.ts';
import { escaped } from '../look/escaped.ts';
import { framed } from '../look/layout.ts';
import { plainTextOf } from '../look/plain-text.ts';
import { filled, LONGEST, liquidFaults, type Values } from './liquid.ts';
import { wrapTags } from './wrap-tags.ts';

/** A template as somebody wrote it. */
export interface Written {
  readonly subject: string;
  /** MJML with Liquid: one or more sections. */
  readonly body: string;
  /** What goes where there is no room for a mail: telephones, messengers. Empty = the plain text of the mail. */
  readonly shortText: string;
}

export interface Rendering {
  readonly look: BrandLook;
  readonly language: string;
  readonly scheme: 'auto' | 'dark';
}

export interface Rendered {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly shortText: string;
}

export type TemplateFault = Fault & { readonly field: keyof Written };

/** Everything that is wrong with a template, by field and line. */
export async function templateFaults(written: Written, known: ReadonlySet<string>, rendering: Rendering): Promise<TemplateFault[]> {
  const faults = await Promise.all(
    (['subject', 'body', 'shortText'] as const).map(async (field) => {
      const text = written[field];
      if (text.length > LONGEST) return [{ field, line: null, message: `is longer than ${LONGEST} characters; shorten it` }];
      if (field !== 'shortText' && text.trim() === '') return [{ field, line: null, message: 'is empty; write something' }];
      return (await liquidFaults(text, known)).map((fault) => ({ field, ...fault }));
    }),
  );
  const { faults: ofMjml } = await compiled(written.body, rendering);
  return [...faults.flat(), ...ofMjml.map((fault) => ({ field: 'body' as const, ...fault }))].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** Fills a template in. Throws Unfillable where a value is missing that is to be written. */
export async function rendered(written: Written, values: Values, rendering: Rendering): Promise<Rendered> {
  const [subject, { html: frame }] = await Promise.all([filled(written.subject, values, 'plain'), compiled(written.body, rendering)]);
  const html = (await filled(frame, values, 'html')).replace('<title></title>', () => `<title>${escaped(subject)}</title>`);
  const [text, shortText] = await Promise.all([plainTextOf(html), filled(written.shortText, values, 'plain')]);
  return { subject, html, text, shortText: shortText.trim() };
}

/** One template in one look is compiled once: it takes a hundred times as long as filling it in. */
const KEPT = 200;
const known = new Map<string, Promise<Compiled>>();

function compiled(body: string, { look, language, scheme }: Rendering): Promise<Compiled> {
  const key = createHash('sha256')
    .update(JSON.stringify([body, look, language, scheme]))
    .digest('base64url');
  return known.get(key) ?? keepRecent(known, KEPT, [key, compileMjml(framed({ look, language, title: '', body: wrapTags(body), scheme }))]);
}
