import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

const disabledFeatures = [
  // Each new window would draw the lists below its address bar in a process of its own: half a
  // second of processor time for each test, for a bar that nobody sees.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // What Playwright disables (its chromiumSwitches.ts): Chromium heeds only the last such switch.
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

/** Chromium's switches for tests: it calls nobody, and starts as root and without a GPU. */
export const browserFlags = [
  `--disable-features=${disabledFeatures.join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The Chromium that tests and benchmarks run: `CHROME_PATH`, else Playwright's own, else one on
 * the PATH, else, for root on Debian, the one that apt installs. Throws what to do otherwise.
 */
export function browserPath(): string {
  return findBrowser() ?? installBrowser()
}

function findBrowser(): string | undefined {
  const { CHROME_PATH, PATH = '' } = process.env
  if (CHROME_PATH) {
    if (existsSync(CHROME_PATH)) return CHROME_PATH
    throw new Error(`CHROME_PATH names no file: ${CHROME_PATH}`)
  }
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [chromium.executablePath(), ...onPath].find((path) => existsSync(path))
}

function installBrowser(): string {
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    runApt('update', '--quiet')
    runApt('install', '--quiet', '--yes', '--no-install-recommends', 'chromium')
    const installed = findBrowser()
    if (installed) return installed
  }
  throw new Error(
    'No Chromium was found. Install it, run `pnpm exec playwright install chromium`, ' +
      'or set CHROME_PATH to a Chrome or Chromium.',
  )
}

function runApt(...args: string[]): void {
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
