import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'

/** Why something did not work, in words (see `errorWords`). */
export interface ErrorNoticeProps {
  title: string
  said?: string | undefined
  next: string
  reference?: string | undefined
  onRetry?: (() => void) | undefined
}

/** What happened, in whose words, what to do next, and what to pass on to who helps. */
export function ErrorNotice({ title, said, next, reference, onRetry }: ErrorNoticeProps) {
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={title}>
      {said && <Text size="sm">“{said}”</Text>}
      <Text size="sm">{next}</Text>
      <Group mt="xs" gap="sm">
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {reference && (
          <Text size="xs" ff="monospace">
            {reference}
          </Text>
        )}
      </Group>
    </Alert>
  )
}
