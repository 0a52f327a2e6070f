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

async function begin(): Promise<string> {
  const given = Given.parse(await post('/auth/guest', {}));
  keep(PLACE, given.token);
  return given.token;
}
