import { Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { isJsonObject, type MappingRow, type Path } from '@sync-builder/schema'
import { useEffect, useRef } from 'react'
import { controlSelector, useBuilder } from '../draft/builder.ts'
import classes from './mapping.module.css'
import { indexOfRow, readRow, rowWords } from './mappings.ts'
import { RawMapping } from './RawMapping.tsx'
import { useRowSurroundings } from './rowActions.ts'
import { RowDetailsForm } from './RowDetailsForm.tsx'
import type { OpenDetails } from './useTable.ts'

/** Everything about one row, beside the table, which keeps its place. */
export function RowDetailsDrawer(props: { details: OpenDetails; onClose: () => void }) {
  const { details, onClose } = props
  const { draft } = useBuilder()
  const index = indexOfRow(draft.rows, details.id)
  const row = draft.rows[index]
  if (!row) return null
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      position="right"
      size={460}
      // The row gets the focus back, also when a jump opened the details.
      returnFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Drawer.Overlay />
      <Drawer.Content data-draft-undo>
        {/* Not Drawer.Header: its element would be a second banner of the page. */}
        <div className={classes.drawerHead}>
          <Drawer.Title className={classes.drawerTitle}>
            Row {index + 1}: {rowWords(row.mapping)}
          </Drawer.Title>
          <Drawer.CloseButton aria-label="Close details" />
        </div>
        <Drawer.Body>
          <Details row={row} index={index} focusAt={details.at} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

function Details(props: { row: MappingRow; index: number; focusAt: Path | undefined }) {
  const { row, index, focusAt } = props
  const { draft } = useBuilder()
  const { actions } = useRowSurroundings()
  const from = isJsonObject(row.mapping) ? row.mapping.from : undefined
  const kind = isJsonObject(from) && typeof from.type === 'string' ? from.type : undefined
  const content = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!focusAt) return
    // The drawer takes the focus in a moment, and gives it to what is marked so.
    content.current?.querySelector(controlSelector(focusAt))?.setAttribute('data-autofocus', '')
  }, [focusAt])
  return (
    <Stack gap="lg" ref={content}>
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
