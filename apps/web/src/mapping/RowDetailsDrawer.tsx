import { Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { isJsonObject, type MappingRow } from '@sync-builder/schema'
import { Suspense, useEffect, useRef, useState } from 'react'
import { controlSelector, useBuilder } from '../draft/builder.ts'
import { lazyPart } from '../ui/lazyPart.ts'
import classes from './mapping.module.css'
import { indexOfRow, readRow, rowWords } from './mappings.ts'
import { RawMapping } from './RawMapping.tsx'
import { useRowSurroundings } from './rowActions.ts'
import { RowDetailsForm } from './RowDetailsForm.tsx'
import type { OpenDetails } from './useTable.ts'

/** Loads when the first template is edited: the editor is larger than the step. */
const TemplateEditor = lazyPart(() => import('./template/TemplateEditor.tsx'))

/** Everything about one row, beside the table, which keeps its place. */
export function RowDetailsDrawer(props: {
  details: OpenDetails
  onClose: () => void
  /** The focus goes back to where it was; else the one who closes sees to it. */
  returnsFocus: boolean
}) {
  const { details, onClose, returnsFocus } = props
  const [focusedBefore] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (returnsFocus && focusedBefore instanceof HTMLElement) focusedBefore.focus()
    },
    [returnsFocus, focusedBefore],
  )
  const { draft } = useBuilder()
  const index = indexOfRow(draft.rows, details.id)
  const row = draft.rows[index]
  if (!row) return null
  const isTemplate = readRow(row.mapping).kind === 'liquid_template'
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      position="right"
      size={isTemplate ? 640 : 460}
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
          <Details row={row} index={index} details={details} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

function Details(props: { row: MappingRow; index: number; details: OpenDetails }) {
  const { row, index, details } = props
  const focusAt = details.at
  const { draft } = useBuilder()
  const { actions } = useRowSurroundings()
  const from = isJsonObject(row.mapping) ? row.mapping.from : undefined
  const kind = isJsonObject(from) && typeof from.type === 'string' ? from.type : undefined
  const view = readRow(row.mapping)
  const content = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!focusAt) return
    // The drawer takes the focus in a moment, and gives it to what is marked so.
    content.current?.querySelector(controlSelector(focusAt))?.setAttribute('data-autofocus', '')
  }, [focusAt])
  return (
    <Stack gap="lg" ref={content}>
      {kind && view.kind !== 'liquid_template' && (
        <Text size="sm" c="dimmed">
          Kind of source <code className={classes.api}>{kind}</code>
        </Text>
      )}
      {view.kind === 'liquid_template' && (
        <Suspense
          fallback={<Skeleton height={150} role="status" aria-label="Loading the editor" />}
        >
          <TemplateEditor
            id={row.id}
            index={index}
            template={view.data}
            takesFocus={details.by === 'template'}
          />
        </Suspense>
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
      {view.kind !== 'raw' && (
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
