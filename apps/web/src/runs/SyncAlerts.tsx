import { Text, Title } from '@mantine/core'
import { alertTexts, isJsonObject, type JsonObject, type Sync } from '@sync-builder/schema'
import { useMemo } from 'react'
import classes from './syncActivity.module.css'

/** Who is told of what about a sync, in sentences. */
export function SyncAlerts({ sync }: { sync: Sync }) {
  const { intro, texts } = useMemo(
    () => alertTexts(isJsonObject(sync) ? (sync satisfies JsonObject) : {}),
    [sync],
  )
  return (
    <section aria-label="Alerts" className={classes.part}>
      <Title order={2} size="h5">
        Alerts
      </Title>
      {intro && <Text size="sm">{intro}</Text>}
      <ul className={classes.alerts}>
        {/* Two that say the same are told once. */}
        {[...new Set(texts)].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        The API does not tell whether one is open now.
      </Text>
    </section>
  )
}
