import { Anchor, Code, Text, Title, VisuallyHidden } from '@mantine/core'
import type { SyncRun } from '@sync-builder/schema'
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconPlayerPause,
  IconRefresh,
} from '@tabler/icons-react'
import { useEffect, useRef, type FocusEvent, type ReactNode } from 'react'
import { Link } from 'wouter'
import { runPath } from './runPath.ts'
import { startWords } from './runRow.ts'
import { RunProgress } from './RunProgress.tsx'
import classes from './stateCard.module.css'
import { stepWords } from './stepWords.ts'
import type { SyncState } from './syncState.ts'

const icons: Record<SyncState['kind'], typeof IconCircleCheck> = {
  running: IconRefresh,
  failing: IconAlertTriangle,
  flawed: IconAlertCircle,
  'up to date': IconCircleCheck,
  untold: IconCircleDashed,
  'no run': IconCircleDashed,
  paused: IconPlayerPause,
  canceled: IconBan,
  skipped: IconCircleDashed,
  unknown: IconCircleDashed,
}

interface StateCardProps {
  syncId: number
  state: SyncState
  /** What the schedule will do, where that is the next thing to know. */
  outlook: string | undefined
  actions: ReactNode
  /** How old this is. */
  children: ReactNode
}

/** How a sync is, in words, with what can be done about it. */
export function StateCard({ syncId, state, outlook, actions, children }: StateCardProps) {
  const { kind, tone, title, means, run } = state
  const Icon = icons[kind]
  const code = kind === 'failing' || tone === 'red' ? run?.error_code : undefined
  const focus = useHeldFocus()
  return (
    <section aria-label="State" className={classes.card} data-tone={tone} tabIndex={-1} {...focus}>
      <Icon size={22} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <Title order={2} size="h4" className={classes.title}>
          {title}
        </Title>
        {means && (
          <Text size="sm" className={classes.means}>
            {means} {code && <Code>{code}</Code>}
          </Text>
        )}
        {outlook && <Text size="sm">{outlook}</Text>}
        {run && kind === 'running' && <RunProgress run={run} />}
        {run && (
          <Anchor component={Link} href={runPath(syncId, run.id)} size="sm">
            {linkWords(kind, tone, run)}
          </Anchor>
        )}
        {children}
      </div>
      <div className={classes.actions}>{actions}</div>
      {/* Announced at its steps, not at each number. */}
      <VisuallyHidden role="status">{announcement(state)}</VisuallyHidden>
    </section>
  )
}

/** Keeps the focus in a part whose focused control goes away. */
function useHeldFocus() {
  const ref = useRef<HTMLElement>(null)
  const isWithin = useRef(false)
  useEffect(() => {
    if (isWithin.current && document.activeElement === document.body) ref.current?.focus()
  })
  return {
    ref,
    onFocus: () => {
      isWithin.current = true
    },
    onBlur: ({ target }: FocusEvent) => {
      // What was taken away did not give the focus up.
      isWithin.current = !target.isConnected
    },
  }
}

function linkWords(kind: SyncState['kind'], tone: SyncState['tone'], run: SyncRun): string {
  const words = `run ${run.id}, started ${startWords(run, Date.now())}`
  if (kind === 'running') return `Follow ${words}`
  if (tone === 'yellow') return `See the records of ${words}`
  return `See ${words}`
}

function announcement({ kind, title, run }: SyncState): string {
  const step: SyncRun['current_step'] = kind === 'running' ? run?.current_step : undefined
  return step ? `${title}: ${stepWords(step)}` : title
}
