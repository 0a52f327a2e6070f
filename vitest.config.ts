import { defineConfig } from 'vitest/config';
import { fromRoot } from './core/root.ts';

export default defineConfig({
  resolve: {
    // Vite would take graphql's ES modules and Node its CommonJS ones: two copies, whose types do not know each other.
    alias: [{ find: /^graphql$/, replacement: fromRoot('node_modules/graphql/index.js') }],
  },
  test: {
    include: ['admin/**/*.test.ts', 'core/**/*.test.ts', 'plugins/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', 'prisma/plugins/**'],
    globalSetup: ['core/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 30_000,
    coverage: { include: ['core/**/*.ts', 'plugins/**/*.ts'], exclude: ['**/*.test.ts', 'core/testing/**'] },
  },
});
