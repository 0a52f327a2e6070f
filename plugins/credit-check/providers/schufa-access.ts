import type { TlsAccess } from './bureau-http.ts';

/** Why we ask: the legitimate interest (GDPR Art. 6(1)(f)) that is declared with each question. */
export type RequestReason = 'energy-contract';

/** Where SCHUFA is and how we prove who we are. Empty text = not given. */
export interface SchufaAccess extends TlsAccess {
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly requestReason: RequestReason;
  /** For one question including the access token. */
  readonly timeoutMs: number;
}
