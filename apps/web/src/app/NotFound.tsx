import { Button, Container, Stack, Title } from '@mantine/core'
import { Link } from 'wouter'

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Container py="xl" size="sm" component="main" id="main" tabIndex={-1}>
      <Stack align="flex-start">
        <Title order={1} size="h2">
          There is no such page
        </Title>
        <Button component={Link} href="/">
          Back to the syncs
        </Button>
      </Stack>
    </Container>
  )
}
