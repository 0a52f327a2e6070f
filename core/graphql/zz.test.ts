import pino from 'pino';
import { expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { plugins } from '../../plugins.config.ts';
it('x', async () => {
  const app = await createTestApp(plugins, { log: pino({ level: 'info' }) });
  const offer = await sampleOffer(await app.as());
  console.log(JSON.stringify(await app.gql('{ quotes { edges { node { offers { tariffName } } } } }')));
  console.log(JSON.stringify(await app.gql('{ quotes { edges { node { offers { tariffPrice { id } } } } } }')));
  console.log(JSON.stringify(await app.gql('{ quotes { edges { node { offers { tariffPrice { id } } } } } }', {}, await app.as('a', { rows: { kind: 'partners', ids: []} }))));
  await app.close();
});
