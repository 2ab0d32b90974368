import { Button, Group, SegmentedControl, Text, Title, VisuallyHidden } from '@mantine/core'
import { possibleBehaviors, type DestinationRecord, type JsonObject } from '@sync-builder/schema'
import { useMemo, useState } from 'react'
import { clockText, momentNames, momentText, outcomeText } from './pictureWords.ts'
import {
  exampleFor,
  moments,
  runPictures,
  timeAxis,
  type Moment,
  type PictureRow,
} from './runPicture.ts'
import { TimeAxisPicture } from './TimeAxisPicture.tsx'
import classes from './runPicture.module.css'

/** What the button does that leads from each moment to the next. */
const nextSteps: Readonly<Record<Moment, string>> = {
  before: 'Run it once',
  first: 'Run it again',
  second: 'Start over',
}

/** Two runs over a few made-up records, one after the other: what `runOnce` makes of them. */
export default function RunPicture({ payload }: { payload: JsonObject }) {
  const [moment, setMoment] = useState<Moment>('before')
  const [said, setSaid] = useState('')
  const behaviors = useMemo(() => possibleBehaviors(payload), [payload])
  const example = useMemo(() => exampleFor(behaviors), [behaviors])
  const pictures = useMemo(() => runPictures(behaviors, example), [behaviors, example])
  const shown = pictures.find((picture) => picture.moment === moment)
  if (behaviors.length === 0 || !shown) return null

  function goTo(next: Moment) {
    setMoment(next)
    const picture = pictures.find((one) => one.moment === next)
    setSaid(picture ? momentText(next, picture.rows) : '')
  }
  const isAppend = behaviors.some(({ operation }) => operation === 'append')
  const isByTime = behaviors.some((one) => one.operation === 'append' && one.isByTime)
  return (
    <section aria-labelledby="run-picture" className={classes.section}>
      <Title order={3} size="h5" id="run-picture">
        What two runs do
      </Title>
      <Text size="xs" c="dimmed" mt={4}>
        Made-up records. Between the runs Ben changes, Cleo leaves the source and Dan comes
        {isByTime ? '; Eve comes late, with an older time' : ''}. Zoe was never in the source.
      </Text>
      <Group gap="xs" my="xs">
        <SegmentedControl
          size="xs"
          aria-label="Moment"
          value={moment}
          onChange={goTo}
          data={moments.map((one) => ({ value: one, label: momentNames[one] }))}
        />
        <Button
          size="xs"
          variant="default"
          onClick={() => goTo(moments[(moments.indexOf(moment) + 1) % moments.length]!)}
        >
          {nextSteps[moment]}
        </Button>
      </Group>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <table className={classes.picture}>
        <caption>
          <VisuallyHidden>{momentNames[moment]}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Destination</th>
            <th scope="col">What the run did</th>
          </tr>
        </thead>
        <tbody>
          {shown.rows.map((row) => (
            <RecordRow
              key={row.key}
              row={row}
              isFirstMoment={moment !== 'second'}
              showsTime={isByTime}
            />
          ))}
        </tbody>
      </table>
      {isAppend && (
        <TimeAxisPicture axis={timeAxis(behaviors, example, moment)} isByTime={isByTime} />
      )}
    </section>
  )
}

interface RecordRowProps {
  row: PictureRow
  /** The source is as it was before the runs, so nothing in it is news. */
  isFirstMoment: boolean
  showsTime: boolean
}

function RecordRow({ row: picture, isFirstMoment, showsTime }: RecordRowProps) {
  const { key, row, change, records, deleted, outcomes, isOpen } = picture
  const news = isFirstMoment ? undefined : change
  const [outcome] = outcomes
  const isWritten = outcome !== undefined && writing.has(outcome)
  return (
    <tr>
      <td>
        {row && (
          <span className={classes.record}>
            <b>{key}</b> {row.value}
            {showsTime && <span className={classes.time}> {clockText(row.at)}</span>}
          </span>
        )}
        {news && (
          <span className={classes.news}>
            {!row && <b>{key}</b>} {news}
          </span>
        )}
      </td>
      <td>
        {isOpen ? (
          <span className={classes.record} data-state="open">
            <b>{key}</b> ?
          </span>
        ) : (
          <Records
            records={records}
            deleted={deleted}
            state={isWritten || outcome === 'emptied' ? outcome : undefined}
          />
        )}
      </td>
      <td className={classes.outcome}>{outcomeText(picture)}</td>
    </tr>
  )
}

const writing: ReadonlySet<string> = new Set(['created', 'updated', 'replaced', 'sent'])

/** The records of one key; the last is the one that a run has just written. */
function Records(props: {
  records: readonly DestinationRecord[]
  deleted: readonly DestinationRecord[]
  state: string | undefined
}) {
  const { records, deleted, state } = props
  return (
    <>
      {records.map(({ key, value }, index) => (
        <span
          // Entries of one key have nothing else that tells them apart.
          key={index}
          className={classes.record}
          data-state={index === records.length - 1 ? state : undefined}
        >
          <b>{key}</b> {value ?? 'null'}
        </span>
      ))}
      {deleted.map(({ key, value }) => (
        <span key={key} className={classes.record} data-state="deleted">
          <VisuallyHidden>No longer: </VisuallyHidden>
          <b>{key}</b> {value ?? 'null'}
        </span>
      ))}
    </>
  )
}
