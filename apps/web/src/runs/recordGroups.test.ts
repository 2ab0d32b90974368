import type { SyncRecord } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { recordGroups } from './recordGroups.ts'

function groups(records: SyncRecord[]): [message: string, count: number][] {
  return recordGroups(records).map(({ message, records: members }) => [message, members.length])
}

describe('recordGroups', () => {
  it('puts the most frequent cause first', () => {
    const messages = ['Name is missing', 'Email is too long', 'Email is too long']
    expect(groups(messages.map((status_message) => ({ status_message })))).toEqual([
      ['Email is too long', 2],
      ['Name is missing', 1],
    ])
  })
  it('takes messages for one cause that differ in numbers, or in values of the record', () => {
    expect(
      groups([
        { status_message: 'Email takes 80 characters, and not 120' },
        { status_message: 'Email takes 80 characters, and not 1,200' },
        {
          status_message: 'No Account has the Id acc_a',
          record_payload: { COMPANY_ID: 'acc_a', CITY: 'Graz' },
        },
        {
          status_message: 'No Account has the Id Graz',
          record_payload: { COMPANY_ID: 'x', CITY: 'Graz' },
        },
        { status_message: 'a@example.com is locked', identifier: 'a@example.com' },
        { status_message: 'b@example.com is locked', identifier: 'b@example.com' },
      ]),
    ).toEqual([
      ['Email takes … characters, and not …', 2],
      ['No Account has the Id …', 2],
      ['… is locked', 2],
    ])
  })
  it('does not take a word of the message for a value that is called alike', () => {
    expect(
      groups([
        { status_message: 'A new record needs LastName', record_payload: { STATE: 'new' } },
        { status_message: 'A new record needs LastName', record_payload: { KIND: 'Name' } },
      ]),
    ).toEqual([['A new record needs LastName', 2]])
  })
  it('tells a message as it is where all say the same', () => {
    expect(
      groups([
        { status_message: 'At most 80 characters' },
        { status_message: 'At most 80 characters' },
      ]),
    ).toEqual([['At most 80 characters', 2]])
  })
  it('groups what says nothing', () => {
    expect(groups([{}, { status_message: null }])).toEqual([['', 2]])
  })
})
