import { createTemplateRenderer } from '@sync-builder/schema/render-template'
import type { EvaluationAnswer, EvaluationCall } from './evaluation.ts'

const render = createTemplateRenderer(() => new Date())

// The names that records share: the renderer recognises a list of columns by its identity.
let columns: readonly string[] | undefined

function answer(call: EvaluationCall): EvaluationAnswer {
  if (JSON.stringify(call.columns) !== JSON.stringify(columns)) columns = call.columns
  return call.records.map((record) => render(call.template, record, columns))
}

addEventListener('message', ({ data }: MessageEvent<EvaluationCall>) => {
  postMessage(answer(data))
})
// What the page waits for before it counts the time of a call.
postMessage('ready')
