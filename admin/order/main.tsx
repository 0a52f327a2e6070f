import { ApiError, get } from '../api/ask.ts';
import { start } from '../kit/start.tsx';
import { loadTexts } from '../kit/text.ts';
import { Flow } from './flow.tsx';
import '../kit/public.css';
import './order.css';

await loadTexts([
  { en: () => import('../locales/kit.en.json'), de: () => import('../locales/kit.de.json') },
  { en: () => import('../locales/order.en.json'), de: () => import('../locales/order.de.json') },
]);

/** Orders are sold by somebody: whoever is not signed in is sent there and back. */
async function begin(): Promise<void> {
  try {
    await get('/auth/me');
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'UNAUTHENTICATED') {
      location.replace(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
      return;
    }
    // Without a line the draft in this browser still opens.
  }
  start('public', <Flow />);
}

await begin();
