import type { ReactNode } from 'react';
import { brand } from '../../kit/page-facts.ts';
import { Logo } from '../../kit/parts/logo.tsx';
import { switchLanguage } from '../../kit/preferences.ts';
import { say } from '../../kit/text.ts';

/** Pages for people who are not signed in: one card in the middle. */
export const EntryFrame = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className="entry">
    <title>{`${title} · ${brand.name}`}</title>
    <main className="entry-box">
      <div className="row entry-brand">
        <Logo isLarge />
        <div>
          <div className="strong">{brand.name}</div>
          <div className="muted small">{brand.tenant}</div>
        </div>
      </div>
      <div className="card entry-card">
        <h1>{title}</h1>
        {children}
      </div>
    </main>
    <footer className="row muted small">
      <button type="button" className="linklike" lang={say('kit.otherLanguage.code')} onClick={switchLanguage}>
        {say('kit.otherLanguage')}
      </button>
    </footer>
  </div>
);
