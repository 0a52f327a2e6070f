// npm run schema:print: writes schema.graphql, the API as all installed plugins make it; reviewed like code. Run by tsx.
import { writeFileSync } from 'node:fs';
import { fromRoot } from '../core/root.ts';
import { printedSchema } from '../test/printed-schema.ts';

writeFileSync(fromRoot('schema.graphql'), printedSchema());
console.log('schema.graphql written');
