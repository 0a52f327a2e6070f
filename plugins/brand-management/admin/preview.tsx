import type { CSSProperties } from 'react';
import { Card, schemeOf } from '#admin';
import { say } from './texts.ts';

export interface PreviewProps {
  readonly name: string;
  readonly accent: string;
  readonly prefix: string;
}

/** What readers would see, in both schemes, while the colour is chosen. */
export const Preview = (props: PreviewProps) => (
  <Card title={say('brand-management.preview.title')}>
    <div className="stack">
      {(['light', 'dark'] as const).map((scheme) => (
        <Example key={scheme} scheme={scheme} {...props} />
      ))}
    </div>
  </Card>
);

/** The page's own parts below the variables of the example. */
function Example({ name, accent, prefix, scheme }: PreviewProps & { readonly scheme: 'light' | 'dark' }) {
  const variables = /^#[0-9a-f]{6}$/i.test(accent) ? schemeOf(accent, scheme) : {};
  const style: CSSProperties & Readonly<Record<`--${string}`, string>> = {
    ...variables,
    background: 'var(--vk-canvas)',
    color: 'var(--vk-text)',
    border: '1px solid var(--vk-line)',
    borderRadius: 8,
    padding: 16,
  };
  return (
    <section className="stack" style={style} aria-label={say(`brand-management.preview.${scheme}`)}>
      <div className="row">
        <span className="logo" aria-hidden="true">
          {[...name][0] ?? ''}
        </span>
        <strong>{name}</strong>
      </div>
      <p className="muted">
        {say('brand-management.preview.order', { number: [prefix, 'O-7KQ2M-9XD3F'].filter((part) => part !== '').join('-') })}
      </p>
      <div className="row wrap">
        <span className="btn primary">{say('brand-management.preview.button')}</span>
        <span style={{ color: 'var(--vk-accent)', textDecoration: 'underline' }}>{say('brand-management.preview.link')}</span>
        <span className="tag" style={{ background: 'var(--vk-accent-tint)', color: 'var(--vk-accent-strong)' }}>
          {say('brand-management.preview.tint')}
        </span>
      </div>
    </section>
  );
}
