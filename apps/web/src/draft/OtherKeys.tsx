import { Paper, Stack, Text } from '@mantine/core'
import { isJsonObject, valueAt, type Path } from '@sync-builder/schema'
import { useBuilder } from './builder.ts'
import { RawJson } from './RawJson.tsx'

/**
 * The keys of an object that have no control of their own, each as JSON that can be changed or
 * removed: an import may carry anything, and all of it is sent.
 */
export function OtherKeys(props: {
  path: Path
  /** What the object is called: "this alert". */
  of: string
  /** The keys that have a control elsewhere. */
  known: readonly string[]
}) {
  const { path, known } = props
  const { payload } = useBuilder()
  const object = valueAt(payload, path)
  const keys = isJsonObject(object) ? Object.keys(object).filter((key) => !known.includes(key)) : []
  if (keys.length === 0) return null
  return (
    <Paper
      component="section"
      aria-label={`Other keys of ${path.length === 0 ? props.of : path.join('.')}`}
      withBorder
      p="sm"
    >
      <Text size="sm" fw={500}>
        Other keys of {props.of}
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
