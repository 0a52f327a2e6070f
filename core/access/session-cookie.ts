import { SESSION_SECONDS } from './sessions.ts';

export interface SessionCookie {
  readonly name: string;
  readonly attributes: {
    readonly path: '/';
    readonly httpOnly: true;
    readonly sameSite: 'lax';
    readonly secure: boolean;
    /** Seconds. */
    readonly maxAge: number;
  };
}

/**
 * The cookie that carries a session's token at a brand's public address. Behind https its name has the prefix `__Host-`:
 * browsers then take it from this very host alone, and never over http.
 */
export function sessionCookie(url: string): SessionCookie {
  const secure = url.startsWith('https://');
  return { name: secure ? '__Host-vk' : 'vk', attributes: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: SESSION_SECONDS } };
}
