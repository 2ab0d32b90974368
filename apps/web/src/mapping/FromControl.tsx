import { Anchor, NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import {
  basicTypes,
  writableFromTypes,
  type Path,
  type WritableFromType,
} from '@sync-builder/schema'
import { pathKey } from '../draft/builder.ts'
import { Picker, takeAny, type PickerOption } from '../ui/Picker.tsx'
import classes from './mapping.module.css'
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
  const { actions } = useRowSurroundings()
  if (view.kind === 'compound_key') {
    return (
      <Text size="sm">
        Key made by the service <code className={classes.api}>compound_key</code>
      </Text>
    )
  }
  return (
    <div className={classes.from}>
      <NativeSelect
        aria-label={`Kind of source, row ${index + 1}`}
        data-path={pathKey(rowPath(index, 'from', 'type'))}
        title={view.kind}
        data={kindChoices}
        value={view.kind}
        onChange={(event) => {
          const kind = writableFromTypes.find((type) => type === event.currentTarget.value)
          if (kind) actions.changeKind(id, kind)
        }}
      />
      <FromValue {...props} />
    </div>
  )
}

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
          {view.data !== '' && !picks.columnsByName && <NotChecked />}
        </div>
      )
    case 'constant_value':
      return (
        <Constant
          index={index}
          path={path}
          value={view.value}
          basicType={view.basicType}
          onValue={(value) => set(value, 'value')}
          onBasicType={(value) => set(value, 'basic_type')}
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
  index: number
  path: Path
  value: string
  basicType: string
  onValue: (value: string) => void
  onBasicType: (value: string) => void
}) {
  const { index, path, basicType } = props
  const types = basicTypes.some((known) => known === basicType)
    ? basicTypes
    : [...basicTypes, basicType]
  return (
    <div className={classes.constant}>
      <TextInput
        aria-label={`Constant, row ${index + 1}`}
        placeholder="Value"
        data-path={pathKey([...path, 'value'])}
        value={props.value}
        title={props.value}
        onChange={(event) => props.onValue(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={`Type of the constant, row ${index + 1}`}
        data-path={pathKey([...path, 'basic_type'])}
        data={types.map((type) => ({ value: type, label: type }))}
        value={basicType}
        onChange={(event) => props.onBasicType(event.currentTarget.value)}
      />
    </div>
  )
}

/** Says that nothing is known to check a typed name against. */
export function NotChecked() {
  return (
    <Text size="xs" c="dimmed">
      Not checked
    </Text>
  )
}

// The only values that are known; others can be typed. Source: reference 2.4.
const metadataKeys: PickerOption[] = [
  { value: 'sync_run_id', label: 'Id of the run', detail: 'sync_run_id' },
]
const segmentNames: PickerOption[] = [{ value: 'name', label: 'Names of segments', detail: 'name' }]
