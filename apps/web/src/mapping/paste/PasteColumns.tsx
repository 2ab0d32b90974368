import { Button, Modal, Table, Text, Textarea } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { typeColumns } from '@sync-builder/schema'
import { useDeferredValue, useMemo, useState } from 'react'
import { useBuilder } from '../../draft/builder.ts'
import { takeLongPaste } from './longPaste.ts'
import classes from './paste.module.css'
import { readColumns } from './pastedColumns.ts'

/** So many columns are shown before they are taken. */
const shownAtMost = 200

/** Takes a header line or a table as the columns of the source, after it was looked at. */
export default function PasteColumns({ onClose }: { onClose: () => void }) {
  const { store } = useBuilder()
  const [text, setText] = useState('')
  const settledText = useDeferredValue(text)
  const { columns, problems } = useMemo(() => readColumns(settledText), [settledText])
  const isNarrow = useMediaQuery('(max-width: 768px)')
  const count = columns.length
  const words = `${count.toLocaleString('en')} ${count === 1 ? 'column' : 'columns'}`
  const apply = () => {
    const taken = columns.map(({ column }) => column)
    store.change((draft) => typeColumns(draft, taken))
    onClose()
  }
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={720}
      fullScreen={isNarrow ?? false}
      transitionProps={{ duration: 0 }}
      classNames={{ content: classes.dialog! }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>Paste the columns of the source</Modal.Title>
          <Modal.CloseButton aria-label="Close the paste" />
        </div>
        <Modal.Body className={classes.content}>
          <Textarea
            data-autofocus
            data-own-undo
            label="Names of columns"
            description="A header line, or a table with one: types are guessed from its values. Only names and types are kept, with this draft."
            placeholder={'id,email,signed_up_at\n1,ann@example.com,2026-01-31T10:00:00Z'}
            rows={count > 0 ? 4 : 8}
            spellCheck={false}
            classNames={{ input: classes.text! }}
            value={text}
            onPaste={(event) => takeLongPaste(event, setText)}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {problems.map((problem) => (
            <Text key={problem} size="sm" c="var(--sb-warning)">
              {problem}
            </Text>
          ))}
          {count > 0 && (
            <section
              className={`${classes.list} ${classes.found}`}
              aria-label="Columns found"
              tabIndex={0}
            >
              <Table layout="fixed" verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Column</Table.Th>
                    <Table.Th>Type, guessed</Table.Th>
                    <Table.Th>For example</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {columns.slice(0, shownAtMost).map(({ column, example }) => (
                    <Table.Tr key={column.name}>
                      <Table.Td className={classes.api} title={column.name}>
                        {column.name}
                      </Table.Td>
                      <Table.Td className={classes.api}>{column.data_type ?? 'unknown'}</Table.Td>
                      <Table.Td className={classes.howWords} title={example}>
                        {example}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              {count > shownAtMost && (
                <Text size="xs" c="dimmed" p="xs">
                  And {(count - shownAtMost).toLocaleString('en')} more.
                </Text>
              )}
            </section>
          )}
        </Modal.Body>
        <div className={classes.foot}>
          <Text size="xs" role="status" className={classes.said}>
            {count > 0 && `${words} found.`}
          </Text>
          <Button size="sm" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button size="sm" disabled={count === 0} onClick={apply}>
            {count === 0 ? 'No columns yet' : `Use ${words}`}
          </Button>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
