import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { passwordFile } from '../db/postgres-cluster.ts';
import { BootError } from '../kernel/errors.ts';
import { codeOf, createPrivateFile, readIfThere } from './files.ts';

/**
 * The secret keys of an installation that keeps its database itself: read from `secret-key` in the data directory, made
 * on the first start. Newest first; rotation = a new key and a comma before the former.
 * Throws a BootError where the file is lost or unusable: a new key would make what was encrypted unreadable.
 */
export function loadSecretKeys(dataDir: string): string[] {
  const path = join(dataDir, 'secret-key');
  try {
    const text = readIfThere(path) ?? make(path, dataDir);
    const keys = text
      .trim()
      .split(',')
      .map((key) => key.trim());
    if (keys.every((key) => key.length >= 32)) return keys;
  } catch (error) {
    if (error instanceof BootError) throw error;
    throw new BootError(
      `DATA_DIR: ${path} can be neither read nor made (${codeOf(error)}). Give yourself access, or set DATA_DIR to a directory that you may write to.`,
      { cause: error },
    );
  }
  throw new BootError(
    `SECRET_KEY: ${path} holds a key of fewer than 32 characters. Bring the file back from the backup, or set SECRET_KEY.`,
  );
}

function make(path: string, dataDir: string): string {
  if (existsSync(passwordFile(dataDir))) {
    throw new BootError(
      `SECRET_KEY: is not set, and ${path} is missing although ${dataDir} has a database. Bring the file back, or set SECRET_KEY to the key used so far.`,
    );
  }
  createPrivateFile(path, `${randomBytes(36).toString('base64url')}\n`);
  return readIfThere(path) ?? ''; // of two processes at once one made it, both read it
}
