import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromRoot } from '../core/root.ts';
import { pointsDoc } from './points-doc.ts';

it('docs/points.md lists every point and event of core as it is; "npm run points:print" writes it', () => {
  expect(pointsDoc()).toBe(readFileSync(fromRoot('docs/points.md'), 'utf8'));
});
