import type { Column, DestinationField } from '@sync-builder/schema'
import { inSlices } from '../apps/web/src/draft/inSlices.ts'
import { defaultSynonyms } from '../apps/web/src/mapping/autoMap/defaultSynonyms.ts'
import { proposing } from '../apps/web/src/mapping/autoMap/proposals.ts'
import { indexSynonyms } from '../apps/web/src/mapping/autoMap/synonyms.ts'

/** How one run of auto-map went. */
export interface AutoMapRun {
  proposals: number
  wholeMs: number
  /** The longest time for which the page could do nothing else. */
  longestMs: number
}

declare global {
  interface Window {
    runAutoMap: (columns: readonly Column[], fields: DestinationField[]) => Promise<AutoMapRun>
  }
}

window.runAutoMap = async (columns, fields) => {
  const object = { full_name: 'object', fields }
  const synonyms = indexSynonyms(defaultSynonyms)
  const gaps = watchGaps()
  const from = performance.now()
  const steps = proposing({ columns, object, operation: 'upsert', rows: [], synonyms })
  const proposals = await inSlices(steps, new AbortController().signal)
  const wholeMs = performance.now() - from
  return { proposals: proposals.length, wholeMs, longestMs: gaps.stop() }
}

/** Asks for one task after the other, and finds the longest time that one had to wait. */
function watchGaps(): { stop: () => number } {
  const { port1, port2 } = new MessageChannel()
  let longest = 0
  let last = performance.now()
  const beat = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  port1.addEventListener('message', () => {
    beat()
    port2.postMessage(null)
  })
  port1.start()
  port2.postMessage(null)
  return {
    stop() {
      beat()
      port1.close()
      return longest
    },
  }
}
