import { Anchor, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useBuilder } from '../draft/builder.ts'
import type { FragileGroup } from './previewWords.ts'
import classes from './record.module.css'

/** So many rows of a group are shown before more are asked for. */
const shownAtOnce = 10

const effects = {
  fails: { word: 'Fails', Icon: IconCircleX, color: 'var(--mantine-color-error)' },
  risk: { word: 'Risk', Icon: IconAlertTriangle, color: 'var(--sb-warning)' },
  changes: { word: 'Changes', Icon: IconInfoCircle, color: 'var(--mantine-color-dimmed)' },
} as const

/** Rows that fail or change with values that are not met every day; each leads to its row. */
export function FragileRows({ groups }: { groups: readonly FragileGroup[] }) {
  if (groups.length === 0) {
    return (
      <Text size="sm" c="dimmed" py="xs">
        No row does anything odd with the samples.
      </Text>
    )
  }
  return (
    <div className={classes.scroller} tabIndex={0} role="group" aria-label="Fragile rows">
      {groups.map((group) => (
        <Group key={`${group.effect} ${group.text}`} group={group} />
      ))}
    </div>
  )
}

function Group({ group: { effect, text, rows } }: { group: FragileGroup }) {
  const { jumpTo } = useBuilder()
  const [count, setCount] = useState(shownAtOnce)
  const { word, Icon, color } = effects[effect]
  const more = rows.length - count
  return (
    <section className={classes.group}>
      <h3 className={classes.effect}>
        <Icon size={16} color={color} aria-hidden />
        <span>
          {word}: {text}
        </span>
      </h3>
      <ul className={classes.fragile}>
        {rows.slice(0, count).map(({ row, to, kinds }) => (
          <li key={row}>
            <UnstyledButton
              className={classes.fragileRow}
              onClick={() => jumpTo(['mappings', row])}
            >
              <span className={classes.fragileField} title={to}>
                Row {row + 1}: {to || 'no field'}
              </span>
              <span className={classes.kinds}>{kinds}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Anchor component="button" type="button" size="xs" onClick={() => setCount(count + 100)}>
          Show {Math.min(more, 100)} more of {rows.length}
        </Anchor>
      )}
    </section>
  )
}
