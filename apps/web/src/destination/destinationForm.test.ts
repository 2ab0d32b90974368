import { applyEdits } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { destinationForm } from './destinationForm.ts'

describe('destinationForm', () => {
  it.each([[{}], [{ destination_attributes: { connection_id: 15, object: 'users/%Y.csv' } }]])(
    'changes nothing that was only read: %j',
    (payload) => {
      expect(destinationForm.write(destinationForm.read(payload), payload)).toEqual([])
    },
  )

  it.each(['users.csv', ''])('reads back the path %j', (path) => {
    const payload = { destination_attributes: { connection_id: 15, object: 'old.csv' } }
    const typed = applyEdits(payload, destinationForm.write({ path }, payload))
    expect(destinationForm.read(typed)).toEqual({ path })
    expect(typed.destination_attributes).toEqual({ connection_id: 15, object: path })
  })
})
