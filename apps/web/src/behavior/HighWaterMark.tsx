import { highWaterMarkSentence } from '@sync-builder/schema'
import { useMemo } from 'react'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { Picker, takeAny } from '../ui/Picker.tsx'
import { optionValue, withCurrent } from '../ui/pickerOptions.ts'
import { highWaterMarkOptions } from './columnOptions.ts'

const path = ['high_water_mark_attribute']

/** The column by which an append finds new rows. */
export function HighWaterMark() {
  const { payload, known } = useBuilder()
  const { edit } = useEdit()
  const value = optionValue(payload.high_water_mark_attribute)
  const { columns } = known
  const options = useMemo(() => highWaterMarkOptions(columns ?? []), [columns])
  return (
    <div>
      <Picker
        label="High water mark column"
        description={`A column with the time of each row, by which new rows are told; without it they are told by their key. ${highWaterMarkSentence} Documented for BigQuery, Snowflake and Redshift.`}
        placeholder="Leave to the API"
        options={withCurrent(options, value, { isRead: true })}
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
