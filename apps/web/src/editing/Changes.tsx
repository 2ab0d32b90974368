import { Text, Title, UnstyledButton } from '@mantine/core'
import { syncDifference, type JsonObject, type Path } from '@sync-builder/schema'
import { useMemo } from 'react'
import { useBuilder } from '../draft/builder.ts'
import { VirtualList } from '../ui/VirtualList.tsx'
import classes from './changes.module.css'
import { keyLine, rowLine, type DifferenceLine } from './differenceWords.ts'

const estimatedHeight = 52

/** What differs from the stored sync, by key and by row of the mapping, as it is edited. */
export default function Changes({ base }: { base: JsonObject }) {
  const { payload, jumpTo } = useBuilder()
  const lines = useMemo(() => {
    const { keys, rows } = syncDifference(base, payload)
    return [...keys.map(keyLine), ...rows.map(rowLine)]
  }, [base, payload])
  const keepsAlerts = base.alert_attributes !== undefined && payload.alert_attributes == null
  return (
    <section aria-label="Changes" className={classes.changes}>
      <div className={classes.head}>
        <Title order={2} size="sm">
          Changes
        </Title>
        <Text size="xs" c="dimmed" role="status">
          {lines.length === 0
            ? 'None: the same as stored'
            : `${lines.length} ${lines.length === 1 ? 'place differs' : 'places differ'} from what is stored`}
        </Text>
      </div>
      {keepsAlerts && (
        <Text size="xs" px="sm" pb={4}>
          Alerts are left out: the API keeps those that the sync has.
        </Text>
      )}
      {lines.length > 0 && (
        <>
          <VirtualList
            label="Differences"
            items={lines}
            estimatedHeight={estimatedHeight}
            className={classes.scroller}
            itemClassName={classes.line}
          >
            {(line) => <Line line={line} onJump={jumpTo} />}
          </VirtualList>
          <Text size="xs" c="dimmed" className={classes.note}>
            Only these keys are sent, each whole. The sync is read again right before: what somebody
            else changes in the moment after that reading, in the same keys, is overwritten.
          </Text>
        </>
      )}
    </section>
  )
}

/** So many places within a key are shown; what is more is counted. */
const mostParts = 6

function Line({ line, onJump }: { line: DifferenceLine; onJump: (path: Path) => void }) {
  const { name, key, what, parts, path } = line
  return (
    <>
      <div className={classes.name}>
        {path ? (
          <UnstyledButton className={classes.jump} title={name} onClick={() => onJump(path)}>
            {name}
          </UnstyledButton>
        ) : (
          <span className={classes.cut} title={name}>
            {name}
          </span>
        )}
        {key !== undefined && key !== name && <code className={classes.key}>{key}</code>}
        <span className={classes.what}>{what}</span>
      </div>
      {parts.slice(0, mostParts).map(({ id, place, before, after }) => (
        <div key={id} className={classes.part}>
          {place !== '' && <code className={classes.key}>{place}</code>}
          <del title={before}>{before}</del>
          <span aria-hidden>→</span>
          <ins title={after}>{after}</ins>
        </div>
      ))}
      {parts.length > mostParts && (
        <div className={classes.part}>and {parts.length - mostParts} more places</div>
      )}
    </>
  )
}
