import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import classes from './disclosure.module.css'

export interface DisclosureProps {
  title: string
  /** What is in it, in one line. */
  hint?: ReactNode
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  children: ReactNode
}

/** A part of a screen that few need, closed until it is asked for. */
export function Disclosure({ title, hint, isOpen, onToggle, children }: DisclosureProps) {
  const id = useId()
  return (
    <section aria-labelledby={`${id}-title`} className={classes.section}>
      <h3 className={classes.heading}>
        <UnstyledButton
          id={`${id}-title`}
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-controls={`${id}-content`}
          onClick={() => onToggle(!isOpen)}
        >
          <IconChevronRight size={16} aria-hidden className={classes.chevron} data-open={isOpen} />
          {title}
        </UnstyledButton>
      </h3>
      {hint && <p className={classes.hint}>{hint}</p>}
      <div id={`${id}-content`} className={classes.content} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </section>
  )
}
