import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { pathKey, useBuilder } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { useStepForm } from '../draft/useStepForm.ts'
import { destinationForm } from './destinationForm.ts'
import { expandPath, pathVariables, unknownVariables } from './filePath.ts'

const objectPath = ['destination_attributes', 'object']

/** The path of the file that a run writes, for destinations that are file systems. */
export function FilePath() {
  const { payload } = useBuilder()
  const form = useStepForm(destinationForm)
  const input = useRef<HTMLInputElement>(null)
  const { ref, ...field } = form.register('path')
  const { path } = destinationForm.read(payload)
  const [now] = useState(() => new Date())
  const unknown = unknownVariables(path)

  function insert(code: string) {
    const start = input.current?.selectionStart ?? path.length
    const end = input.current?.selectionEnd ?? start
    form.setValue('path', path.slice(0, start) + code + path.slice(end))
    input.current?.focus()
    input.current?.setSelectionRange(start + code.length, start + code.length)
  }

  return (
    <Stack gap="xs">
      <TextInput
        label="File path"
        description="This destination takes files: the path stands in the place of an object."
        placeholder="exports/users-%Y-%m-%d.csv"
        autoComplete="off"
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        data-path={pathKey(objectPath)}
        {...field}
        ref={(element) => {
          ref(element)
          input.current = element
        }}
      />
      {path !== '' && <FieldProblems path={objectPath} />}
      {unknown.length > 0 && (
        <Text size="xs" c="var(--sb-warning)">
          Note: {unknown.join(', ')}{' '}
          {unknown.length === 1 ? 'is not a variable' : 'are not variables'} that the API names: in
          the file’s name it may stay as it is.
        </Text>
      )}
      {path !== '' && (
        <Text size="sm">
          A run that starts now writes to <Code>{expandPath(path, now)}</Code>
        </Text>
      )}
      <div>
        <Text size="xs" c="dimmed" mb={4}>
          Insert a part of the time at which the run starts, in UTC as far as is known:
        </Text>
        <Group gap={6}>
          {pathVariables.map(({ code, means, at }) => (
            <Button
              key={code}
              size="compact-sm"
              variant="default"
              fw={400}
              aria-label={`Insert ${code}: ${means}`}
              title={`Now: ${at(now)}`}
              onClick={() => insert(code)}
            >
              <Code mr={6}>{code}</Code>
              {means}
            </Button>
          ))}
        </Group>
      </div>
    </Stack>
  )
}
