import { createHash } from 'node:crypto';
import { type Ctx, keepRecent } from '#core';
import type { CreditCheckSettings } from '../settings.ts';
import { type SchufaSimulator, startSchufaSimulator } from '../simulator/schufa-simulator.ts';
import type { Bureau } from './bureau.ts';
import { schufaBureau } from './schufa.ts';
import type { SchufaAccess } from './schufa-http.ts';

const KEPT = 50;
/** One client per set of credentials: it keeps the access token and the connections. */
const bureaus = new Map<string, Bureau>();
let simulator: Promise<SchufaSimulator> | null = null;

/** Who answers a brand's questions. The simulator starts in this process when it is first needed and is asked over HTTP like the real bureau. */
export async function bureauOf(settings: CreditCheckSettings, log: Ctx['log']): Promise<Bureau> {
  const access = settings.bureau === 'simulator' ? { ...settings, ...NO_CERTIFICATE, ...(await theSimulator(log)) } : settings;
  const { baseUrl, tokenUrl, clientId, clientSecret, clientCertificate, clientKey, certificateAuthority, requestReason, timeoutMs } =
    access;
  return kept({ baseUrl, tokenUrl, clientId, clientSecret, clientCertificate, clientKey, certificateAuthority, requestReason, timeoutMs });
}

const NO_CERTIFICATE = { clientCertificate: '', clientKey: '', certificateAuthority: '' };

async function theSimulator(log: Ctx['log']): Promise<Pick<SchufaSimulator, 'baseUrl' | 'tokenUrl' | 'clientId' | 'clientSecret'>> {
  simulator ??= startSimulator(log);
  const { baseUrl, tokenUrl, clientId, clientSecret } = await simulator;
  return { baseUrl, tokenUrl, clientId, clientSecret };
}

async function startSimulator(log: Ctx['log']): Promise<SchufaSimulator> {
  try {
    const started = await startSchufaSimulator();
    log.warn({ baseUrl: started.baseUrl }, 'credit checks are answered by the simulator: every score is invented');
    return started;
  } catch (cause) {
    simulator = null; // the next question tries again
    throw cause;
  }
}

function kept(access: SchufaAccess): Bureau {
  const key = createHash('sha256').update(JSON.stringify(access)).digest('hex');
  return bureaus.get(key) ?? keepRecent(bureaus, KEPT, [key, schufaBureau(access)]);
}
