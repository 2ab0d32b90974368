import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import {
  differencesOf,
  meaningOf,
  mergeItems,
  valueAt,
  type JsonObject,
  type JsonValue,
  type MergeItem,
  type Side,
} from '@sync-builder/schema'
import { useEffect, useMemo, useRef, useState } from 'react'
import { keyName } from '../draft/keyNames.ts'
import { pastWords } from '../ui/moments.ts'
import { VirtualList } from '../ui/VirtualList.tsx'
import { rowWords, valueWords } from './differenceWords.ts'
import classes from './mergeChoice.module.css'

type Value = JsonValue | undefined

const estimatedHeight = 76

interface MergeChoiceProps {
  /** All three in a request's form: what both began with, and what each made of it. */
  base: JsonObject
  mine: JsonObject
  theirs: JsonObject
  /** Milliseconds since the epoch at which theirs was read. */
  readAt: number
  onDecide: (choices: ReadonlyMap<string, Side>) => void
}

/** What both sides changed, by key and by row of the mapping, and whose change counts. */
export default function MergeChoice({ base, mine, theirs, readAt, onDecide }: MergeChoiceProps) {
  const items = useMemo(() => mergeItems(base, mine, theirs), [base, mine, theirs])
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map())
  const open = items.filter((item) => sideOf(item, chosen) === undefined).length
  const panel = useRef<HTMLDivElement>(null)
  // It comes above whatever step is scrolled to, after a press of a button far below.
  useEffect(() => panel.current?.focus(), [])
  const chooseAll = (side: Side) => setChosen(new Map(items.map(({ id }) => [id, side])))
  return (
    <Alert ref={panel} tabIndex={-1} color="yellow" title="The sync was changed meanwhile">
      <Stack gap="xs">
        <Text size="sm">
          Read again at {pastWords(readAt)}, it is not as it was when your changes began. Nothing
          was saved. Choose whose change counts, place by place; then check the result and save it.
        </Text>
        <Group gap="xs" role="group" aria-label="All places">
          <Button size="compact-sm" variant="default" onClick={() => chooseAll('mine')}>
            All mine
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => chooseAll('theirs')}>
            All theirs
          </Button>
        </Group>
        <VirtualList
          label="Changes of both"
          items={items}
          estimatedHeight={estimatedHeight}
          className={classes.scroller}
          itemClassName={classes.item}
        >
          {(item) => (
            <Item
              item={item}
              side={sideOf(item, chosen)}
              onChoose={(side) => setChosen(new Map([...chosen, [item.id, side]]))}
            />
          )}
        </VirtualList>
        <Group gap="sm">
          <Button
            size="xs"
            aria-disabled={open > 0}
            data-disabled={open > 0 || undefined}
            onClick={open > 0 ? undefined : () => onDecide(chosen)}
          >
            Go on with this
          </Button>
          <Text size="sm" role="status">
            {open === 0
              ? 'Every place is decided.'
              : `${open} ${open === 1 ? 'place was' : 'places were'} changed by both: choose one.`}
          </Text>
        </Group>
      </Stack>
    </Alert>
  )
}

/** Whose change counts; undefined where both changed the same, and nobody has chosen yet. */
function sideOf({ id, by }: MergeItem, chosen: ReadonlyMap<string, Side>): Side | undefined {
  return chosen.get(id) ?? (by === 'both' ? undefined : by === 'theirs' ? 'theirs' : 'mine')
}

const byWords: Record<MergeItem['by'], string> = {
  mine: 'changed by you',
  theirs: 'changed by others',
  both: 'changed by both',
  'both alike': 'changed alike by both',
}

interface ItemProps {
  item: MergeItem
  /** Whose change counts, if that is decided. */
  side: Side | undefined
  onChoose: (side: Side) => void
}

function Item({ item, side, onChoose }: ItemProps) {
  const { kind, name, by, base, mine, theirs } = item
  const title = kind === 'row' ? `Row for ${name}` : (keyName(name) ?? name)
  const words = kind === 'row' ? rowOf : keyWords(item)
  const values: [string, string][] = [
    ['Before', words(base)],
    ['Mine', words(mine)],
    ['Theirs', words(theirs)],
  ]
  return (
    <>
      <div className={classes.head}>
        <span className={classes.name} title={title}>
          {title}
        </span>
        <span className={classes.by}>{byWords[by]}</span>
        {by !== 'both alike' && (
          <SegmentedControl
            size="xs"
            aria-label={`Whose change counts: ${title}`}
            // No value until one is chosen.
            value={side ?? ''}
            onChange={(chosen) => onChoose(chosen === 'theirs' ? 'theirs' : 'mine')}
            data={[
              { value: 'mine', label: 'Mine' },
              { value: 'theirs', label: 'Theirs' },
            ]}
          />
        )}
      </div>
      <dl className={classes.values}>
        {values.map(([whose, value]) => (
          <div key={whose} className={classes.value}>
            <dt>{whose}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** Of a nested value, only the places in which the three differ. */
function keyWords({ name, base, mine, theirs }: MergeItem): (value: Value) => string {
  const before = meaningOf(name, base)
  const places = new Map(
    [mine, theirs]
      .flatMap((value) => differencesOf(before, meaningOf(name, value)))
      // Joined, two places would be one where keys contain dots.
      .map(({ path }) => [JSON.stringify(path), path]),
  )
  const paths = [...places.values()]
  if (paths.length === 0 || paths.some(({ length }) => length === 0)) return valueWords
  return (value) =>
    paths
      .map((path) => `${path.join('.')}: ${valueWords(valueAt(meaningOf(name, value), path))}`)
      .join(', ')
}

/** A row by what fills it, and by what else it says. */
function rowOf(mapping: Value): string {
  if (mapping === undefined) return 'no such row'
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping))
    return valueWords(mapping)
  const { from: _from, to: _to, ...settings } = mapping
  const more = Object.keys(settings).length > 0 ? ` ${JSON.stringify(settings)}` : ''
  return rowWords(mapping) + more
}
