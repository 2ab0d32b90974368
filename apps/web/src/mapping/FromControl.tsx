import { Anchor, NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { basicTypes, writableFromTypes, type WritableFromType } from '@sync-builder/schema'
import { memo } from 'react'
import { pathKey } from '../draft/builder.ts'
import { Picker, takeAny, type PickerOption } from '../ui/Picker.tsx'
import classes from './mapping.module.css'
import { columnStanding } from './nameStanding.ts'
import type { RowView } from './mappings.ts'
import { rowPath, useRowSurroundings } from './rowActions.ts'

type ControlView = Exclude<RowView, { kind: 'raw' }>

const kinds: Record<WritableFromType, string> = {
  column: 'Column',
  constant_value: 'Constant',
  sync_metadata: 'Run id',
  segment_membership: 'Segments',
  liquid_template: 'Template',
}

const kindChoices = writableFromTypes.map((value) => ({ value, label: kinds[value] }))

/** What fills the field: a kind, and its value. */
export function FromControl(props: { id: string; index: number; view: ControlView }) {
  const { id, index, view } = props
  if (view.kind === 'compound_key') {
    return (
      <Text size="sm">
        Key made by the service <code className={classes.api}>compound_key</code>
      </Text>
    )
  }
  return (
    <div className={classes.from}>
      <KindSelect id={id} index={index} kind={view.kind} />
      <FromValue {...props} />
    </div>
  )
}

const KindSelect = memo(function KindSelect(props: {
  id: string
  index: number
  kind: WritableFromType
}) {
  const { id, index, kind } = props
  const { actions } = useRowSurroundings()
  return (
    <NativeSelect
      aria-label={`Kind of source, row ${index + 1}`}
      data-path={pathKey(rowPath(index, 'from', 'type'))}
      title={kind}
      data={kindChoices}
      value={kind}
      onChange={(event) => {
        const chosen = writableFromTypes.find((type) => type === event.currentTarget.value)
        if (chosen) actions.changeKind(id, chosen)
      }}
    />
  )
})

function FromValue({ id, index, view }: { id: string; index: number; view: ControlView }) {
  const { picks, actions } = useRowSurroundings()
  const path = rowPath(index, 'from', 'data')
  const set = (value: string, ...keys: string[]) =>
    actions.edit(id, [{ op: 'set', path: ['from', 'data', ...keys], value }])

  switch (view.kind) {
    case 'column':
      return (
        <div>
          <Picker
            label={`Column, row ${index + 1}`}
            hideLabel
            placeholder="Column"
            options={picks.columns}
            value={view.data || undefined}
            onChange={(value) => set(value ?? '')}
            takeTyped={takeAny}
            dataPath={pathKey(path)}
          />
          <Standing words={columnStanding(view.data, picks)} />
        </div>
      )
    case 'constant_value':
      return (
        <Constant
          id={id}
          index={index}
          value={view.value}
          basicType={view.basicType}
          onValue={(value) => set(value, 'value')}
        />
      )
    case 'sync_metadata':
      return (
        <Picker
          label={`Metadata of the run, row ${index + 1}`}
          hideLabel
          options={metadataKeys}
          value={view.data || undefined}
          onChange={(value) => set(value ?? '')}
          takeTyped={takeAny}
          dataPath={pathKey(path)}
        />
      )
    case 'segment_membership':
      return (
        <Picker
          label={`Segments by, row ${index + 1}`}
          hideLabel
          options={segmentNames}
          value={view.identifyBy || undefined}
          onChange={(value) => set(value ?? '', 'identify_by')}
          takeTyped={takeAny}
          dataPath={pathKey([...path, 'identify_by'])}
        />
      )
    case 'liquid_template':
      return (
        <div>
          <Textarea
            aria-label={`Template, row ${index + 1}`}
            placeholder="{{ record['COLUMN'] }}"
            data-path={pathKey(path)}
            rows={2}
            resize="vertical"
            spellCheck={false}
            classNames={{ input: classes.code! }}
            value={view.data}
            onChange={(event) => set(event.currentTarget.value)}
          />
          <Anchor
            component="button"
            type="button"
            size="xs"
            aria-label={`Edit template, row ${index + 1}`}
            aria-haspopup="dialog"
            className={classes.editTemplate}
            data-control="template"
            onClick={() => actions.openDetails(id, 'template')}
          >
            Edit template
          </Anchor>
        </div>
      )
    case 'compound_key':
      return null
  }
}

function Constant(props: {
  id: string
  index: number
  value: string
  basicType: string
  onValue: (value: string) => void
}) {
  const { id, index, value, basicType, onValue } = props
  return (
    <div className={classes.constant}>
      <TextInput
        aria-label={`Constant, row ${index + 1}`}
        placeholder="Value"
        data-path={pathKey(rowPath(index, 'from', 'data', 'value'))}
        value={value}
        title={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
      <BasicTypeSelect id={id} index={index} basicType={basicType} />
    </div>
  )
}

const BasicTypeSelect = memo(function BasicTypeSelect(props: {
  id: string
  index: number
  basicType: string
}) {
  const { id, index, basicType } = props
  const { actions } = useRowSurroundings()
  const types = basicTypes.some((known) => known === basicType)
    ? basicTypes
    : [...basicTypes, basicType]
  const path = ['from', 'data', 'basic_type']
  return (
    <NativeSelect
      aria-label={`Type of the constant, row ${index + 1}`}
      data-path={pathKey(rowPath(index, ...path))}
      data={types.map((type) => ({ value: type, label: type }))}
      value={basicType}
      onChange={(event) =>
        actions.edit(id, [{ op: 'set', path, value: event.currentTarget.value }])
      }
    />
  )
})

/** Says of a name that the API did not tell it; see nameStanding. */
export function Standing({ words }: { words: string | undefined }) {
  if (words === undefined) return null
  return (
    <Text size="xs" c="dimmed">
      {words}
    </Text>
  )
}

// The only values that are known; others can be typed. Source: reference 2.4.
const metadataKeys: PickerOption[] = [
  { value: 'sync_run_id', label: 'Id of the run', detail: 'sync_run_id' },
]
const segmentNames: PickerOption[] = [{ value: 'name', label: 'Names of segments', detail: 'name' }]
