import type { Edit, JsonObject } from '@sync-builder/schema'
import { useEffect, useMemo } from 'react'
import { get, set, useForm, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { useBuilder, useEdit } from './builder.ts'

/** Form to API and back for one step: pure, and inverse to each other. */
export interface StepForm<Values extends FieldValues> {
  read: (payload: JsonObject) => Values
  /** The edits after which the payload says what the form says; none when it already does. */
  write: (values: Values, payload: JsonObject) => Edit[]
}

/**
 * A form over one step's part of the payload. What is typed goes into the draft at once; what
 * changes in the draft from elsewhere (a fix, a restored value) comes back into the form.
 * `stepForm` must be the same object at each render.
 */
export function useStepForm<Values extends FieldValues>(
  stepForm: StepForm<Values>,
): UseFormReturn<Values> {
  const { payload, store } = useBuilder()
  const { edit } = useEdit()
  const values = useMemo(() => stepForm.read(payload), [stepForm, payload])
  const form = useForm<Values>({
    values,
    mode: 'onChange',
  })

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: (changed) => {
          // A form that takes over the draft's values tells of them one by one, while the others
          // are still the old ones: only what is named has changed.
          if (changed.name === undefined) return
          const { payload: newest } = store.snapshot()
          const said = stepForm.read(newest)
          set(said, changed.name, get(changed.values, changed.name))
          const edits = stepForm.write(said, newest)
          if (edits.length > 0) edit(...edits)
        },
      }),
    [form, stepForm, store, edit],
  )
  return form
}
