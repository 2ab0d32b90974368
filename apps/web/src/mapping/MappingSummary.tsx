import { requiredLeft } from '@sync-builder/schema'
import { useMemo } from 'react'
import { useSettledBuilder } from '../draft/builder.ts'
import { isMapped } from './mappings.ts'
import { useRowEnds } from './useSettledRows.ts'

/** The mappings in one line: "14 of 15 mapped · 2 required left". */
export function MappingSummary() {
  const { known, draft } = useSettledBuilder()
  const rows = useRowEnds()
  const fields = known.object?.fields
  const left = useMemo(
    () =>
      requiredLeft(
        rows.map(({ mapping }) => mapping),
        fields,
      ).length,
    [rows, fields],
  )
  const mapped = rows.filter(isMapped).length
  return (
    <>
      {mapped < rows.length && `${mapped} of `}
      {rows.length} mapped
      {left > 0 && ` · ${left} required left`}
      {draft.parkedRows.length > 0 && ` · ${draft.parkedRows.length} parked`}
    </>
  )
}
