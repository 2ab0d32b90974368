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
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { keyName, rowWords, valueWords } from './differenceWords.ts'
import classes from './mergeChoice.module.css'

type Value = JsonValue | undefined

const rowHeight = 76
const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

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
          Read again at {timeOfDay.format(readAt)}, it is not as it was when your changes began.
          Nothing was saved. Choose whose change counts, place by place; then check the result and
          save it.
        </Text>
        <Group gap="xs" role="group" aria-label="All places">
          <Button size="compact-sm" variant="default" onClick={() => chooseAll('mine')}>
            All mine
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => chooseAll('theirs')}>
            All theirs
          </Button>
        </Group>
        <Items
          items={items}
          chosen={chosen}
          onChoose={(id, side) => setChosen(new Map([...chosen, [id, side]]))}
        />
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

interface ItemsProps {
  items: readonly MergeItem[]
  chosen: ReadonlyMap<string, Side>
  onChoose: (id: string, side: Side) => void
}

function Items({ items, chosen, onChoose }: ItemsProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 6,
    getItemKey: (index) => items[index]?.id ?? index,
  })
  return (
    // A region that scrolls must be reachable by keyboard.
    <div
      ref={setScroller}
      className={classes.scroller}
      tabIndex={0}
      role="group"
      aria-label="Changes of both"
    >
      <div role="list" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            role="listitem"
            aria-setsize={items.length}
            aria-posinset={index + 1}
            className={classes.item}
            style={{ transform: `translateY(${start}px)` }}
          >
            <Item item={items[index]!} chosen={chosen} onChoose={onChoose} />
          </div>
        ))}
      </div>
    </div>
  )
}

function Item({
  item,
  chosen,
  onChoose,
}: { item: MergeItem } & Pick<ItemsProps, 'chosen' | 'onChoose'>) {
  const { id, kind, name, by, base, mine, theirs } = item
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
            value={sideOf(item, chosen) ?? ''}
            onChange={(side) => onChoose(id, side === 'theirs' ? 'theirs' : 'mine')}
            data={[
              { value: 'mine', label: 'Mine' },
              { value: 'theirs', label: 'Theirs' },
            ]}
          />
        )}
      </div>
      <dl className={classes.values}>
        {values.map(([side, value]) => (
          <div key={side} className={classes.value}>
            <dt>{side}</dt>
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
      .map(({ path }) => [path.join('.'), path]),
  )
  if (places.size === 0 || places.has('')) return valueWords
  return (value) =>
    [...places]
      .map(([place, path]) => `${place}: ${valueWords(valueAt(meaningOf(name, value), path))}`)
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
