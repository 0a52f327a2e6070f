import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { z } from 'zod';
import { type Prisma, PrismaClient, type Role } from '#prisma';
import { hashPassword } from '../core/access/passwords.ts';
import { sha256 } from '../core/access/tokens.ts';
import { createBrand } from '../core/brands/brand.service.ts';
import { toDbDate } from '../core/kernel/clock.ts';
import { fromRoot } from '../core/root.ts';

/** Who can sign in to the demo, and the key for its API. Printed at the first start and kept in demo.json. */
export interface DemoAccess {
  readonly notice: string;
  readonly signIns: readonly { readonly brand: string; readonly email: string; readonly password: string; readonly role: string }[];
  readonly apiKey: string;
}

/** The supplier whose list prices (prisma/demo/tariffs.json) the demo tenant sells as its own. */
const OWN_SUPPLIER = 'kelag';

/**
 * Loads the demo tenant into an empty database, all of it or nothing; null when there is a tenant already.
 * Names are invented and marked as demo; prices are list prices of the open data set.
 */
export async function seedDemo({ connectionString }: { readonly connectionString: string }): Promise<DemoAccess | null> {
  if (await hasTenants(connectionString)) return null; // Prisma's client takes a quarter of a second to make
  const root = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
  try {
    return await root.$transaction(loadDemo, { timeout: 60_000 });
  } finally {
    await root.$disconnect();
  }
}

async function hasTenants(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query('select from tenant limit 1')).rows.length > 0;
  } finally {
    await client.end();
  }
}

async function loadDemo(tx: Prisma.TransactionClient): Promise<DemoAccess> {
  const tenant = await tx.tenant.create({ data: { name: 'Funkenflug Energie (demo)' } });
  const brand = { tenantId: tenant.id, country: 'AT', language: 'de', currency: 'EUR', timeZone: 'Europe/Vienna' };
  const a = await createBrand(tx, { ...brand, code: 'a', name: 'Funkenflug (demo)', hosts: ['a.localhost'], theme: { accent: '#0b7285' } });
  const b = await createBrand(tx, { ...brand, code: 'b', name: 'Grünfunke (demo)', hosts: ['b.localhost'], theme: { accent: '#2b8a3e' } });
  // Brand a lets customers order for themselves, also on pages of this very machine.
  await tx.brand.update({ where: { id: a }, data: { isSelfService: true, embeddingHosts: ['127.0.0.1:*', 'localhost:*'] } });
  for (const brandId of [a, b]) {
    await loadTariffs(tx, brandId);
    await tx.legalText.createMany({ data: legalTexts.map((text) => ({ ...text, brandId })) });
  }
  await switchPlugins(tx, { tenantId: tenant.id, a, b });

  const north = await addPartner(tx, { tenantId: tenant.id, code: 'north', name: 'Vertrieb Nord (demo)', parentId: null, brands: [a, b] });
  const northOne = await addPartner(tx, {
    tenantId: tenant.id,
    code: 'north-1',
    name: 'Agentur Nord 1 (demo)',
    parentId: north,
    brands: [a],
  });
  const south = await addPartner(tx, { tenantId: tenant.id, code: 'south', name: 'Vertrieb Süd (demo)', parentId: null, brands: [a, b] });

  const people = [
    { email: 'admin@demo.example', name: 'Demo tenant admin', role: 'TENANT_ADMIN', brand: 'a', partner: null },
    { email: 'office@demo.example', name: 'Demo back-office', role: 'BACK_OFFICE', brand: 'a', partner: null },
    { email: 'office-b@demo.example', name: 'Demo back-office B', role: 'BACK_OFFICE', brand: 'b', partner: null },
    { email: 'north@demo.example', name: 'Demo partner north', role: 'PARTNER', brand: 'a', partner: north },
    { email: 'north-1@demo.example', name: 'Demo agent north 1', role: 'PARTNER', brand: 'a', partner: northOne },
    { email: 'south@demo.example', name: 'Demo partner south', role: 'PARTNER', brand: 'a', partner: south },
    { email: 'inspector@demo.example', name: 'Demo inspector', role: 'INSPECTION', brand: 'a', partner: null },
  ] as const;
  const signIns: DemoAccess['signIns'][number][] = [];
  for (const person of people) {
    const password = await addUser(tx, { tenantId: tenant.id, brandId: person.brand === 'a' ? a : b, ...person });
    signIns.push({ brand: `${person.brand}.localhost`, email: person.email, password, role: person.role });
  }
  const apiKey = await addApiKey(tx, { brandId: a, partnerId: north });
  return { notice: 'Demo data: invented people and companies, list prices of an open data set.', signIns, apiKey };
}

const tariffs = z.array(
  z.object({
    tarif_name: z.string(),
    energiepreis_ct_kwh: z.number(),
    grundgebuehr_eur_monat: z.number(),
    ist_oekostrom: z.boolean(),
    neukundenrabatt_ct_kwh: z.number(),
    neukundenrabatt_name: z.string(),
    preisgarantie_monate: z.number().nullable(),
    hat_bindung: z.boolean(),
    zuletzt_bestaetigt: z.iso.date(),
  }),
);

