import { createHash } from 'node:crypto';
import { type Ctx, keepRecent } from '#core';
import { accessFields, type CreditCheckSettings, inventedScores, isSimulated, settings } from '../settings.ts';
import { type BureauSimulator, startBureauSimulator } from '../simulator/bureau-simulator.ts';
import { boniversumBureau } from './boniversum.ts';
import { buergelBureau } from './buergel.ts';
import type { Bureau, BureauCode } from './bureau.ts';
import { creditreformBureau } from './creditreform.ts';
import { crifRestBureau } from './crif-rest.ts';
import { crifSoapBureau } from './crif-soap.ts';
import { ksv1870Bureau } from './ksv1870.ts';
import type { BureauAccess } from './rest-bureau.ts';
import { schufaBureau } from './schufa.ts';
import type { SchufaAccess } from './schufa-access.ts';

type OtherBureau = Exclude<BureauCode, 'schufa'>;

const KEPT = 50;
/** One client per set of credentials: it keeps the access token and the connections. */
const bureaus = new Map<string, Bureau>();
let simulator: Promise<BureauSimulator> | null = null;

/**
 * The client of a bureau. The simulator starts in this process when it is first needed and is asked over HTTP like the real
 * bureaus. Throws CREDIT_CHECK_NO_BUREAU where it would answer outside of the demo.
 */
export async function bureauOf({ activation, isDemo, log }: Pick<Ctx, 'activation' | 'isDemo' | 'log'>, code: BureauCode): Promise<Bureau> {
  const given = activation.settings(settings);
  const simulated = isSimulated(given, code);
  if (simulated && !isDemo) throw inventedScores();
  const host = simulated ? await theSimulator(log) : null;
  if (code === 'schufa') {
    const access = schufaAccess(given, host);
    return kept(['schufa', access], () => schufaBureau(access));
  }
  const access = otherAccess(given, code, host);
  return kept([code, access], () => CLIENTS[code](access));
}

const CLIENTS: Readonly<Record<OtherBureau, (access: BureauAccess) => Bureau>> = {
  creditreform: creditreformBureau,
  'crif-de': crifRestBureau,
  'crif-at': (access) => crifSoapBureau('CRIF AT', access),
  boniversum: boniversumBureau,
  buergel: buergelBureau,
  deltavista: (access) => crifSoapBureau('Deltavista', access),
  ksv1870: ksv1870Bureau,
};

function schufaAccess(given: CreditCheckSettings, host: BureauSimulator | null): SchufaAccess {
  const { baseUrl, tokenUrl, clientId, clientSecret } = host ?? given;
  const { requestReason, timeoutMs } = given;
  return { baseUrl, tokenUrl, clientId, clientSecret, ...tlsOf(given, host), requestReason, timeoutMs };
}

function otherAccess(given: CreditCheckSettings, code: OtherBureau, host: BureauSimulator | null): BureauAccess {
  const { timeoutMs } = given;
  const access = host ? { url: host.urlOf(code), user: host.clientId, password: host.clientSecret } : accessFields(given, code);
  return { ...access, ...tlsOf(given, host), timeoutMs };
}

const NO_CERTIFICATE = { clientCertificate: '', clientKey: '', certificateAuthority: '' };

const tlsOf = ({ clientCertificate, clientKey, certificateAuthority }: CreditCheckSettings, host: BureauSimulator | null) =>
  host ? NO_CERTIFICATE : { clientCertificate, clientKey, certificateAuthority };

const theSimulator = (log: Ctx['log']): Promise<BureauSimulator> => {
  simulator ??= startSimulator(log);
  return simulator;
};

async function startSimulator(log: Ctx['log']): Promise<BureauSimulator> {
  try {
    const started = await startBureauSimulator();
    log.warn({ baseUrl: started.baseUrl }, 'credit checks are answered by the simulator: every score is invented');
    return started;
  } catch (cause) {
    simulator = null; // the next question tries again
    throw cause;
  }
}

function kept(access: readonly unknown[], make: () => Bureau): Bureau {
  const key = createHash('sha256').update(JSON.stringify(access)).digest('hex');
  return bureaus.get(key) ?? keepRecent(bureaus, KEPT, [key, make()]);
}
