import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, median, rounded } from '../figures.ts';
import { memoryMb, startOnServerCore } from '../machine.ts';

interface Options {
  /** A data directory that was started before. */
  readonly dataDir: string;
  readonly rounds: number;
  readonly idleSeconds: number;
  readonly say: (line: string) => void;
}

/** From the command to the first answer of the whole product with its own PostgreSQL, and what it takes when nobody asks. */
export async function start({ dataDir, rounds, idleSeconds, say }: Options): Promise<Figure[]> {
  const seconds: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const port = 4_300 + ((process.pid + round) % 200);
    const began = performance.now();
    const product = await startOnServerCore({
      args: ['dist/main.mjs'],
      env: { DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: `http://localhost:${port}` },
      ready: /Voltkontor runs/,
    });
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    if (!answer.ok) throw new Error(`not ready: ${answer.status}`);
    const took = (performance.now() - began) / 1_000;
    await sleep(idleSeconds * 1_000);
    // The first start makes the data directory.
    if (round > 0) {
      seconds.push(took);
      memory.push(memoryMb(product.child));
      say(`start, round ${round}: ${rounded(took)} s, ${rounded(memory.at(-1) ?? 0, 0)} MB`);
    }
    await product.stop();
  }
  return [
    {
      what: 'start on an initialised data directory',
      product: `${rounded(median(seconds))} s`,
      limit: '',
      ratio: '',
      target: '≤ 3 s',
      isReached: median(seconds) <= 3,
    },
    {
      what: 'idle memory (resident)',
      product: `${rounded(median(memory), 0)} MB`,
      limit: '',
      ratio: '',
      target: 'aim: 200 MB',
      isReached: null,
    },
  ];
}
