import '../kit/public.css';
import './my.css';
import { start } from '../kit/start.tsx';
import { loadTexts, type TextFile } from '../kit/text.ts';
import { MyPage } from './my.page.tsx';

await loadTexts([import.meta.glob<TextFile>('../locales/kit.*.json'), import.meta.glob<TextFile>('../locales/my.*.json')]);
start('public', <MyPage />);
