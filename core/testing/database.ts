import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type {} from './global-setup.ts';
import { databaseOf, query } from './query.ts';

export interface TestDatabase {
  readonly connectionString: string;
  /** Closes what is still connected. Forgetting it costs disk space until the run ends, no more. */
  drop(): Promise<void>;
}

/** A database of one's own: with all migrations and no rows, or with nothing at all where `isEmpty`. */
export async function createTestDatabase({ isEmpty = false }: { isEmpty?: boolean } = {}): Promise<TestDatabase> {
  const { admin, application, template } = inject('testServer');
  const name = `${template}_${randomUUID().replaceAll('-', '')}`;
  await query(admin, `create database ${name} owner ${new URL(application).username} template ${isEmpty ? 'template0' : template}`);
  return {
    connectionString: databaseOf(application, name),
    drop: async () => {
      await query(admin, `drop database if exists ${name} with (force)`);
    },
  };
}
