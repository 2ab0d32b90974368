import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { contentHash, isStamped } from './contentHash.ts'
import { root } from './repository.ts'
import { run } from './run.ts'

const stampOf = {
  start: resolve(root, 'node_modules/.installed-start'),
  everything: resolve(root, 'node_modules/.installed-everything'),
}

/** What a start needs: the three apps, without what only their tests and checks use. */
const startOnly = ['--prod', '--filter', 'web...', '--filter', 'proxy...', '--filter', 'sandbox...']

const env = {
  // pnpm asks before it replaces a node_modules folder, unless CI is set: nobody is there to answer.
  CI: 'true',
  // Small name servers drop part of a burst of look-ups, and the C library then waits 5 seconds
  // before it asks again: with 50 connections at once an install took 70 seconds instead of 15.
  RES_OPTIONS: process.env.RES_OPTIONS ?? 'timeout:1 attempts:8',
}

/**
 * Installs exactly what the lockfile says, for a start or for all work. Does nothing, and so works
 * offline, when a stamp tells that this lockfile is installed.
 */
export async function install(needed: keyof typeof stampOf, signal?: AbortSignal): Promise<void> {
  const wanted = contentHash([
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    '{apps,packages}/*/package.json',
    '{e2e,bench}/package.json',
  ])
  // A start must not take the tools away from someone who works on the code.
  const hasTools = existsSync(resolve(root, 'node_modules/typescript'))
  const what = hasTools ? 'everything' : needed
  if (isStamped(stampOf.everything, wanted)) return
  if (what === 'start' && isStamped(stampOf.start, wanted)) return

  // A half-done install must not look like a done one.
  for (const stamp of Object.values(stampOf)) rmSync(stamp, { force: true })
  const parts = what === 'start' ? startOnly : []
  const options = ['--frozen-lockfile', '--network-concurrency', '8', ...parts]
  if ((await run('pnpm', ['install', ...options], { env, signal })) !== 0) {
    throw new Error('The packages could not be installed: see the lines above.')
  }
  writeFileSync(stampOf[what], wanted)
}
