import type { KnipConfig } from 'knip'

export default {
  // What an exported signature names is exported with it, whether or not somebody imports it yet.
  ignoreExportsUsedInFile: true,
  ignoreBinaries: ['apt-get'],
  workspaces: {
    '.': { entry: ['scripts/*.ts'] },
    'packages/schema': { entry: ['src/**/*.test.ts'], project: ['{src,test}/**/*.ts'] },
    'apps/sandbox': {
      entry: ['{src,test}/**/*.test.ts'],
      project: ['{src,test}/**/*.ts'],
    },
    'apps/proxy': {
      entry: ['{src,test}/**/*.test.ts'],
      project: ['{src,test}/**/*.ts'],
    },
    'apps/web': { project: ['src/**/*.{ts,tsx}', '*.ts'] },
    e2e: { entry: ['*.spec.ts', '*.setup.ts', 'playwright.config.ts'], project: ['*.ts'] },
    // The group files are loaded by name (scripts/bench.ts).
    bench: { entry: ['*.ts'], project: ['*.ts'] },
  },
} satisfies KnipConfig
