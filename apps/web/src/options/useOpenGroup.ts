import { useEffect, useState } from 'react'
import { useBuilder } from '../draft/builder.ts'
import { hasAny } from './optionsForm.ts'

/**
 * Whether a closed group is open: by itself when one of its fields is set or a jump leads to one,
 * and otherwise as the operator has it.
 */
export function useOpenGroup(fields: readonly string[]): [boolean, (isOpen: boolean) => void] {
  const { payload, jump } = useBuilder()
  const isSet = hasAny(payload, fields)
  const [chosen, setChosen] = useState<boolean>()
  const target = jump?.path[0]
  const isTarget = fields.some((field) => field === target)
  useEffect(() => {
    if (jump && isTarget) setChosen(true)
  }, [jump, isTarget])
  return [chosen ?? isSet, setChosen]
}
