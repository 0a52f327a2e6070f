import type { Commodity } from '../kernel/plugin.ts';
import type { Builder } from './builder.ts';
import { connectionTypes } from './connection.ts';
import { enums } from './enums.ts';
import { filterTypes } from './filters.ts';

/** Types that every noun may use. */
export const sharedTypes = (builder: Builder, commodities: readonly Commodity[]) => ({
  builder,
  enums: enums(builder, commodities),
  connections: connectionTypes(builder),
  filters: filterTypes(builder),
});

export type Shared = ReturnType<typeof sharedTypes>;
