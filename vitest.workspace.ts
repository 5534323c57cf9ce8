import { defineConfig } from 'vitest/config'

// Vitest 4 reads a file of this name only when told to: `vitest --config vitest.workspace.ts`.
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['packages/*/src/**/*.test.ts?(x)', 'apps/{cli,web}/src/**/*.test.ts?(x)'] },
      },
      {
        extends: true,
        // A database and a key pair are made in the hooks.
        test: { name: 'api', include: ['apps/api/**/*.test.ts'], hookTimeout: 60_000, testTimeout: 20_000 },
      },
      {
        extends: true,
        test: { name: 'types', include: ['packages/*/test/**/*.types.test.ts', 'apps/*/test/**/*.types.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        // One stack, one browser: its files run one after the other.
        test: {
          name: 'browser',
          include: ['apps/web/e2e/**/*.e2e.ts'],
          fileParallelism: false,
          hookTimeout: 240_000,
          testTimeout: 90_000,
        },
      },
    ],
  },
})
