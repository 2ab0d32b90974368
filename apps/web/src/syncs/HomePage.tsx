import { Button, Container, Group, Stack, Title } from '@mantine/core'
import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { DraftList } from './DraftList.tsx'
import { SyncTable } from './SyncTable.tsx'

/** The workspace's syncs, and what is still being built in this browser. */
export default function HomePage() {
  const [, navigate] = useLocation()
  useEffect(() => {
    document.title = 'Syncs · Sync Builder'
  }, [])
  return (
    <Container size="xl" py="lg" w="100%" component="main" id="main" tabIndex={-1}>
      <Stack gap="lg">
        <Group justify="space-between">
          <Title order={1} size="h2">
            Syncs
          </Title>
          <Group gap="xs">
            <Button variant="subtle" px="xs" component={Link} href="/new/example">
              API example
            </Button>
            <Button variant="default" onClick={() => navigate('/import')}>
              Import
            </Button>
            <Button component={Link} href="/new">
              New sync
            </Button>
          </Group>
        </Group>
        <DraftList />
        <SyncTable />
      </Stack>
    </Container>
  )
}
