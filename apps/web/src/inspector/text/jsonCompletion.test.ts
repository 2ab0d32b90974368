import { CompletionContext } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { EditorState } from '@codemirror/state'
import type { SyncContext } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { completionAt } from './jsonCompletion.ts'

const known: SyncContext = {
  columns: [{ name: 'EMAIL' }, { name: 'NAME' }],
  object: { full_name: 'Contact', fields: [{ full_name: 'Email' }, { full_name: 'LastName' }] },
}

/** What is offered at the bar in a text; explicitly, as by Ctrl+Space. */
function offered(text: string, isExplicit = true): string[] {
  const pos = text.indexOf('|')
  const state = EditorState.create({ doc: text.replace('|', ''), extensions: [json()] })
  const result = completionAt(new CompletionContext(state, pos, isExplicit), known)
  return (result?.options ?? []).map(({ label }) => label)
}

describe('completionAt', () => {
  it.each([
    ['{|}', ['label', 'operation', 'mappings', 'mode']],
    ['{"la|"}', ['label', 'operation']],
    ['{"label": "x", |}', ['operation', 'mappings']],
    ['{"operation": "|"}', ['append', 'insert', 'mirror', 'update', 'upsert', 'delete']],
    ['{"operation": up|}', ['upsert']],
    ['{"operation": |}', ['upsert']],
    ['{"paused": |}', ['true', 'false', 'null']],
    ['{"mappings": [{|}]}', ['from', 'to', 'is_primary_identifier']],
    ['{"mappings": [{"from": {"type": "|"}}]}', ['column', 'constant_value', 'liquid_template']],
    ['{"mappings": [{}, {"from": {"type": "column", "data": "|"}}]}', ['EMAIL', 'NAME']],
    ['{"mappings": [{"to": "|"}]}', ['Email', 'LastName']],
    ['{"mode": {"triggers": {"schedule": {"frequency": "weekly", |}}}}', ['day', 'hour', 'minute']],
    ['{"mode": {"triggers": {"schedule": {"frequency": "weekly", "day": "|"}}}}', ['Monday']],
    ['{"alert_attributes": [{"type": "RuntimeAlertConfiguration", "options": {|}}]}', ['unit']],
  ])('in %s offers %j', (text, labels) => {
    expect(offered(text)).toEqual(expect.arrayContaining(labels))
  })

  it.each([
    ['{"label": "|"}', 'label'],
    ['{"label": "x", "|": 1}', 'label'],
    ['{"mode": {"triggers": {"schedule": {"frequency": "hourly", |}}}}', 'day'],
    ['{"mappings": [{"from": {"type": "constant_value", "data": "|"}}]}', 'type'],
    ['{"a": 1}|', 'label'],
    ['|{"a": 1}', 'label'],
    ['{"unknown": {|}}', 'label'],
  ])('in %s does not offer %s', (text, label) => {
    expect(offered(text)).not.toContain(label)
  })

  it('comes by itself only where something is written', () => {
    expect(offered('{|}', false)).toEqual([])
    expect(offered('{"|"}', false)).toContain('label')
  })
})
