import { Button, Group, Modal, SegmentedControl, Switch, Text, Textarea } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { SyncContext } from '@sync-builder/schema'
import { useDeferredValue, useMemo, useState } from 'react'
import { useBuilder } from '../../draft/builder.ts'
import { takeLongPaste } from './longPaste.ts'
import { knownNames } from './knownNames.ts'
import { PairList } from './PairList.tsx'
import {
  applyPairs,
  countStates,
  nameKey,
  pairStates,
  pairsToApply,
  planPairs,
  type PairState,
  type PlannedPair,
  type Side,
} from './pairPlan.ts'
import { readPairs, type LeftSide, type PairChoices } from './pairs.ts'
import classes from './paste.module.css'
import { buttonWords, doneWords, stateLabels } from './pairWords.ts'

const sides: { value: LeftSide; label: string }[] = [
  { value: 'columns', label: 'Column, field' },
  { value: 'fields', label: 'Field, column' },
]

/** Reads pairs of columns and fields, and shows what they would change before anything changes. */
export default function PastePairs(props: {
  /** What was pasted already. */
  text: string
  /** What was applied, in a sentence. */
  onDone: (words: string) => void
  onClose: () => void
}) {
  const { onDone, onClose } = props
  const { draft, known, store } = useBuilder()
  const [text, setText] = useState(props.text)
  const [choices, setChoices] = useState<PairChoices>({})
  const [suggestions, setSuggestions] = useState<ReadonlyMap<string, string>>(new Map())
  const [lines, setLines] = useState<ReadonlyMap<string, number>>(new Map())
  const [leftOut, setLeftOut] = useState<ReadonlySet<PairState>>(new Set())
  const [said, setSaid] = useState('')
  const isNarrow = useMediaQuery('(max-width: 768px)')

  const ends = useEnds(known)
  const settledText = useDeferredValue(text)
  const read = useMemo(() => readPairs(settledText, ends, choices), [settledText, ends, choices])
  const ground = useMemo(
    () => ({
      ...ends,
      rows: draft.rows,
      allowsNewFields: known.object?.allow_custom_fields === true,
      isFileSystem: known.destination?.isFileSystem ?? false,
    }),
    [ends, draft.rows, known],
  )
  const plan = useMemo(
    () => planPairs(read.pairs, ground, { suggestions, lines }),
    [read, ground, suggestions, lines],
  )
  const order = useMemo(() => orderOf(planPairs(read.pairs, ground, none)), [read, ground])
  const counts = useMemo(() => countStates(plan), [plan])
  const toApply = useMemo(() => pairsToApply(plan, leftOut), [plan, leftOut])
  const offered = useMemo(() => offersOf(plan), [plan])

  const isRead = plan.length > 0
  const take = (offers: ReadonlyMap<string, string>, words: string) => {
    setSuggestions(new Map([...suggestions, ...offers]))
    setSaid(words)
  }
  const apply = () => {
    store.change((current) => applyPairs(current, toApply))
    onDone(`From the paste: ${doneWords(toApply)}.`)
    onClose()
  }
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={960}
      fullScreen={isNarrow ?? false}
      transitionProps={{ duration: 0 }}
      classNames={{ content: classes.dialog! }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>Paste columns and fields</Modal.Title>
          <Modal.CloseButton aria-label="Close the paste" />
        </div>
        <Modal.Body className={classes.content}>
          <Textarea
            data-autofocus={props.text === '' || undefined}
            data-own-undo
            label="Two columns of a spreadsheet"
            description="A column and its field in each line; a third cell may say yes for the key. Nothing changes before you apply it."
            placeholder={'EMAIL\temail\nFIRST_NAME\tfirst_name'}
            rows={isRead ? 3 : 8}
            spellCheck={false}
            classNames={{ input: classes.text! }}
            value={text}
            onPaste={(event) => takeLongPaste(event, setText)}
            onChange={(event) => {
              setText(event.currentTarget.value)
              if (event.currentTarget.value === '') setChoices({})
            }}
          />
          {read.problems.map((problem) => (
            <Text key={problem} size="sm" c="var(--sb-warning)">
              {problem}
            </Text>
          ))}
          {isRead && (
            <>
              <Group gap="md" className={classes.choices}>
                <SegmentedControl
                  size="xs"
                  aria-label="Order of the two columns"
                  data={sides}
                  value={read.left}
                  onChange={(left) => setChoices({ ...choices, left })}
                />
                <Switch
                  size="sm"
                  label="First line is a header"
                  checked={read.hasHeader}
                  onChange={(event) =>
                    setChoices({ ...choices, hasHeader: event.currentTarget.checked })
                  }
                />
              </Group>
              <States counts={counts} leftOut={leftOut} onChange={setLeftOut} />
              <Notes plan={plan} offers={offered} onTakeAll={take} />
              <PairList
                plan={plan}
                order={order}
                leftOut={leftOut}
                onTake={(side, name) => {
                  const { pasted, suggestion = '' } = name
                  take(
                    new Map([[nameKey(side, pasted), suggestion]]),
                    `${pasted} is taken for ${suggestion}.`,
                  )
                }}
                onPick={(pair) => {
                  setLines(new Map([...lines, [pair.field.name, pair.line]]))
                  setSaid(`Line ${pair.line} fills ${pair.field.name}.`)
                }}
              />
            </>
          )}
        </Modal.Body>
        <div className={classes.foot}>
          <Text size="xs" role="status" className={classes.said}>
            {said}
          </Text>
          <Button size="sm" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button size="sm" disabled={toApply.length === 0} onClick={apply}>
            {buttonWords(toApply)}
          </Button>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}

const none = { suggestions: new Map<string, string>(), lines: new Map<string, number>() }

/** The names of both ends, indexed once. */
function useEnds({ columns, object }: SyncContext) {
  const fields = object?.fields
  const columnNames = useMemo(
    () => columns && knownNames(columns.map(({ name }) => ({ name }))),
    [columns],
  )
  const fieldNames = useMemo(
    () =>
      fields
        ? knownNames(
            fields.map(({ full_name: name, label }) =>
              label == null ? { name } : { name, label },
            ),
          )
        : undefined,
    [fields],
  )
  return useMemo(() => ({ columns: columnNames, fields: fieldNames }), [columnNames, fieldNames])
}

/** What needs a look comes first, and stays where it is while it is mended. */
function orderOf(plan: readonly PlannedPair[]): number[] {
  const rank = new Map(pairStates.map((state, index) => [state, index]))
  return plan
    .map(({ state }, index) => ({ index, rank: rank.get(state) ?? 0 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ index }) => index)
}

/** The suggestions that are not taken yet. */
function offersOf(plan: readonly PlannedPair[]): ReadonlyMap<string, string> {
  const offers = new Map<string, string>()
  for (const { column, field } of plan) {
    const named: [Side, typeof column][] = [
      ['column', column],
      ['field', field],
    ]
    for (const [side, { pasted, suggestion }] of named) {
      if (suggestion !== undefined) offers.set(nameKey(side, pasted), suggestion)
    }
  }
  return offers
}

/** How many pairs are in each state; those that can be applied can be left out. */
function States(props: {
  counts: ReadonlyMap<PairState, number>
  leftOut: ReadonlySet<PairState>
  onChange: (leftOut: ReadonlySet<PairState>) => void
}) {
  const { counts, leftOut, onChange } = props
  return (
    <div role="group" aria-label="Pairs to apply" className={classes.states}>
      {pairStates.map((state) => {
        const count = counts.get(state) ?? 0
        if (count === 0) return null
        const words = `${stateLabels[state]} ${count.toLocaleString('en')}`
        if (!isApplicable(state)) {
          return (
            <Text key={state} size="sm" c="dimmed" span>
              {words}
            </Text>
          )
        }
        return (
          <label key={state} className={classes.state}>
            <input
              type="checkbox"
              checked={!leftOut.has(state)}
              onChange={(event) => {
                const next = new Set(leftOut)
                if (event.currentTarget.checked) next.delete(state)
                else next.add(state)
                onChange(next)
              }}
            />
            {words}
          </label>
        )
      })}
    </div>
  )
}

function isApplicable(state: PairState): boolean {
  return state !== 'incomplete' && state !== 'duplicate' && state !== 'unchanged'
}

/** What holds for many pairs at once. */
function Notes(props: {
  plan: readonly PlannedPair[]
  offers: ReadonlyMap<string, string>
  onTakeAll: (offers: ReadonlyMap<string, string>, words: string) => void
}) {
  const { plan, offers, onTakeAll } = props
  const respelled = plan.filter(({ column, field }) =>
    [column, field].some(({ by }) => by === 'case' || by === 'label'),
  ).length
  const key = plan.find(({ becomesKey }) => becomesKey)
  const words = [
    respelled > 0 &&
      `${respelled.toLocaleString('en')} ${respelled === 1 ? 'pair is' : 'pairs are'} written in other case or by label: the API’s names are used.`,
    key && `The key becomes ${key.column.name} to ${key.field.name}.`,
    plan.some(({ isSecondKey }) => isSecondKey) &&
      'More than one line says that it is the key: the first one is.',
  ].filter((sentence) => typeof sentence === 'string')
  if (words.length === 0 && offers.size === 0) return null
  return (
    <Group gap="xs" className={classes.notes}>
      {words.length > 0 && <Text size="sm">{words.join(' ')}</Text>}
      {offers.size > 0 && (
        <Button
          size="compact-sm"
          variant="light"
          onClick={(event) => {
            // The button goes by what it does.
            const dialog = event.currentTarget.closest('[role=dialog]')
            dialog?.querySelector<HTMLElement>('[role=table]')?.focus()
            onTakeAll(
              offers,
              `${offers.size} ${offers.size === 1 ? 'suggestion' : 'suggestions'} used.`,
            )
          }}
        >
          Use {offers.size === 1 ? 'the suggestion' : `all ${offers.size} suggestions`}
        </Button>
      )}
    </Group>
  )
}
