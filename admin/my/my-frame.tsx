import type { ReactNode } from 'react';
import { brand } from '../kit/page-facts.ts';
import { LanguageButton } from '../kit/parts/language-button.tsx';
import { LegalFoot } from '../kit/parts/legal-links.tsx';
import { Logo } from '../kit/parts/logo.tsx';

/** What stands around every page for customers: the brand, and the other language. */
export const MyFrame = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <>
    <title>{`${title} · ${brand.name}`}</title>
    <header className="public-top">
      <Logo />
      <span className="strong grow cut">{brand.name}</span>
      <LanguageButton />
    </header>
    <main className="public-main">{children}</main>
    <LegalFoot />
  </>
);
