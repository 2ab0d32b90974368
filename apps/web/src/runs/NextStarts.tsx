import { Anchor, Text, Title } from '@mantine/core'
import { syncLabel, type Sync } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'wouter'
import { syncQuery } from '../api/syncs.ts'
import { momentWords } from '../ui/moments.ts'
import { nextStarts } from './nextStarts.ts'
import classes from './syncActivity.module.css'

/** What starts a sync by itself, and the next times at which that is; `now` in ms since the epoch. */
export function NextStarts({ sync, now }: { sync: Sync; now: number }) {
  const starts = useMemo(() => nextStarts(sync, new Date(now)), [sync, now])
  const { times, isContinuous, afterSync, afterJob, isScheduled, isUnknown } = starts
  const hasNone = !isScheduled && afterSync === undefined && afterJob === undefined
  return (
    <section aria-label="Next run" className={classes.part}>
      <Title order={2} size="h5">
        Next run
      </Title>
      {sync.paused && !hasNone && (
        <Text size="sm">Paused: nothing starts it by itself. Once it is resumed:</Text>
      )}
      {times.length > 0 && (
        <ol className={classes.times}>
          {times.map((at) => (
            <NextTime key={at.getTime()} at={at.getTime()} now={now} />
          ))}
        </ol>
      )}
      {isContinuous && (
        <Text size="sm">About once a minute it looks for changes, and sends what it finds.</Text>
      )}
      {afterSync !== undefined && <AfterSync id={afterSync} />}
      {afterJob !== undefined && <Text size="sm">When {afterJob} has succeeded.</Text>}
      {isScheduled && !isContinuous && times.length === 0 && (
        <Text size="sm">It has a schedule, but when that fires cannot be told here.</Text>
      )}
      {isUnknown ? (
        <Text size="sm">What starts it by itself is not known here.</Text>
      ) : (
        hasNone && (
          <Text size="sm">Nothing starts it by itself: it runs only when it is asked to.</Text>
        )
      )}
    </section>
  )
}

/** A time in UTC, and in the operator's zone where that is another. */
function NextTime({ at, now }: { at: number; now: number }) {
  const [utc, own] = [momentWords(at, now, 'UTC'), momentWords(at, now)]
  return (
    <li>
      {utc}
      {own !== utc && (
        <Text size="xs" c="dimmed">
          {own}
        </Text>
      )}
    </li>
  )
}

function AfterSync({ id }: { id: number }) {
  const parent = useQuery(syncQuery(id))
  return (
    <Text size="sm">
      When{' '}
      <Anchor component={Link} href={`/syncs/${id}`} inherit>
        {syncLabel(parent.data ?? { id })}
      </Anchor>{' '}
      has succeeded.
    </Text>
  )
}
