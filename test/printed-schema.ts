import { lexicographicSortSchema, printSchema } from 'graphql';
import { coreModule } from '../core/core.module.ts';
import { buildSchema } from '../core/graphql/schema.ts';
import { createRegistry } from '../core/kernel/registry.ts';
import { plugins } from '../plugins.config.ts';

/** The schema of all installed plugins, sorted by name: so that a change shows as a change and nothing else does. */
export const installedSchema = () => lexicographicSortSchema(buildSchema(createRegistry(coreModule, plugins)).schema);

/** What schema.graphql holds. */
export const printedSchema = (): string => `${printSchema(installedSchema())}\n`;
