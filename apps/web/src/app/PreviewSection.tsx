import { Skeleton, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import classes from './frame.module.css'
import { lazyPart } from '../ui/lazyPart.ts'
import { PartFailure } from './PageFailure.tsx'

const RecordPreview = lazyPart(() => import('../record/RecordPreview.tsx'))

/** The record that the destination would get, closed until somebody wants to see it. */
export function PreviewSection() {
  const [isOpen, setIsOpen] = useState(false)
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    const inspector = section.current?.parentElement
    if (!isOpen || !section.current || !inspector) return
    // Not `scrollIntoView`, which would move the whole page where it can.
    const distance = section.current.getBoundingClientRect().top
    inspector.scrollBy({ top: distance - inspector.getBoundingClientRect().top })
  }, [isOpen])
  return (
    <section
      ref={section}
      aria-labelledby="preview-title"
      className={classes.preview}
      data-open={isOpen || undefined}
    >
      <div className={classes.previewHead}>
        <UnstyledButton
          id="preview-title"
          className={classes.previewToggle}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconChevronRight size={16} aria-hidden className={classes.chevron} />
          Preview
        </UnstyledButton>
      </div>
      {isOpen && (
        <ErrorBoundary place="preview" Fallback={PartFailure}>
          <Suspense
            fallback={
              <Skeleton height={160} m={12} role="status" aria-label="Loading the preview" />
            }
          >
            <RecordPreview />
          </Suspense>
        </ErrorBoundary>
      )}
    </section>
  )
}
