import { ActionIcon, Alert, Button, Group, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { Disclosure } from '../../ui/Disclosure.tsx'
import classes from './autoMap.module.css'
import { defaultSynonyms } from './defaultSynonyms.ts'
import { wordsTyped, type KeptSynonyms } from './keptSynonyms.ts'
import { counted } from './proposalWords.ts'
import { repeatedWords, type SynonymGroups } from './synonyms.ts'

/** A group while it is edited: others come and go around it. */
interface Line {
  id: number
  words: readonly string[]
}

/** The table of synonyms: a group is a line of words that mean the same. */
export function SynonymEditor(props: {
  synonyms: KeptSynonyms
  /** False where the browser did not keep the last change. */
  isKept: boolean
  onChange: (groups: SynonymGroups | 'defaults') => void
}) {
  const { synonyms, isKept, onChange } = props
  const { groups, are } = synonyms
  const [isOpen, setIsOpen] = useState(false)
  const nextId = useRef(groups.length)
  const [lines, setLines] = useState(() => groups.map((words, id): Line => ({ id, words })))
  const content = useRef<HTMLDivElement>(null)
  const repeated = repeatedWords(groups)
  const change = (next: Line[]) => {
    setLines(next)
    onChange(next.map(({ words }) => words))
  }
  const commit = (index: number, text: string) => {
    const words = wordsTyped(text)
    const line = lines[index]
    if (line && words.join() !== line.words.join()) change(lines.with(index, { ...line, words }))
  }
  const newId = () => (nextId.current += 1)
  const focusLine = (index: number) =>
    requestAnimationFrame(() => {
      const inputs = content.current?.querySelectorAll('input')
      inputs?.[Math.min(index, inputs.length - 1)]?.focus()
    })
  return (
    <div>
      <Disclosure
        title={`Synonyms: ${counted(groups.length, 'group')}`}
        hint={are === 'own' ? 'Your own table, kept in this browser.' : undefined}
        isOpen={isOpen}
        onToggle={setIsOpen}
      >
        <div ref={content} className={classes.synonyms}>
          {lines.map(({ id, words }, index) => {
            const ineffective = repeated.get(index)
            return (
              <div key={id} className={classes.synonymGroup}>
                <TextInput
                  size="xs"
                  aria-label={`Synonyms, group ${index + 1}`}
                  placeholder="fname, first_name, given_name"
                  defaultValue={words.join(', ')}
                  description={
                    ineffective &&
                    `Without effect here, since a group above has it: ${ineffective.join(', ')}`
                  }
                  onBlur={(event) => commit(index, event.currentTarget.value)}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter') commit(index, event.currentTarget.value)
                  }}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove synonyms, group ${index + 1}`}
                  onClick={() => {
                    change(lines.toSpliced(index, 1))
                    focusLine(index)
                  }}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </div>
            )
          })}
        </div>
        <Group gap="xs" mt="xs">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => {
              change([...lines, { id: newId(), words: [] }])
              focusLine(lines.length)
            }}
          >
            Add a group
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={are === 'defaults'}
            onClick={() => {
              setLines(defaultSynonyms.map((words) => ({ id: newId(), words })))
              onChange('defaults')
            }}
          >
            Reset to the defaults
          </Button>
        </Group>
      </Disclosure>
      {are === 'unreadable' && (
        <Alert color="yellow" variant="light" p="xs">
          <Text size="sm">
            The synonyms that this browser kept cannot be read, so the defaults are in use. A change
            replaces what is kept.
          </Text>
        </Alert>
      )}
      {!isKept && (
        <Text size="sm" c="var(--sb-warning)">
          This browser does not keep the synonyms: they hold until this panel is closed.
        </Text>
      )}
    </div>
  )
}
