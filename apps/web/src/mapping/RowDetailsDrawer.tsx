import { Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { isJsonObject, type MappingRow } from '@sync-builder/schema'
import { pathKey, useBuilder } from '../draft/builder.ts'
import classes from './mapping.module.css'
import { indexOfRow, readRow, rowWords } from './mappings.ts'
import { RawMapping } from './RawMapping.tsx'
import { useRowSurroundings } from './rowActions.ts'
import { RowDetailsForm } from './RowDetailsForm.tsx'
import type { OpenDetails } from './useTable.ts'

/** Everything about one row, beside the table, which keeps its place. */
export function RowDetailsDrawer(props: { opened: OpenDetails | undefined; onClose: () => void }) {
  const { opened, onClose } = props
  const { draft } = useBuilder()
  const index = opened ? indexOfRow(draft.rows, opened.id) : -1
  const row = draft.rows[index]
  return (
    <Drawer
      opened={row !== undefined}
      onClose={onClose}
      position="right"
      size={460}
      title={row && `Row ${index + 1}: ${rowWords(row.mapping)}`}
      closeButtonProps={{ 'aria-label': 'Close details' }}
      // The row gets the focus back, also when a jump opened the details.
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      onEnterTransitionEnd={() => opened?.at && focusControl(pathKey(opened.at))}
    >
      {row && <Details key={row.id} row={row} index={index} />}
    </Drawer>
  )
}

function focusControl(path: string): void {
  const dialog = document.querySelector('[role="dialog"]')
  dialog?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)?.focus()
}

function Details({ row, index }: { row: MappingRow; index: number }) {
  const { draft } = useBuilder()
  const { actions } = useRowSurroundings()
  const from = isJsonObject(row.mapping) ? row.mapping.from : undefined
  const kind = isJsonObject(from) && typeof from.type === 'string' ? from.type : undefined
  return (
    <Stack gap="lg">
      {kind && (
        <Text size="sm" c="dimmed">
          Kind of source <code className={classes.api}>{kind}</code>
        </Text>
      )}
      {isJsonObject(row.mapping) && <RowDetailsForm mapping={row.mapping} index={index} />}
      <section aria-label="Order">
        <Text size="sm" fw={600}>
          Row {index + 1} of {draft.rows.length}
        </Text>
        <Text size="xs" c="dimmed">
          The order matters where the fields follow it <code>mapping_order</code>
        </Text>
        <Group gap="xs" mt={6}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowUp size={14} aria-hidden />}
            aria-disabled={index === 0}
            data-disabled={index === 0 || undefined}
            onClick={() => actions.move(row.id, -1)}
          >
            Move up
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowDown size={14} aria-hidden />}
            aria-disabled={index === draft.rows.length - 1}
            data-disabled={index === draft.rows.length - 1 || undefined}
            onClick={() => actions.move(row.id, 1)}
          >
            Move down
          </Button>
        </Group>
      </section>
      {readRow(row.mapping).kind !== 'raw' && (
        <section aria-label="JSON">
          <Text size="sm" fw={600} mb={4}>
            As JSON
          </Text>
          <RawMapping
            label="Mapping as JSON"
            mapping={row.mapping}
            onChange={(value) => actions.edit(row.id, [{ op: 'set', path: [], value }])}
          />
        </section>
      )}
    </Stack>
  )
}
