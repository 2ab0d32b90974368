import { valueAt } from '@sync-builder/schema'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { Picker, takeAny } from '../ui/Picker.tsx'
import { optionValue, withCurrent } from '../ui/pickerOptions.ts'

const path = ['destination_attributes', 'lead_union_insert_to']

/** Values of a sibling of this field; for the API itself none is documented. Source: 2.3. */
const suggestions = [
  { value: 'converted', label: 'converted', detail: 'not documented for the API' },
  { value: 'lead', label: 'lead', detail: 'not documented for the API' },
]

/** Into which of the two objects of a union new records go. */
export function UnionInsert() {
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const value = optionValue(valueAt(payload, path))
  return (
    <div>
      <Picker
        label="Insert new records into"
        description="For objects that join two, such as Lead or Contact. Which values the API takes is not documented."
        placeholder="Leave to the API"
        options={withCurrent(suggestions, value, { isRead: true })}
        value={value}
        onChange={(picked) =>
          edit(picked === undefined ? { op: 'remove', path } : { op: 'set', path, value: picked })
        }
        takeTyped={takeAny}
        clearable
        dataPath={pathKey(path)}
      />
      <FieldProblems path={path} />
    </div>
  )
}
