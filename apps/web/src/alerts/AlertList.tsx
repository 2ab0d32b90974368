import { Badge, Button, Code, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCopy, IconPlus, IconTrash } from '@tabler/icons-react'
import {
  alertText,
  alertTypeOf,
  alertTypes,
  isJsonObject,
  type AlertType,
  type JsonValue,
} from '@sync-builder/schema'
import { useRef } from 'react'
import { pathKey, useEdit } from '../draft/builder.ts'
import { textOf } from '../draft/fieldText.ts'
import { RawJson } from '../draft/RawJson.tsx'
import { AlertFields } from './AlertFields.tsx'
import { alertPath } from './alertForm.ts'
import { duplicateAlert, newAlert } from './alertList.ts'
import { alertWords } from './alertWords.ts'
import { useItemKeys } from './useItemKeys.ts'

/** The alerts that are sent, each with what it needs, and the ways to add one. */
export function AlertList({ alerts }: { alerts: readonly JsonValue[] }) {
  const { edit } = useEdit()
  const keys = useItemKeys(alerts.length)
  const heading = useRef<HTMLHeadingElement>(null)

  function insert(at: number, alert: JsonValue) {
    keys.insert(at)
    edit({
      op: 'set',
      path: ['alert_attributes'],
      value: [...alerts.slice(0, at), alert, ...alerts.slice(at)],
    })
  }
  function remove(index: number) {
    keys.remove(index)
    edit({ op: 'remove', path: alertPath(index) })
    // The button that had the focus is gone.
    heading.current?.focus()
  }
  return (
    <Stack gap="md">
      <Title order={3} size="h5" ref={heading} tabIndex={-1} aria-live="polite">
        {alerts.length === 1 ? '1 alert' : `${alerts.length} alerts`}
      </Title>
      {alerts.length === 0 && (
        <Text size="sm" c="dimmed">
          The list is empty and is sent so: that means no alerts. Add one below.
        </Text>
      )}
      {alerts.map((alert, index) => (
        <AlertCard
          key={keys.of(index)}
          alert={alert}
          index={index}
          onDuplicate={() => insert(index + 1, duplicateAlert(alert))}
          onRemove={() => remove(index)}
        />
      ))}
      <AddAlert onAdd={(type) => insert(alerts.length, newAlert(type))} />
    </Stack>
  )
}

interface AlertCardProps {
  alert: JsonValue
  index: number
  onDuplicate: () => void
  onRemove: () => void
}

function AlertCard({ alert, index, onDuplicate, onRemove }: AlertCardProps) {
  const type = alertTypeOf(alert)
  const name = type ? alertWords[type].name : 'Unknown alert'
  const id = isJsonObject(alert) ? alert.id : undefined
  return (
    <Paper
      component="section"
      aria-label={`Alert ${index + 1}: ${name}`}
      withBorder
      p="md"
      tabIndex={-1}
      data-path={pathKey(alertPath(index))}
    >
      <Group justify="space-between" align="flex-start" gap="xs" mb="sm">
        <div style={{ flex: '1 1 260px', minWidth: 0, overflowWrap: 'anywhere' }}>
          <Group gap="xs">
            <Text fw={600}>{name}</Text>
            {id != null && (
              <Badge variant="light" color="gray" tt="none" title="It names the stored alert">
                id {textOf(id)}
              </Badge>
            )}
          </Group>
          {type && <Code style={{ fontSize: 11 }}>{type}</Code>}
        </div>
        <Group gap={4}>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconCopy size={14} aria-hidden />}
            aria-label={`Duplicate alert ${index + 1}`}
            onClick={onDuplicate}
          >
            Duplicate
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconTrash size={14} aria-hidden />}
            aria-label={`Remove alert ${index + 1}`}
            onClick={onRemove}
          >
            Remove
          </Button>
        </Group>
      </Group>
      {type ? (
        <AlertFields index={index} type={type} />
      ) : (
        <RawJson
          path={alertPath(index)}
          label="Alert as JSON"
          description="This type of alert is not known here. It is sent as it is."
        />
      )}
    </Paper>
  )
}

function AddAlert({ onAdd }: { onAdd: (type: AlertType) => void }) {
  return (
    <section aria-labelledby="add-alert">
      <Text id="add-alert" size="sm" fw={500} mb={6}>
        Add an alert
      </Text>
      <Group gap="xs">
        {alertTypes.map((type) => (
          <Button
            key={type}
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            title={`${alertText(newAlert(type))} ${type}`}
            onClick={() => onAdd(type)}
          >
            {alertWords[type].name}
          </Button>
        ))}
      </Group>
    </section>
  )
}
