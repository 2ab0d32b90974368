import { Skeleton } from '@mantine/core'
import { Suspense } from 'react'
import type { TextPane } from '../inspector/text/useTextPane.ts'
import { lazyPart } from '../ui/lazyPart.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { PartFailure } from './PageFailure.tsx'

const JsonEditor = lazyPart(() => import('../inspector/text/JsonEditor.tsx'))
const TextNote = lazyPart(() => import('../inspector/text/TextNote.tsx'))

/** The payload as a text to edit. */
export function TextEditor({ pane }: { pane: TextPane }) {
  return (
    <ErrorBoundary place="editor" Fallback={PartFailure}>
      <Suspense
        fallback={<Skeleton height={260} m={12} role="status" aria-label="Loading the editor" />}
      >
        <JsonEditor pane={pane} />
      </Suspense>
    </ErrorBoundary>
  )
}

/** Near the step: that the text is not in the form. */
export function TextNoteOfStep({ pane }: { pane: TextPane }) {
  if (!pane.standing && !pane.thrown) return null
  return (
    <ErrorBoundary place="note" Fallback={PartFailure}>
      <Suspense>
        <TextNote pane={pane} />
      </Suspense>
    </ErrorBoundary>
  )
}
