import { expect, it } from 'vitest'
import { evaluateTemplate } from './evaluation.ts'

const kept = () => new AbortController().signal

it('renders a template over records in a worker', async () => {
  const records = [{ NAME: 'Ada' }, { NAME: null }]
  expect(await evaluateTemplate('Dear {{ record.NAME }}', records, ['NAME'], kept())).toEqual({
    kind: 'done',
    result: [{ text: 'Dear Ada' }, { text: 'Dear ' }],
  })
})

it('stops what takes more than a second in all, and goes on', async () => {
  // Of each record, the renderer itself stops it after a quarter of a second.
  const loops = `${'{% for i in record.LIST %}'.repeat(4)}${'{% endfor %}'.repeat(4)}`
  const record = { LIST: Array.from({ length: 1000 }, (_, index) => index) }
  const records = Array.from({ length: 20 }, () => record)
  expect(await evaluateTemplate(loops, records, undefined, kept())).toEqual({
    kind: 'took too long',
    limitMs: 1000,
  })
  expect(await evaluateTemplate('{{ record.NAME }}', [{ NAME: 'x' }], undefined, kept())).toEqual({
    kind: 'done',
    result: [{ text: 'x' }],
  })
})
