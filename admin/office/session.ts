import { z } from 'zod/mini';
import { get } from '../api/ask.ts';

const Me = z.object({
  name: z.string(),
  email: z.string(),
  role: z.nullable(z.string()),
  partnerId: z.nullable(z.string()),
  permissions: z.array(z.string()),
  hasSecondFactor: z.boolean(),
  brand: z.object({ id: z.string(), name: z.string() }),
  brands: z.array(z.object({ id: z.string(), name: z.string(), url: z.string() })),
  plugins: z.array(z.string()),
});
export type Me = z.infer<typeof Me>;

/** Who is signed in; fails with UNAUTHENTICATED where nobody is. */
export const readMe = async (): Promise<Me> => Me.parse(await get('/auth/me'));

export const may = (me: Pick<Me, 'permissions'>, permission: string): boolean => me.permissions.includes(permission);
