import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PrismaClient } from '#prisma';

const KEY = 'id';

/** What tells this installation from others that share a Redis with it. Made once, kept in the database. */
export async function installationId(root: PrismaClient): Promise<string> {
  await root.installation.createMany({ data: [{ key: KEY, value: randomUUID() }], skipDuplicates: true });
  const { value } = await root.installation.findUniqueOrThrow({ where: { key: KEY } });
  return z.uuid().parse(value);
}
