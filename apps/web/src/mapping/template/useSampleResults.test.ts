import { expect, it } from 'vitest'
import type { Sample } from '../../draft/samples.ts'
import { tellingSamples } from './useSampleResults.ts'

const samples: Sample[] = [
  { id: '1', kind: 'ordinary', record: { EMAIL: 'a@b', PLAN: 'x' } },
  { id: '2', kind: 'null', record: { EMAIL: 'a@b', PLAN: null } },
  { id: '3', kind: 'null key', record: { EMAIL: null, PLAN: 'x' } },
]

it.each([
  // what is read, which samples differ
  [[], ['1']],
  [['PLAN'], ['1', '2']],
  [['EMAIL'], ['1', '3']],
  [
    ['PLAN', 'EMAIL'],
    ['1', '2', '3'],
  ],
  [['MISSING'], ['1']],
])('of a template that reads %j the samples %j tell apart', (read, ids) => {
  expect(tellingSamples(read, samples).map(({ id }) => id)).toEqual(ids)
})
