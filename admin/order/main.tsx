import { ApiError, askAs } from '../api/ask.ts';
import { brand, isEmbedded } from '../kit/page-facts.ts';
import { Closed } from '../kit/parts/closed.tsx';
import { start } from '../kit/start.tsx';
import { loadTexts, type TextFile } from '../kit/text.ts';
import { tellHeight } from './embedded.ts';
import { Flow } from './flow.tsx';
import { guest, readSeller, type Seller } from './visitor.ts';
import '../kit/public.css';
import './order.css';

await loadTexts([import.meta.glob<TextFile>('../locales/kit.*.json'), import.meta.glob<TextFile>('../locales/order.*.json')]);

/** Whoever is signed in sells. Everybody else orders for themselves where the brand allows it, or is sent to sign in and back. */
async function begin(): Promise<void> {
  const seller = isEmbedded ? 'guest' : await sellerOrGuest();
  if (seller === 'away') return;
  if (seller === 'guest') askAs(guest);
  start('public', <Flow seller={seller === 'guest' ? null : seller} />);
  tellHeight();
}

async function sellerOrGuest(): Promise<Seller | 'guest' | 'away'> {
  try {
    return await readSeller();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // Without a line the draft in this browser still opens; who sends it is found out when there is one.
    if (error.code !== 'UNAUTHENTICATED') return { name: '', permissions: [] };
    if (brand.isSelfService) return 'guest';
    location.replace(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
    return 'away';
  }
}

if (brand.isArchived) start('public', <Closed />);
else await begin();
