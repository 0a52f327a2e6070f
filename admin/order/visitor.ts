import { z } from 'zod/mini';
import { get, type Identity, post } from '../api/ask.ts';
import { brand } from '../kit/page-facts.ts';
import { keep, kept } from '../kit/preferences.ts';

const Seller = z.object({ name: z.string(), permissions: z.array(z.string()) });
/** Somebody who is signed in and sells; a customer who orders for themselves is none. */
export type Seller = z.infer<typeof Seller>;

/** Who is signed in; fails with UNAUTHENTICATED where nobody is. */
export const readSeller = async (): Promise<Seller> => Seller.parse(await get('/auth/me'));

const PLACE = `vk.guest.${brand.code}`;
const Given = z.object({ token: z.string() });
let token = kept(PLACE);
let asked: Promise<string> | null = null;

/** Somebody without an account, in a visit that lasts as long as its prices. Kept in this browser; no cookie. */
export const guest: Identity = async (isOver) => {
  if (token === null || isOver) {
    asked ??= begin().finally(() => {
      asked = null;
    });
    token = await asked;
  }
  return `Guest ${token}`;
};

/** What a link carries so that a copy of its draft is gone on with on another device: behind "#", where no server logs it. */
export const visitOfLink = async (): Promise<string> => `#visit=${encodeURIComponent((await guest(false)).replace(/^Guest /, ''))}`;

/** The visit that a link carries; null = it is for those who are signed in. */
export const visitIn = (hash: string): string | null => new URLSearchParams(hash.slice(1)).get('visit');

/** Whether it is this browser's own. Another one is read by and never taken over: who sent the link would read along. */
export const isOwnVisit = (visit: string): boolean => visit === token;

async function begin(): Promise<string> {
  const given = Given.parse(await post('/auth/guest', {}));
  keep(PLACE, given.token);
  return given.token;
}
