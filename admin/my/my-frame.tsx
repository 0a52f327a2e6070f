import type { ReactNode } from 'react';
import { brand } from '../kit/page-facts.ts';
import { Logo } from '../kit/parts/logo.tsx';
import { switchLanguage } from '../kit/preferences.ts';
import { say } from '../kit/text.ts';

/** What stands around every page for customers: the brand, and the other language. */
export const MyFrame = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <>
    <title>{`${title} · ${brand.name}`}</title>
    <header className="public-top">
      <Logo />
      <span className="strong grow cut">{brand.name}</span>
      <button
        type="button"
        className="btn plain"
        lang={say('kit.otherLanguage.code')}
        aria-label={`${say('kit.otherLanguage.code').toUpperCase()}, ${say('kit.otherLanguage')}`}
        onClick={switchLanguage}
      >
        {say('kit.otherLanguage.code').toUpperCase()}
      </button>
    </header>
    <main className="public-main">{children}</main>
  </>
);
