import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'

interface NewDraftButtonProps {
  /** Makes the draft and gives its id; rejects where the browser keeps none. */
  onMake: () => Promise<string>
  children: string
}

/** Makes another draft and opens it at its review. */
export function NewDraftButton({ onMake, children }: NewDraftButtonProps) {
  const [, navigate] = useLocation()
  const [isRefused, setIsRefused] = useState(false)

  async function make() {
    try {
      navigate(`/drafts/${await onMake()}/review`)
    } catch {
      setIsRefused(true)
    }
  }
  return (
    <Group gap="sm">
      <Button size="xs" variant="default" onClick={() => void make()}>
        {children}
      </Button>
      {isRefused && (
        <Text size="sm" role="alert">
          This browser does not let the page keep another draft.
        </Text>
      )}
    </Group>
  )
}
