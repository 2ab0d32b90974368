import { requestOperations } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { operationChoices } from './operationChoices.ts'

const contact = { full_name: 'Contact', supported_operations: ['upsert', 'mirror'] }

function enabled(...args: Parameters<typeof operationChoices>) {
  return operationChoices(...args)
    .filter(({ disabledReason }) => disabledReason === undefined)
    .map(({ operation }) => operation)
}

function shown(...args: Parameters<typeof operationChoices>) {
  return operationChoices(...args).map(({ operation }) => operation)
}

describe('operationChoices', () => {
  const documented = ['upsert', 'update', 'insert', 'mirror', 'append']

  it('shows what the object does not offer, with the reason', () => {
    expect(shown(contact, undefined)).toEqual(documented)
    expect(enabled(contact, undefined)).toEqual(['upsert', 'mirror'])
    expect(operationChoices(contact, undefined)[1]).toEqual({
      operation: 'update',
      disabledReason: 'Contact does not offer this.',
    })
  })

  it.each([undefined, { full_name: 'Contact' }])(
    'closes nothing while nothing is known',
    (object) => {
      expect(enabled(object, undefined)).toEqual(documented)
    },
  )

  it('offers delete only where the object lists it', () => {
    const deletable = { full_name: 'User', supported_operations: ['delete'] }
    expect(shown(contact, undefined)).not.toContain('delete')
    expect(enabled(deletable, undefined)).toEqual(['delete'])
  })

  it('always shows what is chosen', () => {
    for (const operation of requestOperations) {
      expect(shown(contact, operation)).toContain(operation)
    }
  })
})
