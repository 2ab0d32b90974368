import {
  apiDefaultAt,
  lossSentence,
  mirrorStrategies,
  mirrorStrategyNames,
  type MirrorStrategy,
} from '@sync-builder/schema'
import { OptionalChoice } from './OptionalChoice.tsx'

/** What else one should know of a strategy than what its runs do. Source: reference 5.3. */
const remarks: Readonly<Record<MirrorStrategy, string>> = {
  sync_updates_and_deletes: ' Some destinations archive them instead. The usual one.',
  sync_updates_and_nulls: '',
  upload_and_swap: ' For destinations and files that cannot be written in parts.',
}

/** What a mirror does with records whose row has left the source. */
export function MirrorStrategyGroup() {
  return (
    <OptionalChoice
      field="mirror_strategy"
      label="Mirror strategy"
      description="A mirror compares with what was sent before, not with what the destination holds."
      unset={`Which one the API takes then is not documented. ${apiDefaultAt(['mirror_strategy'])?.note ?? ''}`}
      choices={mirrorStrategies.map((strategy) => ({
        value: strategy,
        label: mirrorStrategyNames[strategy],
        code: strategy,
        text: `${lossSentence({ operation: 'mirror', mirror_strategy: strategy })}${remarks[strategy]}`,
      }))}
    />
  )
}
