import { useCallback, useEffect, useState } from 'react';
import { ApiError, get } from '../api/ask.ts';
import { day } from '../kit/format.ts';
import { isRecord } from '../kit/is-record.ts';
import { brand } from '../kit/page-facts.ts';
import { Button } from '../kit/parts/button.tsx';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import { MyFrame } from './my-frame.tsx';

/** "/my/legal/terms" -> "terms"; null = the address is another page's. */
export const legalKindOf = (pathname: string): string | null => /^\/my\/legal\/([a-z]+)\/?$/.exec(pathname)?.[1] ?? null;

interface Text {
  readonly title: string;
  readonly language: string;
  readonly version: number;
  readonly validFrom: string;
  readonly parts: readonly { readonly heading: string | null; readonly paragraphs: readonly string[] }[];
}

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly message: string };

/** A legal text of the brand as it is in force today, for everybody. */
export function LegalPage({ kind }: { readonly kind: string }) {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const load = useCallback(async () => {
    setState({ kind: 'loading' });
    try {
      const answer = await get(`/legal/${kind}`);
      setState(isRecord(answer) ? { kind: 'text', text: textOf(answer) } : { kind: 'missing' });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState(error.code === 'NOT_FOUND' ? { kind: 'missing' } : { kind: 'failed', message: error.message });
    }
  }, [kind]);
  useEffect(() => void load(), [load]);
  return (
    <MyFrame title={state.kind === 'text' ? state.text.title : say('kit.legal')}>
      {state.kind === 'loading' && (
        <p className="muted" role="status">
          {say('my.page.loading')}
        </p>
      )}
      {state.kind === 'missing' && (
        <div className="stack">
          <h1>{say('kit.legal')}</h1>
          <p className="muted">{say('my.legal.missing', { brand: brand.name })}</p>
        </div>
      )}
      {state.kind === 'failed' && (
        <div className="stack">
          <h1>{say('kit.legal')}</h1>
          <Notice tone="danger" role="alert">
            {state.message}
          </Notice>
          <Button onClick={load}>{say('kit.tryAgain')}</Button>
        </div>
      )}
      {state.kind === 'text' && <Shown text={state.text} />}
    </MyFrame>
  );
}

const Shown = ({ text: { title, language, version, validFrom, parts } }: { readonly text: Text }) => (
  <article className="stack legal-text" lang={language}>
    <div>
      <h1>{title}</h1>
      <p className="muted" lang={document.documentElement.lang}>
        {say('my.legal.version', { version, day: day(validFrom) })}
      </p>
    </div>
    {parts.map(({ heading, paragraphs }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name
      <section key={at} className="stack tight">
        {heading !== null && <h2>{heading}</h2>}
        {paragraphs.map((paragraph, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: nor have paragraphs
          <p key={index}>{paragraph}</p>
        ))}
      </section>
    ))}
  </article>
);

const textOf = ({ title, language, version, validFrom, parts }: Readonly<Record<string, unknown>>): Text => ({
  ...{ title: String(title), language: String(language), version: Number(version), validFrom: String(validFrom) },
  parts: (Array.isArray(parts) ? parts : []).filter(isRecord).map(({ heading, paragraphs }) => ({
    heading: typeof heading === 'string' ? heading : null,
    paragraphs: (Array.isArray(paragraphs) ? paragraphs : []).map(String),
  })),
});
