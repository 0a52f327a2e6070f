import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { PERMISSIONS } from '../access/permissions.ts';
import { systemViewer, type Viewer } from '../access/viewer.ts';
import { assemble, buildApp } from '../app.ts';
import { createBrand } from '../brands/brand.service.ts';
import type { Owners } from '../graphql/plugin-builder.ts';
import { buildSchema } from '../graphql/schema.ts';
import { createGraphQLServer } from '../graphql/server.ts';
import { sequenceChanges } from '../kernel/changes.sql.ts';
import { type Ctx, inTransaction, type Log } from '../kernel/context.ts';
import { takeJobs } from '../kernel/job.sql.ts';
import { runJob } from '../kernel/job-runner.ts';
import { contextFor } from '../kernel/kernel.ts';
import { relayEvents } from '../kernel/outbox.ts';
import type { Plugin } from '../kernel/plugin.ts';
import { configurePlugin, switchPlugin } from '../kernel/switching.ts';
import { testClock } from './clock.ts';
import { createTestDatabase } from './database.ts';

export type BrandName = 'a' | 'b';

export interface GraphQLAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that the test's own query asks for
  readonly data: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

export interface TestAppOptions {
  /** The product's own log, for a test that looks at it; silent otherwise. */
  readonly log?: Log;
  readonly isProduction?: boolean;
  /** true unless said otherwise. */
  readonly isDemo?: boolean;
  /** Where built surfaces lie; the API alone unless said otherwise. */
  readonly surfaces?: string;
}

/**
 * The product on a database of its own, with two brands of one tenant (a.localhost, b.localhost), reached in process.
 * `root` is the unscoped client, for looking behind the scenes. Everything waits until `deliver()` or `work()` is called.
 */
export async function createTestApp(plugins: readonly Plugin[] = [], options: TestAppOptions = {}) {
  const { connectionString, drop } = await createTestDatabase();
  const clock = testClock();
  const redisUrl = process.env.REDIS_URL ?? null;
  const config = {
    redisUrl,
    secretKeys: ['test'.repeat(8)],
    isDemo: options.isDemo ?? true,
    isProduction: options.isProduction ?? false,
    trustProxy: false,
    metricsToken: null,
    publicUrl: 'http://localhost:4000',
  };
  const log = options.log ?? pino({ level: 'silent' });
  const { surfaces } = options;
  const app = await buildApp({
    config,
    parts: assemble(plugins),
    connectionString,
    log,
    clock,
    ...(surfaces !== undefined && { surfaces }),
  });
  const { kernel } = app;
  const { root } = kernel;

  const tenant = await root.tenant.create({ data: { name: 'Test tenant' } });
  const facts = { tenantId: tenant.id, country: 'AT', language: 'en', currency: 'EUR', timeZone: 'Europe/Vienna', theme: {} };
  const brands: Record<BrandName, string> = await root.$transaction(
    async (tx) => ({
      a: await createBrand(tx, { ...facts, code: 'a', name: 'Brand A', hosts: ['a.localhost'] }, clock.now()),
      b: await createBrand(tx, { ...facts, code: 'b', name: 'Brand B', hosts: ['b.localhost'] }, clock.now()),
    }),
    { timeout: 30_000 },
  );

  const everything = new Set([...Object.keys(PERMISSIONS), ...plugins.flatMap(({ permissions = {} }) => Object.keys(permissions))]);
  /** A context of somebody who may do everything in a brand, unless `viewer` says less. */
  const as = async (brand: BrandName = 'a', viewer: Partial<Viewer> = {}): Promise<Ctx> => {
    kernel.brands.forget();
    return contextFor(kernel, {
      ...systemViewer({ id: brands[brand], tenantId: tenant.id, language: 'en' }),
      kind: 'user',
      id: 'tester',
      name: 'tester',
      permissions: everything,
      ...viewer,
    });
  };

  const { schema, owners } = buildSchema(kernel.registry);
  const graphql = createGraphQLServer({ schema, kernel, isProduction: config.isProduction, isEager: true });
  /** An operation as somebody, through parsing, limits, gate and error mapping, without HTTP. */
  const gql = async (query: string, variables: object = {}, ctx?: Ctx): Promise<GraphQLAnswer> => {
    const viewer = ctx ?? (await as());
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
    };
    const context = {
      ctx: { ...viewer, kernel, requestId: randomUUID(), fieldOwners: owners as Owners },
      viewer: viewer.viewer,
      requestId: randomUUID(),
      language: viewer.viewer.language,
    };
    const quick = await graphql.quick(request.body, context);
    if (quick !== null) return JSON.parse(quick) as GraphQLAnswer;
    const response = await graphql.fetch('http://a.localhost/graphql', request, context);
    return (await response.json()) as GraphQLAnswer;
  };

  /** Delivers what the outbox holds and numbers the changes, as a worker does. */
  const deliver = async (): Promise<void> => {
    while ((await relayEvents(kernel)) > 0);
    while ((await root.$transaction((tx) => sequenceChanges(tx))).length > 0);
  };
  /** Delivers events and runs jobs until nothing is left that can be done now. */
  const work = async (): Promise<void> => {
    for (;;) {
      await deliver();
      const jobs = await root.$transaction((tx) => takeJobs(tx, 50));
      if (jobs.length === 0) return;
      for (const job of jobs) await runJob(kernel, job);
    }
  };

  return {
    ...app,
    root,
    clock,
    brands,
    tenant,
    /** Null unless this is the lane of the second queue backend. */
    redisUrl,
    connectionString,
    owners,
    as,
    gql,
    deliver,
    work,
    /** Flips a plugin as a tenant admin does. */
    switch: async (
      pluginId: string,
      enabled: boolean,
      { parked = 'resume', brand = 'a' }: { parked?: 'resume' | 'drop'; brand?: BrandName } = {},
    ) => {
      await inTransaction(await as(brand), (tx) => switchPlugin(tx, kernel.registry, { pluginId, enabled, parked }));
      kernel.brands.forget();
    },
    configure: async (pluginId: string, settings: Readonly<Record<string, unknown>>, brand: BrandName = 'a') => {
      await inTransaction(await as(brand), (tx) => configurePlugin(tx, kernel.registry, { pluginId, settings }));
      kernel.brands.forget();
    },
    close: async () => {
      await app.close();
      await drop();
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>;
