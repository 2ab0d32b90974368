import { tags } from 'liquidjs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createParser } from './liquid.ts'
import { blockParts, liquidFilters, liquidTags, quoted, writtenColumn } from './liquidWords.ts'
import { analyseTemplate } from './template.ts'
import { registerFilters } from './templateFilters.ts'

/** The library's own, of Jekyll and Shopify, which are not part of Liquid 5.4. */
const extensionsOfTheLibrary = `
  array_to_sentence_string cgi_escape date_to_long_string date_to_rfc822 date_to_string
  date_to_xmlschema find find_exp find_index find_index_exp group_by group_by_exp has has_exp
  hmac_sha256 inspect jsonify normalize_whitespace number_of_words pop push raw reject reject_exp
  sample shift slugify squish sum to_integer unshift uri_escape where_exp xml_escape`
  .trim()
  .split(/\s+/)
const tagsOfTheLibrary = ['block', 'include', 'layout', 'render']

const sorted = (names: readonly string[]) => names.toSorted()

describe('the words of Liquid', () => {
  it('are the filters of our engine, without the extensions of the library', () => {
    const engine = createParser()
    registerFilters(engine, () => new Date())
    const listed = liquidFilters.map(({ name }) => name)
    expect(sorted([...listed, ...extensionsOfTheLibrary])).toEqual(
      sorted(Object.keys(engine.filters)),
    )
  })

  it('are the tags of the library, without those that are refused', () => {
    const listed = liquidTags.map(({ name }) => name)
    expect(sorted([...listed, ...tagsOfTheLibrary])).toEqual(sorted(Object.keys(tags)))
  })

  it.each(Object.entries(blockParts))('know the parts of %s', (name, parts) => {
    const { usage } = liquidTags.find((tag) => tag.name === name)!
    const begin = `{% ${name}${usage.replace('condition', 'true').replace('list', 'record')} %}`
    const inner = parts.map((part) => `{% ${part} ${part === 'else' ? '' : 'true'} %}`).join('')
    expect(analyseTemplate(`${begin}${inner}{% end${name} %}`, []).map((p) => p.message)).toEqual(
      name === 'case' ? [expect.stringContaining('unknown variable')] : [],
    )
  })

  it('are each told of in one sentence without its full stop', () => {
    for (const { does } of [...liquidFilters, ...liquidTags]) expect(does).toMatch(/^[A-Z].*[^.]$/)
  })
})

describe('writtenColumn', () => {
  it.each([
    ['EMAIL', "record['EMAIL']"],
    ["it's", `record["it's"]`],
    ['say "no"', `record['say "no"']`],
    [`it's "no"`, undefined],
    ['a}}b', undefined],
  ])('writes %s as %s', (name, written) => {
    expect(writtenColumn(name)).toBe(written)
  })

  it('reads exactly the column that it was made for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const written = writtenColumn(name)
        if (written === undefined) return
        expect(analyseTemplate(`{{ ${written} }}`, [name])).toEqual([])
      }),
    )
  })
})

describe('quoted', () => {
  it('keeps the quotes that are wished for where it can', () => {
    expect(quoted('a', '"')).toBe('"a"')
    expect(quoted('a"', '"')).toBe(`'a"'`)
  })
})
