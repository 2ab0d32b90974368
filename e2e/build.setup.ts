import { buildWeb } from '../scripts/build.ts'

/** The stories run against the built web app: it is built first where it is out of date. */
export default async function buildFirst(): Promise<void> {
  await buildWeb()
}
