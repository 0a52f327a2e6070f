import '@fontsource-variable/inter/wght.css';
import './base.css';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { brand } from './page-facts.ts';
import { themeSheet } from './theme/theme.ts';

/** Shows a surface: theme first, so that nothing is painted in a colour that is not the brand's. */
export function start(surface: 'office' | 'public', node: ReactNode): void {
  const sheet = new CSSStyleSheet(); // no style element: the content security policy lets none in
  sheet.replaceSync(themeSheet(brand.accent));
  document.adoptedStyleSheets = [sheet];
  document.body.className = surface;
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<StrictMode>{node}</StrictMode>);
}
