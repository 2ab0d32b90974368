import { Group, Loader, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { ErrorNotice, type ErrorNoticeProps } from './ErrorNotice.tsx'

/** How the reading of a list stands, for below the control that offers it. */
export interface ReadingStateProps {
  /** What is read, as in "Reading the tables of Warehouse". */
  what: string
  isLoading: boolean
  error: ErrorNoticeProps | undefined
  onRetry: () => void
  /** What one can do meanwhile, or instead. */
  wayOut?: string
}

const quietMs = 1000

/** Says what is waited for once it takes over a second, and what went wrong. */
export function ReadingState({ what, isLoading, error, onRetry, wayOut }: ReadingStateProps) {
  if (error) {
    return (
      <ErrorNotice
        {...error}
        next={wayOut ? `${error.next} ${wayOut}` : error.next}
        onRetry={onRetry}
      />
    )
  }
  return isLoading ? <Waiting what={what} wayOut={wayOut} /> : null
}

function Waiting({ what, wayOut }: { what: string; wayOut: string | undefined }) {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), quietMs)
    return () => clearTimeout(timer)
  }, [])
  if (!isLong) return null
  return (
    <Group gap="xs" wrap="nowrap" role="status">
      <Loader size={14} aria-hidden />
      <Text size="xs" c="dimmed">
        Reading {what}. {wayOut}
      </Text>
    </Group>
  )
}
