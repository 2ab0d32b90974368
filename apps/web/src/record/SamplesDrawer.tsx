import { Button, Drawer, Group, Stack, Text, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import { sampleKindNames } from '../draft/sampleKinds.ts'
import { fitRecords, type Sample } from '../draft/samples.ts'
import { readTable, recordsOf } from '../draft/tabular.ts'
import type { Samples } from '../draft/useSamples.ts'
import classes from './record.module.css'
import { SampleFields } from './SampleFields.tsx'

interface SamplesDrawerProps {
  opened: boolean
  samples: Samples
  /** The sample that the preview shows. */
  shown: Sample | undefined
  onShow: (id: string) => void
  onClose: () => void
}

/** Records to try the mapping with: pasted, typed in, changed and taken away. */
export default function SamplesDrawer(props: SamplesDrawerProps) {
  const { opened, samples, shown, onShow, onClose } = props
  const [editedId, setEditedId] = useState<string>()
  const edited = samples.given.find(({ id }) => id === editedId)
  return (
    <Drawer.Root
      opened={opened}
      onClose={onClose}
      position="right"
      size={480}
      transitionProps={{ duration: 0 }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Not Drawer.Header: its element would be a second banner of the page. */}
        <div className={classes.drawerHead}>
          <Drawer.Title className={classes.drawerTitle}>Sample records</Drawer.Title>
          <Drawer.CloseButton aria-label="Close sample records" />
        </div>
        <Drawer.Body>
          <Stack gap="lg">
            <Text size="sm">
              Samples stay in this tab: they are not saved with the draft, nothing of them is sent,
              and a reload forgets them.
            </Text>
            <PasteRecords samples={samples} onShow={onShow} />
            <section aria-label="Given records">
              <Group justify="space-between" mb={4}>
                <Text size="sm" fw={600}>
                  Given records ({samples.given.length})
                </Text>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    const base = shown ?? samples.madeUp[0]
                    const id = samples.add('typed', [base?.record ?? {}])
                    onShow(id)
                    setEditedId(id)
                  }}
                >
                  Type in a record
                </Button>
              </Group>
              <Text size="xs" c="dimmed">
                A record to type in starts as a copy of the sample that is shown.
              </Text>
              <ul className={classes.given}>
                {samples.given.map((sample, index) => {
                  const name = `${sampleKindNames[sample.kind]} ${index + 1}`
                  return (
                    <li key={sample.id} className={classes.givenSample}>
                      <Text size="sm">{name}</Text>
                      <Group gap={6}>
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-pressed={sample.id === editedId}
                          aria-label={`Edit ${name}`}
                          onClick={() => {
                            setEditedId(sample.id)
                            onShow(sample.id)
                          }}
                        >
                          Edit
                        </Button>
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={`Remove ${name}`}
                          onClick={() => samples.remove(sample.id)}
                        >
                          Remove
                        </Button>
                      </Group>
                    </li>
                  )
                })}
              </ul>
            </section>
            {edited && (
              <SampleFields
                key={edited.id}
                sample={edited}
                columns={samples.columns}
                onChange={(record) => samples.change(edited.id, record)}
              />
            )}
          </Stack>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

function PasteRecords({ samples, onShow }: { samples: Samples; onShow: (id: string) => void }) {
  const { columns } = samples
  const [text, setText] = useState('')
  const [added, setAdded] = useState('')
  const { records, notes } = useMemo(() => readPaste(text, columns), [text, columns])
  return (
    <section aria-label="Paste records">
      <Textarea
        label="Paste records"
        description="CSV or TSV with the names of the columns in the first line, or JSON: an object, a list of objects, or one object a line. Empty cells are null."
        placeholder={`${columns[0]?.name ?? 'id'},${columns[1]?.name ?? 'email'}\n…`}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          setAdded('')
        }}
      />
      <div role="status">
        {notes.map((note) => (
          <Text key={note} size="xs" c="dimmed" mt={4}>
            {note}
          </Text>
        ))}
        {added !== '' && (
          <Text size="sm" mt={4}>
            {added}
          </Text>
        )}
      </div>
      <Button
        size="xs"
        mt={8}
        disabled={records.length === 0}
        onClick={() => {
          onShow(samples.add('pasted', records))
          setText('')
          setAdded(`${countWords(records.length)} added.`)
        }}
      >
        {records.length === 0 ? 'Add records' : `Add ${countWords(records.length)}`}
      </Button>
    </section>
  )
}

function countWords(count: number): string {
  return count === 1 ? '1 record' : `${count} records`
}

function readPaste(text: string, columns: Samples['columns']): ReturnType<typeof fitRecords> {
  const table = readTable(text)
  switch (table.kind) {
    case 'empty':
      return { records: [], notes: [] }
    case 'too large':
    case 'unreadable':
      return { records: [], notes: [table.message] }
    default: {
      const { records, notes } = fitRecords(recordsOf(table), columns)
      return records.length === 0
        ? { records, notes: ['There is no record below the names.'] }
        : { records, notes: [...table.problems, ...notes] }
    }
  }
}
