import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fromRoot } from '../core/root.ts';
import type { Figure } from './figures.ts';
import { pinning } from './machine.ts';

interface Run {
  readonly rows: number;
  readonly rounds: number;
  readonly seconds: number;
  /** Whole runs alone are kept in bench/results.md. */
  readonly isKept: boolean;
  readonly say: (line: string) => void;
}

/** Prints the figures, and keeps them. */
export async function report(figures: readonly Figure[], { rows, rounds, seconds, isKept, say }: Run): Promise<void> {
  const lines = figures.map(({ what, product, limit, ratio, target, isReached }) => [
    what,
    product,
    limit,
    ratio,
    target,
    isReached === null ? '' : isReached ? 'yes' : 'no',
  ]);
  const table = [['what', 'product', 'counterpart', 'ratio', 'target', 'reached'], ['---', '---', '---', '---', '---', '---'], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
  say(`\n${table}`);
  if (!isKept) return;
  const text = `# Results

The last whole run of \`npm run bench\`; [README.md](README.md) says how to read it.

${new Date().toISOString().slice(0, 10)}, state ${stateOf()}, ${rows.toLocaleString('en')} contracts, ${rounds} rounds of ${seconds} s, ${cpus().length} × ${cpus()[0]?.model.trim()}, Node.js ${process.versions.node}, ${pinning}. Medians; in brackets the smallest and largest ratio of a round.

${table}
`;
  writeFileSync(fromRoot('bench/results.md'), text);
  say('Kept in bench/results.md');
}

const stateOf = (): string => execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: fromRoot('.'), encoding: 'utf8' }).trim();
