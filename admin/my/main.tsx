import '../kit/public.css';
import './my.css';
import { brand } from '../kit/page-facts.ts';
import { Closed } from '../kit/parts/closed.tsx';
import { start } from '../kit/start.tsx';
import { loadTexts, type TextFile } from '../kit/text.ts';
import { LegalPage, legalKindOf } from './legal-page.tsx';
import { MyPage } from './my.page.tsx';
import { PluginPage, pluginAddressOf } from './plugin-page.tsx';

await loadTexts([import.meta.glob<TextFile>('../locales/kit.*.json'), import.meta.glob<TextFile>('../locales/my.*.json')]);
const address = pluginAddressOf(location.pathname);
const legal = legalKindOf(location.pathname);
const page = address ? <PluginPage address={address} /> : legal ? <LegalPage kind={legal} /> : <MyPage />;
start('public', brand.isArchived ? <Closed /> : page);
