import '../kit/public.css';
import './my.css';
import { brand } from '../kit/page-facts.ts';
import { Closed } from '../kit/parts/closed.tsx';
import { start } from '../kit/start.tsx';
import { loadTexts, type TextFile } from '../kit/text.ts';
import { MyPage } from './my.page.tsx';
import { PluginPage, pluginAddressOf } from './plugin-page.tsx';

await loadTexts([import.meta.glob<TextFile>('../locales/kit.*.json'), import.meta.glob<TextFile>('../locales/my.*.json')]);
const address = pluginAddressOf(location.pathname);
const page = address ? <PluginPage address={address} /> : <MyPage />;
start('public', brand.isArchived ? <Closed /> : page);
