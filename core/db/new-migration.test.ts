import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeMigration } from './new-migration.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'schema-'));
  put('prisma/schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n');
  put('prisma/core/order.prisma', 'model Order {\n  id String @id @db.Uuid\n}\n');
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
const now = new Date('2026-05-06T07:08:09.123Z');
const write = (name: string, options: { isEmpty?: boolean; isReset?: boolean } = {}) => writeMigration({ root, name, now, ...options });
const folders = () => readdirSync(join(root, 'prisma/migrations')).filter((name) => /^\d/.test(name));

describe('writing the next migration', () => {
  it('begins with everything and goes on with what is new', async () => {
    const first = await write('core_init');
    expect(first.sql).toContain('CREATE TABLE "Order"');
    expect(first.sql).not.toContain('CREATE SCHEMA');
    expect(readFileSync(first.file, 'utf8')).toBe(first.sql);

    put('prisma/core/order.prisma', 'model Order {\n  id String @id @db.Uuid\n  number String?\n}\n');
    const { sql } = await write('core_order-number');
    expect(sql).toBe('-- AlterTable\nALTER TABLE "Order" ADD COLUMN     "number" TEXT;\n');
    expect(folders()).toEqual(['20260506070809_core_init', '20260506070810_core_order-number']);
    await expect(write('core_again')).rejects.toThrow('ask for nothing new');
  });

  it('holds the tables of one owner, and names who waits', async () => {
    put('plugins/billing/schema.prisma', 'model Invoice {\n  id Int @id\n}\n');
    const core = await write('core_init');
    expect(core.sql).not.toContain('Invoice');
    expect(core.waiting).toEqual(['billing']);

    const billing = await write('billing_init');
    expect(billing.sql).toMatch(/^-- CreateTable\nCREATE TABLE "Invoice"/);
    expect(billing.sql).not.toContain('Order');
    expect(billing.waiting).toEqual([]);
  });

  it('drops the tables of a plugin that was removed when it is asked to, not before', async () => {
    put('plugins/billing/schema.prisma', 'model Invoice {\n  id Int @id\n}\n');
    await write('core_init');
    await write('billing_init');
    rmSync(join(root, 'plugins/billing'), { recursive: true });

    put('prisma/core/order.prisma', 'model Order {\n  id String @id @db.Uuid\n  number String?\n}\n');
    expect((await write('core_order-number')).sql).not.toContain('Invoice');
    expect((await write('billing_removal')).sql).toContain('DROP TABLE "Invoice"');
  });

  it('leaves room for SQL written by hand', async () => {
    await write('core_init');
    const { file } = await write('core_fence', { isEmpty: true });
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('refuses a name without a known owner, a name used before and a schema that is wrong', async () => {
    await expect(write('Init')).rejects.toThrow(
      '"Init" is not <owner>_<what> in lower case with a known owner. Owners with a schema: core.',
    );
    await expect(write('shipping_init')).rejects.toThrow('Owners with a schema: core.');
    await write('core_init');
    await expect(write('core_init', { isEmpty: true })).rejects.toThrow('There is a migration 20260506070809_core_init already');
    put('prisma/core/order.prisma', 'model Order {\n  id Strin @id\n}\n');
    await expect(write('core_broken')).rejects.toThrow('Type "Strin" is neither a built-in type');
    expect(folders()).toEqual(['20260506070809_core_init']);
  });

  it('makes an unreleased migration anew in its old place', async () => {
    await write('core_init');
    await write('core_fence', { isEmpty: true });
    put('prisma/core/order.prisma', 'model Order {\n  id String @id @db.Uuid\n  number String?\n}\n');
    const { sql } = await write('core_init', { isReset: true });
    expect(sql).toContain('"number" TEXT');
    expect(folders()).toEqual(['20260506070809_core_init', '20260506070810_core_fence']);
  });
});
