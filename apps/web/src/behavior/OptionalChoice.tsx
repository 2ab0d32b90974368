import type { ReactNode } from 'react'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { ChoiceCards, type Choice } from '../ui/ChoiceCards.tsx'

export interface OptionalChoiceProps {
  /** The top-level field that is chosen. */
  field: string
  label: string
  description?: ReactNode
  /** What the API does when the field is not sent. */
  unset: string
  choices: readonly Choice<string>[]
}

/** A field with a few values, which may also be left to the API. */
export function OptionalChoice({ field, label, description, unset, choices }: OptionalChoiceProps) {
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const value = payload[field]
  return (
    <div>
      <ChoiceCards
        label={label}
        description={description}
        choices={[{ value: leave, label: 'Leave to the API', text: unset }, ...choices]}
        value={value == null ? leave : typeof value === 'string' ? value : undefined}
        onChange={(chosen) =>
          edit(
            chosen === leave
              ? { op: 'remove', path: [field] }
              : { op: 'set', path: [field], value: chosen },
          )
        }
        dataPath={pathKey([field])}
        minWidth={290}
      />
      <FieldProblems path={[field]} />
    </div>
  )
}

/** No value of any field. */
const leave = 'leave to the API'
