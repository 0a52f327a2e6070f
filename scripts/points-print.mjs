// npm run points:print: writes docs/points.md from core's points and events. Run by tsx.
import { writeFileSync } from 'node:fs';
import { fromRoot } from '../core/root.ts';
import { pointsDoc } from '../test/points-doc.ts';

writeFileSync(fromRoot('docs/points.md'), pointsDoc());
console.log('docs/points.md written');
