import * as fc from 'fast-check'
import { analyseTemplate } from '@sync-builder/schema/template'
import { describe, expect, it } from 'vitest'
import { columnInsertion } from './insertion.ts'
import { spotAt } from './spots.ts'

/** The template after a column was picked at the cursor, which is written as ¦. */
function picked(text: string, name: string): string | undefined {
  const [template, to] = [text.replace('¦', ''), text.indexOf('¦')]
  const spot = spotAt(template, to)
  const change = spot && columnInsertion(name, { ...spot, to }, template)
  if (!change) return undefined
  return template.slice(0, change.from) + change.insert + template.slice(change.to)
}

describe('columnInsertion', () => {
  it.each([
    // before, the column, after
    ["{{ record['¦", 'EMAIL', "{{ record['EMAIL']"],
    ["{{ record['EM¦'] }}", 'EMAIL', "{{ record['EMAIL'] }}"],
    ["{{ record['EM¦AIL'] | upcase }}", 'NAME', "{{ record['NAME'] | upcase }}"],
    ["{{ record['EM¦ }}{{ record['ID'] }}", 'EMAIL', "{{ record['EMAIL'] }}{{ record['ID'] }}"],
    ['{{ record["¦"] }}', 'EMAIL', '{{ record["EMAIL"] }}'],
    ["{{ record['¦'] }}", "it's", '{{ record["it\'s"] }}'],
    ['{{ record[¦] }}', 'EMAIL', "{{ record['EMAIL'] }}"],
    ['{{ record[¦', 'EMAIL', "{{ record['EMAIL']"],
    ['{{ record.EM¦ }}', 'EMAIL', '{{ record.EMAIL }}'],
    ['{{ record.wi¦ }}', 'with space', "{{ record['with space'] }}"],
    ['{{ EM¦ }}', 'EMAIL', "{{ record['EMAIL'] }}"],
    ['Dear ¦', 'FIRST NAME', "Dear {{ record['FIRST NAME'] }}"],
    ['{{ 1 | ¦', 'EMAIL', undefined],
    ["{{ record['¦", `both ' and "`, undefined],
  ])('makes of %s with %s: %s', (text, name, after) => {
    expect(picked(text, name)).toBe(after)
  })

  it('writes what reads exactly the column, at each spot', () => {
    const spots = ["{{ record['¦'] }}", '{{ record["¦"] }}', '{{ record.¦ }}', '{{ ¦ }}', '¦']
    fc.assert(
      fc.property(
        fc.constantFrom(...spots),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        (spot, name) => {
          const template = picked(spot, name)
          if (template === undefined) return
          expect(analyseTemplate(template, [name])).toEqual([])
        },
      ),
    )
  })
})
