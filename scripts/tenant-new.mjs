// npm run tenant:new -- --tenant "Name" --brand "Name" --code main --host energy.example --email admin@energy.example
// Makes the first tenant of an installation without demo: one brand, one administrator. Run by tsx; needs DATABASE_URL with all
// migrations (start the product once). Prints the administrator's password once.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '#prisma';
import { normalEmail } from '../core/access/members.ts';
import { hashPassword } from '../core/access/passwords.ts';
import { createBrand } from '../core/brands/brand.service.ts';

const text = { type: 'string' };
const { values } = parseArgs({
  options: {
    tenant: text,
    brand: text,
    code: text,
    host: text,
    email: text,
    country: { ...text, default: 'AT' },
    language: { ...text, default: 'de' },
    currency: { ...text, default: 'EUR' },
    'time-zone': { ...text, default: 'Europe/Vienna' },
  },
});
const missing = ['tenant', 'brand', 'code', 'host', 'email'].filter((name) => !values[name]);
if (!process.env.DATABASE_URL) missing.unshift('DATABASE_URL (environment)');
if (missing.length > 0) {
  console.error(
    `Missing: ${missing.join(', ')}. Example: npm run tenant:new -- --tenant "Name" --brand "Name" --code main --host energy.example --email admin@energy.example`,
  );
  process.exit(1);
}

const root = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) });
try {
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  await root.$transaction(async (tx) => {
    const tenant = await tx.tenant.create({ data: { name: values.tenant } });
    const { code, country, language, currency } = values;
    const facts = { tenantId: tenant.id, code, name: values.brand, country, language, currency, timeZone: values['time-zone'], theme: {} };
    const brandId = await createBrand(tx, { ...facts, hosts: [values.host.toLowerCase()] });
    const user = await tx.user.create({
      data: { tenantId: tenant.id, email: normalEmail(values.email), name: 'Administrator', language, passwordHash },
    });
    await tx.membership.create({ data: { tenantId: tenant.id, userId: user.id, memberOf: brandId, role: 'TENANT_ADMIN' } });
  });
  console.log(
    `${values.tenant} is ready: sign in at ${values.host} as ${values.email} with the password ${password} (shown this once; change it).`,
  );
} finally {
  await root.$disconnect();
}
