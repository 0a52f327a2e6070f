import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../core/root.ts';

describe('npm run bench', () => {
  it('asks both servers for the same answers and tells ratios, with a few rows', () => {
    const args = [
      '--import',
      'tsx',
      'bench/run.ts',
      '--rows',
      '400',
      '--rounds',
      '1',
      '--seconds',
      '1',
      '--warm',
      '10',
      '--only',
      'list,order,quote',
      '--dry',
    ];
    const told = execFileSync(process.execPath, args, { cwd: fromRoot('.'), encoding: 'utf8', timeout: 170_000 });
    for (const what of ['list, first page', 'order, placed', 'quote, 119 tariffs']) expect(told).toContain(`| ${what}`);
  }, 180_000);
});
