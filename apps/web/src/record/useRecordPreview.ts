import type { Column, DestinationObject, JsonObject, SyncContext } from '@sync-builder/schema'
import type { KindedRecord } from '@sync-builder/schema/fragile-rows'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useBuilder } from '../draft/builder.ts'
import { evaluateRecords, type Answers, type Evaluated } from '../draft/evaluation.ts'
import type { SampleKind } from '../draft/sampleKinds.ts'
import type { Sample } from '../draft/samples.ts'
import type { Samples } from '../draft/useSamples.ts'

/** Long enough to skip the key presses of a word. */
const settleAfterMs = 120

interface Shown {
  asked: Asked
  evaluated: Evaluated<Answers['records']>
}

interface Asked {
  payload: JsonObject
  sample: Sample
  samples: Samples
  facts: Facts
  attempt: number
}

/** What the mapping makes of a sample. */
export interface RecordPreview {
  /** The last answer; it may be of an older draft or of another sample, see `isCurrent`. */
  evaluated: Evaluated<Answers['records']> | undefined
  isCurrent: boolean
  /** The payload that it was made with, since its rows are counted there. */
  payload: JsonObject
  retry: () => void
}

/** Pushes a sample through the mapping, a moment after the draft, the samples or the choice change. */
export function useRecordPreview(samples: Samples, sample: Sample | undefined): RecordPreview {
  const { payload, known } = useBuilder()
  const facts = useFacts(known)
  const [attempt, setAttempt] = useState(0)
  const asked = useMemo(
    () => sample && { payload, sample, samples, facts, attempt },
    [payload, sample, samples, facts, attempt],
  )
  const [shown, setShown] = useState<Shown>()

  useEffect(() => {
    if (!asked) return undefined
    const abort = new AbortController()
    const timer = setTimeout(() => {
      evaluateRecords(callOf(asked), abort.signal)
        .then((evaluated) => setShown({ asked, evaluated }))
        .catch((reason: unknown) => {
          if (!abort.signal.aborted) throw reason
        })
    }, settleAfterMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [asked])

  return {
    evaluated: shown?.evaluated,
    isCurrent: shown !== undefined && shown.asked === asked,
    payload: shown?.asked.payload ?? payload,
    retry: useCallback(() => setAttempt((before) => before + 1), []),
  }
}

function callOf({ payload, sample, samples, facts }: Asked): Parameters<typeof evaluateRecords>[0] {
  const { given, madeUp } = samples
  const [ordinary, ...fragile] = madeUp
  const compared = ordinary ? [ordinary, ...fragile, ...given].map(withoutId) : []
  return {
    payload,
    samples: samples.all.map(withoutId),
    shown: samples.all.indexOf(sample),
    compared,
    ...facts,
  }
}

function withoutId({ kind, record }: Sample): KindedRecord<SampleKind> {
  return { kind, record }
}

/** Of what is known, only what a record depends on: all of it is copied at each call. */
interface Facts {
  columns: readonly Column[] | undefined
  object: DestinationObject | undefined
}

function useFacts({ columns, object }: SyncContext): Facts {
  return useMemo(
    () => ({
      columns: columns?.map(({ name, data_type, type }) => ({ name, data_type, type })),
      object: object && {
        full_name: object.full_name,
        supports_field_ordering: object.supports_field_ordering,
        fields: object.fields?.map(({ full_name, type, array, lookup_object }) => ({
          full_name,
          type,
          array,
          lookup_object,
        })),
      },
    }),
    [columns, object],
  )
}
