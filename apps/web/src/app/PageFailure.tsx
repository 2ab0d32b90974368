import { Alert, Anchor, Button, Container, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { PartNotLoaded } from '../ui/lazyPart.ts'

/** Why a part of the page is not there, and the way on. */
export function PartFailure({ error }: { error: unknown }) {
  const isNotLoaded = error instanceof PartNotLoaded
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={
        isNotLoaded
          ? 'This part of Sync Builder could not be loaded'
          : 'This part of Sync Builder could not be shown'
      }
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {isNotLoaded
            ? 'The network may be gone, or a newer version may have been installed since this page was opened.'
            : `It met something that it cannot handle: ${wordsOf(error)}`}
        </Text>
        <Text size="sm">Drafts stay in this browser. Reload the page to try again.</Text>
        <Group gap="md">
          <Button size="xs" variant="default" onClick={() => window.location.reload()}>
            Reload
          </Button>
          {/* A link of the browser's own: it begins the whole page anew. */}
          <Anchor size="sm" href="/">
            Back to the syncs
          </Anchor>
        </Group>
      </Stack>
    </Alert>
  )
}

/** `PartFailure` in the place of a whole page. */
export function PageFailure({ error }: { error: unknown }) {
  return (
    <Container size="sm" py="xl" w="100%" component="main" id="main" tabIndex={-1}>
      <Title order={1} size="h2" mb="md">
        Sync Builder
      </Title>
      <PartFailure error={error} />
    </Container>
  )
}

function wordsOf(error: unknown): string {
  return error instanceof Error && error.message ? error.message : String(error)
}
