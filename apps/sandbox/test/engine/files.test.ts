import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { filePathAt, incrementalPath } from '../../src/engine/filePath.ts'
import { createWorld, mapped, type World } from './world.ts'

const rows = [
  { ID: 'a', NAME: 'Ada, "the first"', AGE: 36, TAGS: '["x","y"]' },
  { ID: 'b', NAME: 'two\nlines', AGE: null, TAGS: null },
]

function toFile(object: string, more: JsonObject = {}): JsonObject {
  return {
    operation: 'mirror',
    destination_attributes: { connection_id: 3, object },
    mappings: mapped('ID', 'NAME', 'AGE', 'TAGS'),
    ...more,
  }
}

/** The files of the destination, with what is in them. */
function filesOf({ filesFolder }: World): Record<string, string> {
  const folder = join(filesFolder, '3')
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    paths
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [path.slice(folder.length + 1), readFileSync(path, 'utf8')]
      }),
  )
}

describe('a file destination (5.11)', () => {
  it.each([
    [
      'CSV, quoted where it has to be',
      {},
      'id,name,age,tags\na,"Ada, ""the first""",36,"[""x"",""y""]"\nb,"two\nlines",,\n',
    ],
    [
      'CSV with another delimiter and without a header',
      { csv_delimiter: ';', csv_include_header: false },
      'a;"Ada, ""the first""";36;"[""x"",""y""]"\nb;"two\nlines";;\n',
    ],
    [
      'TSV',
      { file_format: 'TSV' },
      'id\tname\tage\ttags\na\t"Ada, ""the first"""\t36\t"[""x"",""y""]"\nb\t"two\nlines"\t\t\n',
    ],
    [
      'JSON',
      { file_format: 'JSON' },
      '[\n{"id":"a","name":"Ada, \\"the first\\"","age":36,"tags":["x","y"]},\n{"id":"b","name":"two\\nlines","age":null,"tags":null}\n]\n',
    ],
    [
      'NDJSON',
      { file_format: 'NDJSON' },
      '{"id":"a","name":"Ada, \\"the first\\"","age":36,"tags":["x","y"]}\n{"id":"b","name":"two\\nlines","age":null,"tags":null}\n',
    ],
  ])('writes %s', (_name, options, text) => {
    using world = createWorld({ batchSize: 1 })
    world.setSource(rows)
    const request = toFile('out/people.txt', {
      advanced_configuration: options,
      field_order: 'mapping_order',
    })
    expect(world.run(request)).toMatchObject({
      kind: 'completed',
      progress: { records_updated: 2 },
    })
    expect(filesOf(world)).toEqual({ 'out/people.txt': text })
    expect(world.log().map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
  })

  it('orders its columns by the names of the source, unless told otherwise', () => {
    using world = createWorld()
    world.setSource([{ ID: 'a', NAME: 'Ada', AGE: 36 }])
    world.run(toFile('people.csv', { mappings: mapped('NAME', 'ID', 'AGE') }))
    expect(filesOf(world)).toEqual({ 'people.csv': 'age,id,name\n36,a,Ada\n' })
  })

  it('is replaced by a mirror', () => {
    using world = createWorld()
    world.setSource([{ ID: 'a' }, { ID: 'b' }])
    const request = toFile('people.csv', { mappings: mapped('ID') })
    world.run(request)
    world.setSource([{ ID: 'b' }])
    expect(world.run(request)).toMatchObject({ progress: { records_processed: 1 } })
    expect(filesOf(world)).toEqual({ 'people.csv': 'id\nb\n' })
  })

  it('gets a full file from an upsert, and then files of what changed', () => {
    using world = createWorld()
    world.setSource([{ ID: 'a' }, { ID: 'b' }])
    const request = toFile('people_%d_%m_%y.csv', { operation: 'upsert', mappings: mapped('ID') })
    world.run(request)
    world.setSource([{ ID: 'a' }, { ID: 'b' }, { ID: 'c' }])
    world.run(request)
    expect(filesOf(world)).toEqual({
      'people_25_11_26_full.csv': 'id\na\nb\n',
      'people_25_11_26_1795586709.csv': 'id\nc\n',
    })
  })

  it('is not written by a dry run, which tells how many records it would hold', () => {
    using world = createWorld()
    world.setSource(rows)
    const request = toFile('people.csv', { operation: 'upsert' })
    const untouched = world.dump()
    const dry = world.dryRun(request)
    expect(world.dump()).toBe(untouched)
    expect(readdirSync(world.filesFolder)).toEqual([])
    const outcome = world.run(request)
    expect(dry).toEqual({ kind: 'done', numbers: world.numbersOf(outcome) })
    expect(dry).toMatchObject({ numbers: { expected_creates: 2 } })
    expect(dry).not.toHaveProperty('numbers.destination_before', expect.anything())
  })

  it('is told of by its path, its length and its first lines', () => {
    using world = createWorld()
    const many = Array.from({ length: 50 }, (_, row) => ({ ID: `${row}`, NAME: 'x' }))
    world.setSource(many)
    world.run(toFile('exports/people.csv', { mappings: mapped('ID', 'NAME') }))
    const head = ['id,name', ...many.slice(0, 19).map(({ ID }) => `${ID},x`)].join('\n')
    expect(world.changes()).toMatchObject({
      created: 50,
      files: [{ path: 'exports/people.csv', bytes: 'id,name\n'.length + 10 * 4 + 40 * 5, head }],
    })

    // The four kilobytes end amidst a character of three bytes.
    world.setSource([{ ID: 'a', NAME: '€'.repeat(2_000) }])
    world.run(toFile('long.csv', { mappings: mapped('NAME', 'ID') }))
    const [file] = world.changes().files
    expect(file).toMatchObject({ head: `id,name\na,${'€'.repeat(1_362)}` })
  })

  it.each([
    ['a path that leads out of it', toFile('../../people.csv'), 'INVALID_FILE_PATH'],
    [
      'Parquet',
      toFile('p', { advanced_configuration: { file_format: 'Parquet' } }),
      'FILE_FORMAT_UNSUPPORTED',
    ],
    [
      'a key for PGP',
      toFile('p', { advanced_configuration: { pgp_public_key: 'k' } }),
      'FILE_FORMAT_UNSUPPORTED',
    ],
  ])('refuses %s', (_name, request, code) => {
    using world = createWorld()
    world.setSource(rows)
    expect(world.run(request)).toMatchObject({ kind: 'failed', code })
  })
})

describe('the variables of a path', () => {
  const time = new Date('2026-03-04T15:06:07.000Z')
  it.each([
    ['%Y-%y', '2026-26'],
    ['%m %-m %d %-d', '03 3 04 4'],
    ['%H %k %I %l', '15 15 03  3'],
    ['%M:%S', '06:07'],
    ['100%q %', '100%q %'],
  ])('%s', (path, expected) => {
    expect(filePathAt(path, time)).toBe(expected)
  })

  it('leave room for what an upsert adds', () => {
    expect(incrementalPath('a.b/users.csv', true, time)).toBe('a.b/users_full.csv')
    expect(incrementalPath('a.b/users', false, time)).toBe('a.b/users_1772636767')
  })
})
