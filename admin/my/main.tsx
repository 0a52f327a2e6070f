import '../kit/public.css';
import './my.css';
import { start } from '../kit/start.tsx';
import { loadTexts, type TextFile } from '../kit/text.ts';
import { MyPage } from './my.page.tsx';
import { PluginPage, pluginAddressOf } from './plugin-page.tsx';

await loadTexts([import.meta.glob<TextFile>('../locales/kit.*.json'), import.meta.glob<TextFile>('../locales/my.*.json')]);
const address = pluginAddressOf(location.pathname);
start('public', address ? <PluginPage address={address} /> : <MyPage />);
