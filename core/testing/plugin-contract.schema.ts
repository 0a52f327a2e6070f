import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Column {
  readonly name: string;
  /** Name in the database. */
  readonly column: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly isList: boolean;
  /** What stands behind the type. */
  readonly attributes: string;
}

/** A model of a Prisma schema, as far as the rules for plugins look at it. */
export interface Table {
  readonly model: string;
  /** Name in the database; null where the model does not say it. */
  readonly table: string | null;
  readonly columns: readonly Column[];
}

export interface PluginSchema {
  readonly tables: readonly Table[];
  readonly enums: readonly string[];
}

/** The tables and enums of a plugin; none where it has no schema.prisma. */
export function readPluginSchema(folder: string): PluginSchema {
  const path = join(folder, 'schema.prisma');
  const text = existsSync(path) ? readFileSync(path, 'utf8').replaceAll(/^\s*\/\/.*$/gm, '') : '';
  return {
    tables: [...text.matchAll(/^model\s+(\w+)\s*\{([\s\S]*?)^\}/gm)].map(([, model = '', body = '']) => readTable(model, body)),
    enums: [...text.matchAll(/^enum\s+(\w+)\s*\{/gm)].map(([, name = '']) => name),
  };
}

function readTable(model: string, body: string): Table {
  const lines = body.split('\n').map((line) => line.trim());
  return {
    model,
    table: /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? null,
    columns: lines.flatMap((line) => {
      const [, name, type = '', list, optional, attributes = ''] = /^(\w+)\s+(\w+)(\[\])?(\?)?(.*)$/.exec(line) ?? [];
      if (!name) return [];
      return [
        {
          name,
          column: /@map\("([^"]+)"\)/.exec(attributes)?.[1] ?? name,
          type,
          isOptional: optional !== undefined,
          isList: list !== undefined,
          attributes,
        },
      ];
    }),
  };
}
