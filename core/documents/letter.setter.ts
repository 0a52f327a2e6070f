import { availableParallelism } from 'node:os';
import type { Piscina } from 'piscina';
import type { LetterTask } from './letter.worker.ts';

/**
 * Sets a letter as PDF in a thread of its own: it takes some twenty milliseconds of a processor, in which this process would
 * answer nobody else. Threads begin with the first letter, and end when there are none to set: most processes never need one.
 */
export async function setLetter(task: LetterTask): Promise<Uint8Array> {
  pool ??= openPool();
  return (await pool).run(task);
}

let pool: Promise<Piscina<LetterTask, Uint8Array>> | undefined;

/** Threads clear up before they have grown, and end when there is nothing to do. */
const MANNERS = {
  idleTimeout: 30_000,
  minThreads: 0,
  maxThreads: Math.max(1, availableParallelism() - 1),
  resourceLimits: { maxOldGenerationSizeMb: 192 },
};

async function openPool(): Promise<Piscina<LetterTask, Uint8Array>> {
  const { Piscina: Pool } = await import('piscina');
  // In the bundle the thread's file lies beside this one; from source it needs the loader that reads TypeScript.
  const isSource = import.meta.url.endsWith('.ts');
  return new Pool({
    ...MANNERS,
    filename: new URL(isSource ? './letter.worker.ts' : './letter.worker.mjs', import.meta.url).href,
    // Letters can wait: their threads leave the processor to whoever waits for an answer (nice value on Linux).
    ...(isSource ? { execArgv: ['--import', 'tsx'] } : { niceIncrement: 5 }),
  });
}
