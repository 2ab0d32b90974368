import { NativeSelect, Textarea, TextInput, type InputWrapperProps } from '@mantine/core'
import { apiDefaultAt, type Path } from '@sync-builder/schema'
import type { ReactNode } from 'react'
import { useController, type Control, type FieldValues, type Path as Name } from 'react-hook-form'
import { pathKey } from './builder.ts'
import { FieldProblems } from './FieldProblems.tsx'

interface FieldProps<Values extends FieldValues> {
  control: Control<Values>
  name: Name<Values>
  label: ReactNode
  /** Tells fields with the same label apart for screen readers, or stands in for no label. */
  ariaLabel?: string
  description?: ReactNode
  /** Where the value stands in the payload. */
  path: Path
}

/** Inputs beside each other stay in line, whatever is said about them. */
const inputWrapperOrder: InputWrapperProps['inputWrapperOrder'] = [
  'label',
  'input',
  'description',
  'error',
]

/** A text of a step's form, with its problems below it. */
export function TextField<Values extends FieldValues>(
  props: FieldProps<Values> & {
    placeholder?: string
    inputMode?: 'numeric' | 'decimal'
    /** Set in the monospace font: ids, expressions. */
    isCode?: boolean
    isLong?: boolean
    maxWidth?: number
  },
) {
  const { field } = useController({ control: props.control, name: props.name })
  const shared = {
    ...field,
    value: field.value ?? '',
    label: props.label,
    'aria-label': props.ariaLabel,
    description: props.description,
    placeholder: props.placeholder,
    spellCheck: false,
    autoComplete: 'off',
    'data-path': pathKey(props.path),
    maw: props.maxWidth ?? 480,
    inputWrapperOrder,
    ...(props.isCode && {
      styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)' } },
    }),
  }
  return (
    <div>
      {props.isLong ? (
        <Textarea {...shared} rows={3} resize="vertical" />
      ) : (
        <TextInput {...shared} {...(props.inputMode && { inputMode: props.inputMode })} />
      )}
      <FieldProblems path={props.path} />
    </div>
  )
}

/** One of the values that a select offers. */
export interface SelectOption {
  value: string
  label: string
}

/** A choice of a step's form; what an import brought and is not offered stays visible in it. */
export function SelectField<Values extends FieldValues>(
  props: FieldProps<Values> & {
    options: readonly SelectOption[]
    /** What it says while nothing is sent. */
    unset?: string
    maxWidth?: number
  },
) {
  const { field } = useController({ control: props.control, name: props.name })
  const value: string = field.value ?? ''
  const isOffered = value === '' || props.options.some((option) => option.value === value)
  return (
    <div>
      <NativeSelect
        {...field}
        value={value}
        label={props.label}
        aria-label={props.ariaLabel}
        description={props.description}
        data-path={pathKey(props.path)}
        maw={props.maxWidth ?? 480}
        inputWrapperOrder={inputWrapperOrder}
        data={[
          { value: '', label: props.unset ?? leaveToApi(props.path) },
          ...props.options,
          ...(isOffered ? [] : [{ value, label: `${value} (not a known value)` }]),
        ]}
      />
      <FieldProblems path={props.path} />
    </div>
  )
}

/** The choice that sends nothing, with what the API takes then where that is known. */
function leaveToApi(path: Path): string {
  const value = apiDefaultAt(path)?.value ?? undefined
  return value === undefined ? 'Leave to the API' : `Leave to the API: ${value}`
}

/** Yes and no for a field that takes `true` and `false`. */
export const trueFalseOptions: readonly SelectOption[] = [
  { value: 'true', label: 'Yes (true)' },
  { value: 'false', label: 'No (false)' },
]
