import { defineConfig } from 'playwright/test'
import { browserFlags, browserPath } from '../scripts/browser.ts'

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  globalSetup: './build.setup.ts',
  // Each worker has a sandbox and a proxy of its own (fixtures.ts); more would share two cores.
  workers: 2,
  fullyParallel: true,
  // A story that passes at the second try hides a fault.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // The snapshots of the DOM tell what was seen; a film on top takes a third of the time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
    launchOptions: { executablePath: browserPath(), args: browserFlags },
  },
})
