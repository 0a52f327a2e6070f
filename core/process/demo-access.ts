import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PRIVATE, readIfThere } from './files.ts';

const SignIn = z.object({ brand: z.string(), email: z.string(), password: z.string(), role: z.string() }).readonly();
const DemoAccess = z.object({ notice: z.string(), signIns: z.array(SignIn).readonly(), apiKey: z.string() }).readonly();

/** How to get into the demo: made with the demo tenant, shown at every start. */
export type DemoAccess = z.infer<typeof DemoAccess>;

const demoFile = (dataDir: string): string => join(dataDir, 'demo.json');

/** Writes demo.json, readable by its owner only. */
export function keepDemoAccess(dataDir: string, access: DemoAccess & { address: string }): void {
  const path = demoFile(dataDir);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(access, null, 2)}\n`, { mode: PRIVATE });
  renameSync(draft, path);
}

/** What an earlier start has kept; null where there is nothing, or nothing of use. */
export function readDemoAccess(dataDir: string): DemoAccess | null {
  const text = readIfThere(demoFile(dataDir));
  const parsed = DemoAccess.safeParse(parseJson(text ?? ''));
  return parsed.success ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no or a torn file: there is no demo access to show
  }
}

/** The lines for the terminal. A brand is reached under its own host name, at the port of the installation. */
export function describeDemo(
  { notice, signIns, apiKey }: DemoAccess,
  { publicUrl, dataDir }: { publicUrl: string; dataDir: string },
): string {
  const { protocol, port } = new URL(publicUrl);
  const rows = signIns.map(({ brand, email, password, role }) => [`${protocol}//${brand}${port && `:${port}`}`, email, password, role]);
  return [notice, ...alignColumns(rows), `API key: ${apiKey}`, `Also in ${demoFile(dataDir)}`].join('\n');
}

const alignColumns = (rows: readonly (readonly string[])[]): string[] =>
  rows.map(
    (row) =>
      `  ${row
        .map((cell, column) => cell.padEnd(Math.max(...rows.map((other) => other[column]?.length ?? 0))))
        .join('  ')
        .trimEnd()}`,
  );
