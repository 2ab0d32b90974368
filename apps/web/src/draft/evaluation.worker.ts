import { fragileRows } from '@sync-builder/schema/fragile-rows'
import { recordsOf } from '@sync-builder/schema/record'
import { createTemplateRenderer } from '@sync-builder/schema/render-template'
import type { Answers, Call, RecordsCall, TemplateCall } from './evaluation.ts'

const render = createTemplateRenderer(() => new Date())

function renderEach({ template, records, columns }: TemplateCall): Answers['template'] {
  return records.map((record) => render(template, record, columns))
}

function pushThrough(call: RecordsCall): Answers['records'] {
  const { payload, samples, shown } = call
  const context = { columns: call.columns, object: call.object, render }
  const records = recordsOf(
    payload,
    samples.map(({ record }) => record),
    context,
  )
  const [ordinary, ...others] = call.compared
  return {
    record: records[shown],
    fragile: ordinary ? fragileRows(payload, ordinary.record, others, context) : [],
  }
}

function answer(call: Call): Answers[Call['kind']] {
  return call.kind === 'template' ? renderEach(call) : pushThrough(call)
}

addEventListener('message', ({ data }: MessageEvent<Call>) => {
  postMessage(answer(data))
})
// What the page waits for before it counts the time of a call.
postMessage('ready')
