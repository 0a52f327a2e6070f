import { expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { fillBrand } from './brand-rows.kit.ts';
import { plugins } from '../../plugins.config.ts';
it('x', async () => {
  const app = await createTestApp(plugins);
  const rows = await fillBrand(app.connectionString, { tenantId: app.tenant.id, brandId: app.brands.b, marker: 'secret-b' });
  for (const [t, r] of rows) console.log(t, JSON.stringify(r, (_k, v) => typeof v === 'bigint' ? String(v) : v));
  const db = (await app.as()).db;
  for (const m of Object.keys(app.root).filter(() => false)) console.log(m);
  console.log('parent', Reflect.get(app.root.contract, '$parent') === app.root, typeof Reflect.get(db.contract, '$parent'), typeof Reflect.get(db, 'Contract'));
  console.log(await (Reflect.get(db, 'Contract') as typeof app.root.contract)?.findMany({ select: { number: true } }));
  const p = db.customer.findFirst();
  console.log(Object.getOwnPropertyNames(p), typeof Reflect.get(p, 'contracts'));
  await p;
  await app.close();
});