const LEGAL = { version: 1, validFrom: toDbDate('2026-01-01'), createdAt: new Date('2026-01-01'), createdBy: 'demo' };
/** Nobody's terms: enough to see where such texts stand. */
const legalTexts: Omit<Prisma.LegalTextCreateManyInput, 'brandId'>[] = (
  [
    { kind: 'TERMS', language: 'de', title: 'AGB', text: '# Muster\n\nDies ist ein Mustertext der Demo und regelt nichts.' },
    { kind: 'TERMS', language: 'en', title: 'Terms', text: '# Sample\n\nThis is a sample text of the demo and settles nothing.' },
    { kind: 'PRIVACY', language: 'de', title: 'Datenschutz', text: '# Muster\n\nDie Demo kennt nur erfundene Personen.' },
    { kind: 'PRIVACY', language: 'en', title: 'Privacy', text: '# Sample\n\nThe demo knows invented people alone.' },
  ] as const
).map((text) => ({ ...LEGAL, ...text }));

async function loadTariffs(tx: Prisma.TransactionClient, brandId: string): Promise<void> {
  for (const row of tariffs.parse(JSON.parse(readFileSync(fromRoot('prisma/demo/tariffs.json'), 'utf8')))) {
    const from = toDbDate(row.zuletzt_bestaetigt);
    const code = row.tarif_name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const tariff = await tx.tariff.create({ data: { brandId, code, name: row.tarif_name, isGreen: row.ist_oekostrom, saleFrom: from } });
    await tx.tariffPrice.create({
      data: {
        brandId,
        tariffId: tariff.id,
        validFrom: from,
        basis: 'NET',
        state: 'PUBLISHED',
        createdBy: 'demo',
        components: [
          { kind: 'base-fee', amount: String(row.grundgebuehr_eur_monat), per: 'month' },
          { kind: 'energy', rate: 'single', price: String(row.energiepreis_ct_kwh) },
          ...(row.neukundenrabatt_ct_kwh === 0
            ? []
            : [
                { kind: 'bonus', form: 'per-kwh', amount: String(row.neukundenrabatt_ct_kwh), condition: row.neukundenrabatt_name || null },
              ]),
        ],
        vatRate: '0.2',
        guaranteeMonths: row.preisgarantie_monate ?? 0,
        minimumTermMonths: row.hat_bindung ? 12 : 0,
      },
    });
  }
}

/** Brands are managed for the tenant. Brand a checks credit, brand b has contracts signed: so that one can see what a switch changes. */
async function switchPlugins(
  tx: Prisma.TransactionClient,
  { tenantId, a, b }: { readonly tenantId: string; readonly a: string; readonly b: string },
): Promise<void> {
  const marketData = { pluginId: 'market-data', enabled: true, settings: { ownSupplierKeys: [OWN_SUPPLIER] }, updatedBy: 'demo' };
  await tx.pluginActivation.createMany({
    data: [
      { brandId: a, ...marketData },
      { brandId: b, ...marketData },
      { brandId: a, pluginId: 'credit-check', enabled: true, settings: {}, updatedBy: 'demo' },
      { brandId: b, pluginId: 'e-signature', enabled: true, settings: {}, updatedBy: 'demo' },
      // No mail server is set: nothing leaves the machine.
      { brandId: a, pluginId: 'notifications', enabled: true, settings: {}, updatedBy: 'demo' },
      { brandId: a, pluginId: 'sms', enabled: true, settings: {}, updatedBy: 'demo' }, // the simulator sends nothing
    ],
  });
  await tx.pluginDefault.create({ data: { tenantId, pluginId: 'brand-management', enabled: true, updatedBy: 'demo' } });
}

interface DemoPartner {
  readonly tenantId: string;
  readonly code: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly brands: readonly string[];
}

async function addPartner(tx: Prisma.TransactionClient, { brands, ...partner }: DemoPartner): Promise<string> {
  const { id, tenantId } = await tx.partner.create({ data: partner });
  await tx.partnerBrand.createMany({ data: brands.map((brandId) => ({ tenantId, sellerId: id, sells: brandId })) });
  return id;
}

interface DemoUser {
  readonly tenantId: string;
  readonly brandId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly partner: string | null;
}

async function addUser(tx: Prisma.TransactionClient, { tenantId, brandId, email, name, role, partner }: DemoUser): Promise<string> {
  const password = randomBytes(12).toString('base64url');
  const user = await tx.user.create({ data: { tenantId, email, name, language: 'en', passwordHash: await hashPassword(password) } });
  await tx.membership.create({ data: { tenantId, userId: user.id, memberOf: brandId, role, worksFor: partner } });
  return password;
}

async function addApiKey(tx: Prisma.TransactionClient, { brandId, partnerId }: { brandId: string; partnerId: string }): Promise<string> {
  const prefix = randomBytes(8).toString('hex').slice(0, 8);
  const text = `vk_${prefix}_${randomBytes(32).toString('base64url')}`;
  await tx.apiKey.create({
    data: {
      brandId,
      partnerId,
      name: 'Demo: partner north',
      prefix,
      secretHash: sha256(text),
      scopes: ['read:*', 'write:*'],
      createdBy: 'demo',
    },
  });
  return text;
}
