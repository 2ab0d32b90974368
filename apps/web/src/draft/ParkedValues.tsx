import { Button, Code, Group, Paper, Stack, Text } from '@mantine/core'
import { dropParked, restoreParked, type ParkedValue, type SwitchName } from '@sync-builder/schema'
import { useBuilder, useEdit } from './builder.ts'

/** What the operator's own switch took out of the payload, each with its way back. */
export function ParkedValues({ by }: { by: SwitchName }) {
  const { draft } = useBuilder()
  const parked = draft.parked.filter((value) => value.switch === by)
  if (parked.length === 0) return null
  return (
    <Paper component="section" aria-label={`Parked by ${by}`} withBorder p="sm">
      <Text size="sm" fw={600}>
        Parked: kept here, not sent
      </Text>
      <Stack gap="xs" mt="xs">
        {parked.map((value) => (
          <Parked
            key={`${value.under} ${value.path.join('.')} ${JSON.stringify(value.value)}`}
            parked={value}
          />
        ))}
      </Stack>
    </Paper>
  )
}

function Parked({ parked }: { parked: ParkedValue }) {
  const { change } = useEdit()
  const name = parked.path.join('.')
  const json = JSON.stringify(parked.value)
  return (
    <Group justify="space-between" gap="xs">
      <div style={{ minWidth: 0, flex: '1 1 240px' }}>
        <Code
          display="block"
          style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
          title={`${name}: ${json.slice(0, 1000)}`}
        >
          {name}: {json.slice(0, 200)}
        </Code>
        <Text size="xs" c="dimmed">
          {parked.reason}
        </Text>
      </div>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Restore ${name}`}
          onClick={() => change((draft) => restoreParked(draft, parked))}
        >
          Restore
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-label={`Forget ${name}`}
          onClick={() => change((draft) => dropParked(draft, parked))}
        >
          Forget
        </Button>
      </Group>
    </Group>
  )
}
