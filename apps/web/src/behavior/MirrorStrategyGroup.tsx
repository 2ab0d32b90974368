import {
  apiDefaultAt,
  mirrorStrategies,
  mirrorStrategyNames,
  type MirrorStrategy,
} from '@sync-builder/schema'
import { OptionalChoice } from './OptionalChoice.tsx'

/** Source: reference 5.3. */
const words: Readonly<Record<MirrorStrategy, string>> = {
  sync_updates_and_deletes:
    'Records whose row has left the source are deleted, or archived where the destination does that. The usual one.',
  sync_updates_and_nulls:
    'Nothing is deleted. The mapped fields of such records are emptied, their key stays.',
  upload_and_swap:
    'Each run, the first included, replaces the whole object or file with what the source holds then. For destinations that cannot be written in parts.',
}

/** What a mirror does with records whose row has left the source. */
export function MirrorStrategyGroup() {
  return (
    <OptionalChoice
      field="mirror_strategy"
      label="Mirror strategy"
      description="A mirror compares with what was sent before, not with what the destination holds. Only a replacement of everything touches records that no row ever named."
      unset={`Which one the API takes then is not documented. ${apiDefaultAt(['mirror_strategy'])?.note ?? ''}`}
      choices={mirrorStrategies.map((strategy) => ({
        value: strategy,
        label: mirrorStrategyNames[strategy],
        code: strategy,
        text: words[strategy],
      }))}
    />
  )
}
