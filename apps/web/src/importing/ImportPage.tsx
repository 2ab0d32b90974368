import {
  Alert,
  Anchor,
  Button,
  Container,
  Group,
  Stack,
  Text,
  Textarea,
  Title,
} from '@mantine/core'
import { fromCreateSync, type JsonObject } from '@sync-builder/schema'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { newDraft } from '../draft/newDraft.ts'
import { dropCredentials, readRequest } from './readRequest.ts'

/** Starts a draft from a request that exists as text. */
export default function ImportPage() {
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  const [isCleaned, setIsCleaned] = useState(false)
  const [error, setError] = useState<string>()

  async function openPayload(payload: JsonObject) {
    try {
      navigate(`/drafts/${await newDraft(fromCreateSync(payload))}/review`)
    } catch {
      setError('This browser does not let the page keep data, so the draft could not be opened.')
    }
  }
  function open() {
    const read = readRequest(text)
    if (read.ok) void openPayload(read.payload)
    else setError(read.message)
  }

  return (
    <Container size="md" py="lg" w="100%" component="main" id="main" tabIndex={-1}>
      <Stack>
        <Title order={1} size="h2">
          Import a sync
        </Title>
        <Text c="dimmed" size="sm">
          Every key is kept as it is, also those that Sync Builder does not know.
        </Text>
        <Textarea
          label="Request JSON or cURL"
          description="The body of a create request, or a whole cURL command. A token in it is removed at once."
          autosize
          minRows={12}
          maxRows={24}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={text}
          error={error}
          onChange={(event) => {
            const typed = event.currentTarget.value
            const clean = dropCredentials(typed)
            setText(clean)
            setIsCleaned(isCleaned || clean !== typed)
            setError(undefined)
          }}
        />
        {isCleaned && (
          <Alert color="gray" role="status">
            A credential was removed from the text. It was not stored and not sent.
          </Alert>
        )}
        <Group>
          <Button onClick={open}>Open</Button>
          <Button variant="default" component={Link} href="/new/example">
            Open the API example
          </Button>
          <Anchor component={Link} href="/" size="sm">
            Back to the syncs
          </Anchor>
        </Group>
      </Stack>
    </Container>
  )
}
