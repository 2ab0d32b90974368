import { Stack, Text } from '@mantine/core'
import { capitalized, type Path } from '@sync-builder/schema'
import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { failureWords } from '../api/failureWords.ts'
import { useRefresh, type Refreshable } from '../api/refresh.ts'
import { pathKey } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { takeId } from '../draft/fieldText.ts'
import { Freshness } from '../ui/Freshness.tsx'
import { Picker, takeAny, type PickerOption } from '../ui/Picker.tsx'
import { withCurrent } from '../ui/pickerOptions.ts'
import { ReadingState } from '../ui/ReadingState.tsx'

/** A choice among what the API lists by id, or a typed id. */
export interface ListedChoiceProps {
  label: string
  description?: ReactNode
  /** What the list holds, in the plural: "datasets". */
  plural: string
  query: Pick<
    UseQueryResult<{ unreadable: number; lastRefreshedAt: string | undefined }>,
    'data' | 'isLoading' | 'isPending' | 'error' | 'dataUpdatedAt' | 'refetch'
  >
  options: readonly PickerOption[]
  value: string | undefined
  /** Takes a listed id, or what was typed. */
  onChange: (picked: string) => void
  refreshable: Refreshable | undefined
  /** Where the choice stands in the payload; its problems are shown below. */
  path: Path
  /** Lets a name be typed as well as an id. */
  takesNames?: boolean
}

export function ListedChoice(props: ListedChoiceProps) {
  const { query, value } = props
  const refresh = useRefresh(props.refreshable)
  const options = useMemo(
    () => withCurrent(props.options, value, { isRead: !query.isPending }),
    [props.options, value, query.isPending],
  )
  return (
    <Stack gap={4}>
      <Picker
        label={props.label}
        {...(props.description !== undefined && { description: props.description })}
        placeholder={`Search ${props.plural}`}
        options={options}
        value={value}
        onChange={(picked) => picked !== undefined && props.onChange(picked)}
        loading={query.isLoading}
        takeTyped={props.takesNames ? takeAny : takeId}
        typedHint={props.takesNames ? 'id or name, not checked' : 'id, not checked'}
        dataPath={pathKey(props.path)}
      />
      {value !== undefined && <FieldProblems path={props.path} />}
      <ReadingState
        what={`the ${props.plural}`}
        isLoading={query.isLoading}
        error={failureWords(query.error)}
        onRetry={() => void query.refetch()}
        wayOut={props.takesNames ? 'An id or a name can be typed.' : 'An id can be typed.'}
      />
      {query.data && props.options.length === 0 && (
        <Text size="sm" c="dimmed">
          The API lists no {props.plural} here. An id can be typed.
        </Text>
      )}
      {query.data && (
        <Freshness
          what={capitalized(props.plural)}
          readAt={query.dataUpdatedAt}
          refreshedAt={query.data.lastRefreshedAt}
          unreadable={query.data.unreadable}
          refresh={refresh}
        />
      )}
    </Stack>
  )
}
