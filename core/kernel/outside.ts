import { BrokenCircuitError, type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { DomainError } from './errors.ts';

/** The company failed several times in a row: it is left alone for a while and nothing was sent. */
export class CompanyUnavailable extends Error {
  override readonly name = 'CompanyUnavailable';
  readonly retryInSeconds = HALF_OPEN_AFTER_MS / 1_000;
}

const HALF_OPEN_AFTER_MS = 30_000;
const FAILURES = 5;

const circuits = new Map<string, CircuitBreakerPolicy>();

/**
 * Calls an outside company: one circuit per `company` in this process, opened by five failures in a row and tried again
 * after 30 s. `call` gets a signal that fires at the timeout. A DomainError is the company's answer, not a failure.
 */
export async function callOutside<T>(company: string, timeoutMs: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await circuitOf(company).execute(() => call(AbortSignal.timeout(timeoutMs)));
  } catch (cause) {
    if (cause instanceof BrokenCircuitError) throw new CompanyUnavailable(`${company} does not answer at the moment`, { cause });
    throw cause;
  }
}

function circuitOf(company: string): CircuitBreakerPolicy {
  const known = circuits.get(company);
  if (known) return known;
  const circuit = circuitBreaker(
    handleWhen((error) => !(error instanceof DomainError)),
    { halfOpenAfter: HALF_OPEN_AFTER_MS, breaker: new ConsecutiveBreaker(FAILURES) },
  );
  circuits.set(company, circuit);
  return circuit;
}
