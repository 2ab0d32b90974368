import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useFact } from '../draft/builder.ts'
import { changeWords } from '../draft/changeWords.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import type { History } from '../draft/history.ts'
import classes from './changeList.module.css'

/** All states of the draft that can be shown again, newest first, each by what led to it. */
export default function ChangeList(props: { store: DraftStore; onChoose: (at: number) => void }) {
  const history = useFact(props.store, (snapshot) => snapshot.history)
  const current = useRef<HTMLButtonElement>(null)
  // The list may load after the popover has looked for what is marked to take the focus.
  useEffect(() => current.current?.focus(), [])
  return (
    <>
      <h2 className={classes.title}>Changes</h2>
      <ol className={classes.list} reversed>
        {history.states.map((_, index) => {
          const at = history.states.length - 1 - index
          const isCurrent = at === history.at
          return (
            <li key={at}>
              <UnstyledButton
                ref={isCurrent ? current : undefined}
                className={classes.state}
                aria-current={isCurrent ? 'step' : undefined}
                data-autofocus={isCurrent || undefined}
                data-undone={at > history.at || undefined}
                title={wordsOf(history, at)}
                onClick={() => props.onChoose(at)}
              >
                <span className={classes.words}>{wordsOf(history, at)}</span>
                <span className={classes.mark}>
                  {isCurrent ? 'shown now' : at > history.at ? 'undone' : ''}
                </span>
              </UnstyledButton>
            </li>
          )
        })}
      </ol>
    </>
  )
}

function wordsOf({ states, isWhole }: History, at: number): string {
  const before = states[at - 1]
  if (!before) return isWhole ? 'As it was opened' : 'Before all that (older changes are not kept)'
  return changeWords(before, states[at]!)
}
