import { defineConfig, devices } from '@playwright/test'
import { common } from './integration/playwright.config'

// Clerk's own configuration with a Chromium that is installed, one try and every failure shown.
export default defineConfig({
  ...common,
  testDir: './integration/tests',
  timeout: 240_000, // an app is installed and started in a hook
  retries: 0,
  maxFailures: 0,
  workers: 1,
  reporter: [['list']],
  projects: [
    { name: 'setup', testMatch: /global\.setup/, teardown: 'teardown' },
    { name: 'teardown', testMatch: /global\.teardown/ },
    {
      name: 'chrome',
      use: {
        ...devices['Desktop Chrome'],
        reducedMotion: 'reduce', // a locator may find a button twice while the old one fades out, which takes longest without a graphics card
        launchOptions: { executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] },
      },
      dependencies: ['setup'],
    },
  ],
})
