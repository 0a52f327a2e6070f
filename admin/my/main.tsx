import '../kit/public.css';
import './my.css';
import { start } from '../kit/start.tsx';
import { loadTexts } from '../kit/text.ts';
import { MyPage } from './my.page.tsx';

await loadTexts([
  { en: () => import('../locales/kit.en.json'), de: () => import('../locales/kit.de.json') },
  { en: () => import('../locales/my.en.json'), de: () => import('../locales/my.de.json') },
]);
start('public', <MyPage />);
