import { Button, Group, Text } from '@mantine/core'
import { typeColumns, typedColumnsOf } from '@sync-builder/schema'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useBuilder, useFact } from '../../draft/builder.ts'
import { lazyPart } from '../../ui/lazyPart.ts'

const PasteColumns = lazyPart(() => import('./PasteColumns.tsx'))

/** What stands in for the columns that the API does not tell, and the way to type them in. */
export function TypedColumns({ toldByApi }: { toldByApi: number }) {
  const { store } = useBuilder()
  const typed = useFact(store, ({ draft }) => typedColumnsOf(draft))
  const [isOpen, setIsOpen] = useState(false)
  const group = useRef<HTMLDivElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) group.current?.querySelector('button')?.focus()
    wasOpen.current = isOpen
  }, [isOpen])

  const isGivenWay = toldByApi > 0
  if (isGivenWay && !typed) return null
  const count = typed?.length.toLocaleString('en') ?? ''
  const columns = typed?.length === 1 ? 'column' : 'columns'
  return (
    <>
      <Group gap="xs" role="group" aria-label="Columns of the source" ref={group} tabIndex={-1}>
        <Text size="sm" role="status">
          {isGivenWay
            ? `The API tells the columns now: the ${count} ${columns} typed in ${typed?.length === 1 ? 'is' : 'are'} no longer used.`
            : typed
              ? `${count} ${columns} typed in, not checked: the API tells none of this source.`
              : 'The API tells no columns of this source. Their names can be typed, or pasted at once.'}
        </Text>
        {!isGivenWay && (
          <Button
            size="compact-sm"
            variant="light"
            aria-haspopup="dialog"
            onClick={() => setIsOpen(true)}
          >
            {typed ? 'Paste others' : 'Paste columns'}
          </Button>
        )}
        {typed && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              group.current?.focus()
              store.change((draft) => typeColumns(draft, []))
            }}
          >
            Forget them
          </Button>
        )}
      </Group>
      {isOpen && (
        <Suspense>
          <PasteColumns onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
