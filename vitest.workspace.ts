import { defineConfig } from 'vitest/config'
import { findChromium, HOW_TO_GET_ONE } from './apps/web/e2e/chromium.ts'

// Vitest 4 reads a file of this name only when told to: `vitest --config vitest.workspace.ts`.
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['packages/*/src/**/*.test.ts?(x)', 'packages/nest/test/**/*.test.ts', 'apps/{cli,web}/src/**/*.test.ts?(x)'] },
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
      ...(browserIsThere('clerk')
        ? [
            {
              extends: true as const,
              test: { name: 'browser-clerk', include: ['packages/clerk-local/e2e/**/*.e2e.ts'], maxWorkers: 2, sequence: { groupOrder: 1 }, hookTimeout: 60_000, testTimeout: 60_000, expect: { poll: { timeout: 15_000 } } },
            },
          ]
        : []),
      ...(['development', 'production'] as const).filter(browserIsThere).map((mode, order) => ({
        extends: true as const,
        // One stack and one browser at a time: a project's files run one after the other, and after everything else.
        test: {
          name: `browser-${mode}`,
          include: ['apps/web/e2e/**/*.e2e.ts'],
          // What takes minutes of the browser's clock is told of the build that is deployed.
          exclude: mode === 'development' ? ['**/*.production.e2e.ts'] : [],
          globalSetup: 'apps/web/e2e/global-setup.ts',
          maxWorkers: 1,
          sequence: { groupOrder: order + 2 },
          hookTimeout: 240_000,
          testTimeout: 90_000,
          expect: { poll: { timeout: 20_000 } },
        },
      })),
    ],
  },
})

/** Where there is no browser, its tests are left out loudly; in CI they stay, and fail. */
function browserIsThere(mode: string): boolean {
  if (findChromium() || process.env['CI']) return true
  console.warn(`\nLEFT OUT: the browser tests (${mode}). ${HOW_TO_GET_ONE}\n`)
  return false
}
