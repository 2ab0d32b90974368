import { UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useSettledBuilder, useFact } from '../draft/builder.ts'
import { summaryOf } from '../draft/draftFormat.ts'
import { draftName } from '../draft/draftName.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import { NameInput } from '../draft/NameInput.tsx'
import classes from './frame.module.css'
import { useKnownLabels } from './useKnownLabels.ts'

/** What the draft is called, to be renamed in its place. */
export function DraftTitle({ store }: { store: DraftStore }) {
  const { draft } = useSettledBuilder()
  const local = useFact(store, (snapshot) => snapshot.local)
  const [isNaming, setIsNaming] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const summary = summaryOf(draft)
  const name = draftName(local, summary)
  useKnownLabels(store, summary)
  if (isNaming) {
    return (
      <div className={classes.draftName}>
        <NameInput
          name={local.name}
          unnamed={draftName({ labels: local.labels }, summary)}
          onEnd={(given) => {
            setIsNaming(false)
            if (given !== undefined) store.keepLocal({ name: given || undefined })
            // The button is drawn again in the place of the input.
            setTimeout(() => button.current?.focus())
          }}
        />
      </div>
    )
  }
  return (
    <UnstyledButton
      ref={button}
      className={classes.draftName}
      aria-label={`Rename draft ${name}`}
      title={`${name}: rename`}
      onClick={() => setIsNaming(true)}
    >
      <span>{name}</span>
      <IconPencil size={14} aria-hidden />
    </UnstyledButton>
  )
}
