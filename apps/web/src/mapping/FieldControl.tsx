import { pathKey } from '../draft/builder.ts'
import { Anchor, Text } from '@mantine/core'
import { memo } from 'react'
import { Picker, takeAny } from '../ui/Picker.tsx'
import { Standing } from './FromControl.tsx'
import { fieldEdits, serviceKeyField } from './mappings.ts'
import { fieldStanding } from './nameStanding.ts'
import { rowPath, useRowSurroundings } from './rowActions.ts'

/** The destination field that a row fills: one of the object's, or a name that is typed. */
export const FieldControl = memo(function FieldControl(props: {
  id: string
  index: number
  to: string
  isKey: boolean
  /** What becomes of the values on their way here, "number → text"; empty where nothing does. */
  conversion: string
}) {
  const { id, index, to, isKey, conversion } = props
  const { picks, actions } = useRowSurroundings()
  const isServiceKey = isKey && picks.keyRule.hidesField
  const field = picks.fieldsByName.get(to)
  const isNew = (name: string) =>
    isServiceKey || picks.fieldsByName.has(name) ? false : picks.allowsNewFields || undefined
  const choose = (name: string) => actions.edit(id, fieldEdits(name, isNew(name)))
  return (
    <div>
      <Picker
        label={`Field, row ${index + 1}`}
        hideLabel
        placeholder="Field"
        options={picks.fields}
        value={to || undefined}
        onChange={(value) =>
          value === undefined
            ? actions.edit(id, [{ op: 'set', path: ['to'], value: '' }])
            : choose(value)
        }
        takeTyped={takeAny}
        typedHint={picks.allowsNewFields ? 'new field' : 'not checked'}
        dataPath={pathKey(rowPath(index, 'to'))}
      />
      {isServiceKey ? (
        <Text size="xs" c="dimmed">
          The service chooses this field.{' '}
          {to !== serviceKeyField && (
            <Anchor
              component="button"
              type="button"
              size="xs"
              onClick={() => actions.fillField(id, serviceKeyField)}
            >
              Send {serviceKeyField}
            </Anchor>
          )}
        </Text>
      ) : field ? (
        <Text size="xs" c="dimmed" truncate title={field.full_name}>
          {[field.required_for_mapping && 'required', field.type, conversion, field.full_name]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      ) : (
        <Standing words={fieldStanding(to, picks)} />
      )}
    </div>
  )
})
