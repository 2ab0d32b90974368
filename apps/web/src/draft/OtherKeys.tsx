import { Paper, Stack, Text } from '@mantine/core'
import { isJsonObject, valueAt, type Path } from '@sync-builder/schema'
import { useBuilder } from './builder.ts'
import { RawJson } from './RawJson.tsx'

/**
 * The keys of an object that have no control of their own, each as JSON that can be changed or
 * removed: an import may carry anything, and all of it is sent.
 */
export function OtherKeys({ path, known }: { path: Path; known: readonly string[] }) {
  const { payload } = useBuilder()
  const object = valueAt(payload, path)
  const keys = isJsonObject(object) ? Object.keys(object).filter((key) => !known.includes(key)) : []
  if (keys.length === 0) return null
  const place = path.length === 0 ? 'the request' : path.join('.')
  return (
    <Paper component="section" aria-label={`Other keys of ${place}`} withBorder p="sm">
      <Text size="sm" fw={500}>
        Other keys of {place}
      </Text>
      <Text size="xs" c="dimmed">
        They have no control of their own here and are sent as they are.
      </Text>
      <Stack gap="sm" mt="xs">
        {keys.map((key) => (
          <RawJson key={key} path={[...path, key]} label={key} removeLabel="Remove" />
        ))}
      </Stack>
    </Paper>
  )
}
