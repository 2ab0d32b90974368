import type { JsonObject } from '@sync-builder/schema'
import type { SqlValue } from '../../src/engine/sql.ts'
import { mapped, type SourceRow } from './world.ts'

/** One run: what the source holds before it, and what is there after it. */
export interface Step {
  source?: readonly SourceRow[]
  /** What somebody else made of the destination since the run before. */
  person?: readonly Record<string, SqlValue>[]
  /** What is changed of the sync before the run. */
  sync?: JsonObject
  force?: true
  /** In the order of `countsOf`. */
  counts?: readonly [number, number, number, number, number, number, number]
  full?: readonly string[]
  /** The destination after the run. */
  after?: readonly Record<string, unknown>[]
  /** The row log: `a upsert succeeded`, with the message where there is one. */
  log?: readonly string[]
  /** The rows that the row log shows (3.3). */
  payloads?: readonly JsonObject[]
  failure?: string
}

export interface Scenario {
  name: string
  sync: JsonObject
  company?: readonly Record<string, SqlValue>[]
  steps: readonly Step[]
}

const ada = { ID: 'a', NAME: 'Ada' }
const ben = { ID: 'b', NAME: 'Ben' }
const cleo = { ID: 'c', NAME: 'Cleo' }
const unmatched = ' (Skipped: no record has this identifier)'
const matched = ' (Skipped: a record has this identifier already)'

/** Reference 5.2, with 5.4: one row new, one changed, one gone, over records of somebody else's. */
export const operations: readonly Scenario[] = [
  {
    name: 'upsert updates what it finds, creates what it does not, and leaves alone what is gone',
    sync: { operation: 'upsert' },
    steps: [
      {
        person: [
          { id: 'a', name: 'theirs', age: 7 },
          { id: 'z', name: 'stranger' },
        ],
        source: [ada, ben],
        counts: [2, 2, 0, 0, 2, 2, 0],
        full: ['First run'],
        after: [
          { id: 'a', name: 'Ada', age: 7 },
          { id: 'z', name: 'stranger' },
          { id: 'b', name: 'Ben' },
        ],
        log: ['a upsert succeeded', 'b upsert succeeded'],
      },
      { source: [ada, ben], counts: [2, 0, 0, 0, 0, 0, 0], full: [], log: [] },
      {
        source: [{ ...ada, NAME: 'Ada L.' }, cleo],
        counts: [2, 2, 0, 0, 2, 2, 0],
        after: [
          { id: 'a', name: 'Ada L.', age: 7 },
          { id: 'z', name: 'stranger' },
          { id: 'b', name: 'Ben' },
          { id: 'c', name: 'Cleo' },
        ],
      },
    ],
  },
  {
    name: 'a change of a column that is not mapped is none',
    sync: { operation: 'upsert' },
    steps: [
      { source: [{ ...ada, NOTE: 'one' }], counts: [1, 1, 0, 0, 1, 1, 0] },
      { source: [{ ...ada, NOTE: 'two' }], counts: [1, 0, 0, 0, 0, 0, 0] },
    ],
  },
  {
    name: 'what somebody else changes in the destination is not compared with',
    sync: { operation: 'upsert' },
    steps: [
      { source: [ada], after: [{ id: 'a', name: 'Ada' }] },
      { person: [], source: [ada], counts: [1, 0, 0, 0, 0, 0, 0], after: [] },
      {
        force: true,
        counts: [1, 1, 0, 0, 1, 1, 0],
        full: ['Requested by the user'],
        after: [{ id: 'a', name: 'Ada' }],
      },
    ],
  },
  {
    name: 'update never creates: a record without a match is skipped, and counts as accepted',
    sync: { operation: 'update' },
    steps: [
      {
        person: [{ id: 'a', name: 'theirs' }],
        source: [ada, ben],
        counts: [2, 2, 0, 0, 2, 2, 0],
        after: [{ id: 'a', name: 'Ada' }],
        log: ['a update succeeded', `b update succeeded${unmatched}`],
      },
      {
        person: [{ id: 'b', name: 'late' }],
        source: [ada, { ...ben, NAME: 'Benjamin' }],
        counts: [2, 1, 0, 0, 1, 1, 0],
        after: [{ id: 'b', name: 'Benjamin' }],
      },
    ],
  },
  {
    name: 'insert never updates: a record with a match is skipped, and a changed row is not sent',
    sync: { operation: 'insert' },
    steps: [
      {
        person: [{ id: 'a', name: 'theirs' }],
        source: [ada, ben],
        counts: [2, 2, 0, 0, 2, 2, 0],
        after: [
          { id: 'a', name: 'theirs' },
          { id: 'b', name: 'Ben' },
        ],
        log: [`a insert succeeded${matched}`, 'b insert succeeded'],
      },
      {
        source: [ada, { ...ben, NAME: 'Benjamin' }, cleo],
        counts: [3, 1, 0, 0, 1, 1, 0],
        after: [
          { id: 'a', name: 'theirs' },
          { id: 'b', name: 'Ben' },
          { id: 'c', name: 'Cleo' },
        ],
      },
    ],
  },
  {
    name: 'delete deletes the records that the source names, once',
    sync: { operation: 'delete' },
    steps: [
      {
        person: [
          { id: 'a', name: 'theirs' },
          { id: 'z', name: 'stranger' },
        ],
        source: [ada, ben],
        counts: [2, 2, 0, 0, 2, 2, 0],
        after: [{ id: 'z', name: 'stranger' }],
        log: ['a delete succeeded', `b delete succeeded${unmatched}`],
      },
      { source: [ada], counts: [1, 0, 0, 0, 0, 0, 0] },
    ],
  },
  {
    name: 'append sends each key once, whatever is there and whatever becomes of the row',
    sync: { operation: 'append', historical_sync_operation: 'backfill_all_records' },
    steps: [
      {
        person: [{ id: 'a', name: 'theirs' }],
        source: [ada],
        counts: [1, 1, 0, 0, 1, 1, 0],
        after: [
          { id: 'a', name: 'theirs' },
          { id: 'a', name: 'Ada' },
        ],
        log: ['a append succeeded'],
      },
      { source: [{ ...ada, NAME: 'Ada L.' }, ben], counts: [2, 1, 0, 0, 1, 1, 0] },
      { source: [], counts: [0, 0, 0, 0, 0, 0, 0] },
      { source: [ada], counts: [1, 0, 0, 0, 0, 0, 0] },
    ],
  },
  {
    name: 'append without a key sends each row once, and copies of it as often as they are there',
    sync: {
      operation: 'append',
      historical_sync_operation: 'backfill_all_records',
      mappings: mapped('NAME'),
    },
    steps: [
      { source: [{ NAME: 'click' }, { NAME: 'click' }], counts: [2, 2, 0, 0, 2, 2, 0] },
      {
        source: [{ NAME: 'click' }, { NAME: 'click' }, { NAME: 'click' }],
        counts: [3, 1, 0, 0, 1, 1, 0],
        after: [{ name: 'click' }, { name: 'click' }, { name: 'click' }],
      },
    ],
  },
]

/** Reference 5.3. The first run of a mirror is an upsert: what it did not send it never deletes. */
export const mirrors: readonly Scenario[] = [
  {
    name: 'sync_updates_and_deletes deletes what left the source, and nothing of others',
    sync: { operation: 'mirror', mirror_strategy: 'sync_updates_and_deletes' },
    steps: [
      {
        person: [{ id: 'z', name: 'stranger' }],
        source: [ada, ben],
        counts: [2, 2, 0, 0, 2, 2, 0],
        log: ['a upsert succeeded', 'b upsert succeeded'],
      },
      {
        source: [{ ...ada, NAME: 'Ada L.' }],
        counts: [1, 1, 1, 0, 2, 2, 0],
        after: [
          { id: 'z', name: 'stranger' },
          { id: 'a', name: 'Ada L.' },
        ],
        log: ['a upsert succeeded', 'b delete succeeded'],
        payloads: [{ ID: 'a', NAME: 'Ada L.' }, { ID: 'b' }],
      },
      {
        source: [{ ...ada, NAME: 'Ada L.' }, ben],
        counts: [2, 1, 0, 0, 1, 1, 0],
        after: [
          { id: 'z', name: 'stranger' },
          { id: 'a', name: 'Ada L.' },
          { id: 'b', name: 'Ben' },
        ],
      },
    ],
  },
  {
    name: 'without a strategy a mirror deletes',
    sync: { operation: 'mirror' },
    steps: [{ source: [ada] }, { source: [], counts: [0, 0, 1, 0, 1, 1, 0], after: [] }],
  },
  {
    name: 'an invalid row is still in the source: it is not deleted',
    sync: { operation: 'mirror' },
    steps: [
      { source: [ada] },
      { source: [ada, ada], counts: [2, 0, 0, 2, 0, 0, 0], after: [{ id: 'a', name: 'Ada' }] },
    ],
  },
  {
    name: 'sync_updates_and_nulls empties the mapped fields, and keeps the identifier',
    sync: { operation: 'mirror', mirror_strategy: 'sync_updates_and_nulls' },
    steps: [
      { person: [{ id: 'b', age: 7 }], source: [ada, ben] },
      {
        source: [ada],
        counts: [1, 0, 1, 0, 1, 1, 0],
        after: [
          { id: 'b', age: 7 },
          { id: 'a', name: 'Ada' },
        ],
        log: ['b upsert succeeded'],
      },
      { source: [ada], counts: [1, 0, 0, 0, 0, 0, 0] },
    ],
  },
  {
    name: 'upload_and_swap replaces all that is there, in each run',
    sync: { operation: 'mirror', mirror_strategy: 'upload_and_swap' },
    steps: [
      {
        person: [{ id: 'z', name: 'stranger' }],
        source: [ada, ben],
        counts: [2, 2, 0, 0, 2, 2, 0],
        after: [
          { id: 'a', name: 'Ada' },
          { id: 'b', name: 'Ben' },
        ],
        log: ['a mirror succeeded', 'b mirror succeeded'],
      },
      { source: [ben], counts: [1, 1, 0, 0, 1, 1, 0], after: [{ id: 'b', name: 'Ben' }] },
    ],
  },
]

const at = (minute: number) => `2026-01-01T00:0${minute}:00Z`

/** Reference 5.5. */
export const histories: readonly Scenario[] = [
  {
    name: 'skip_current_records marks what is there as seen, and sends only what comes later',
    sync: { operation: 'append', historical_sync_operation: 'skip_current_records' },
    steps: [
      { source: [ada], counts: [1, 0, 0, 0, 0, 0, 0], after: [] },
      {
        source: [{ ...ada, NAME: 'Ada L.' }, ben],
        counts: [2, 1, 0, 0, 1, 1, 0],
        after: [{ id: 'b', name: 'Ben' }],
      },
    ],
  },
  {
    name: 'a high water mark sends W(n-1) <= timestamp < Wn: the newest always wait for the next run',
    sync: {
      operation: 'append',
      historical_sync_operation: 'backfill_all_records',
      high_water_mark_attribute: 'AT',
    },
    steps: [
      {
        source: [
          { ...ada, AT: at(1) },
          { ...ben, AT: at(2) },
          { ID: 'n', NAME: 'No time' },
        ],
        counts: [3, 1, 0, 0, 1, 1, 0],
        after: [{ id: 'a', name: 'Ada' }],
      },
      {
        source: [
          { ...ada, AT: at(1) },
          { ...ben, AT: at(2) },
          { ID: 'late', NAME: 'Late', AT: at(1) },
          { ...cleo, AT: at(3) },
        ],
        counts: [4, 1, 0, 0, 1, 1, 0],
        after: [
          { id: 'a', name: 'Ada' },
          { id: 'b', name: 'Ben' },
        ],
      },
      { source: [{ ...cleo, AT: at(3) }], counts: [1, 0, 0, 0, 0, 0, 0] },
    ],
  },
  {
    name: 'a high water mark with skip_current_records sends nothing older than the first mark',
    sync: {
      operation: 'append',
      historical_sync_operation: 'skip_current_records',
      high_water_mark_attribute: 'AT',
    },
    steps: [
      {
        source: [
          { ...ada, AT: at(1) },
          { ...ben, AT: at(2) },
        ],
        counts: [2, 0, 0, 0, 0, 0, 0],
      },
      {
        source: [
          { ...ada, AT: at(1) },
          { ...ben, AT: at(2) },
          { ...cleo, AT: at(3) },
        ],
        counts: [3, 1, 0, 0, 1, 1, 0],
        after: [{ id: 'b', name: 'Ben' }],
      },
    ],
  },
]

/** Reference 5.6: choose and document. Here no row of a duplicate identifier is sent. */
export const keys: readonly Scenario[] = [
  {
    name: 'null and duplicate identifiers are invalid, all rows of one, and never sent',
    sync: { operation: 'upsert' },
    steps: [
      {
        source: [ada, { NAME: 'Nobody' }, ben, { ...ben, NAME: 'Twin' }],
        counts: [4, 1, 0, 3, 1, 1, 0],
        after: [{ id: 'a', name: 'Ada' }],
        log: [
          'null upsert invalid (NULL: the row has no identifier)',
          'b upsert invalid (DUPLICATE: several rows have this identifier, and none of them is sent)',
          'b upsert invalid (DUPLICATE: several rows have this identifier, and none of them is sent)',
          'a upsert succeeded',
        ],
      },
      { source: [ada, ben], counts: [2, 1, 0, 0, 1, 1, 0] },
    ],
  },
]

/** Reference 5.6, 5.8 and 5.14: what the destination refuses, and what becomes of it. */
export const rejections: readonly Scenario[] = [
  {
    name: 'a batch with a bad record is split down to it, and the others are accepted',
    sync: { operation: 'upsert', mappings: mapped('ID', 'AGE') },
    steps: [
      {
        source: [
          { ID: 'a', AGE: 1 },
          { ID: 'b', AGE: 2.5 },
          { ID: 'c', AGE: 3 },
          { ID: 'd', AGE: 4 },
        ],
        counts: [4, 4, 0, 0, 4, 3, 1],
        after: [
          { id: 'a', age: 1 },
          { id: 'c', age: 3 },
          { id: 'd', age: 4 },
        ],
        log: [
          'a upsert succeeded',
          'b upsert rejected (age takes whole numbers, and not 2.5)',
          'c upsert succeeded',
          'd upsert succeeded',
        ],
      },
      {
        // Sent again until it is accepted, and no change of the source.
        counts: [4, 0, 0, 0, 1, 0, 1],
        log: ['b upsert rejected (age takes whole numbers, and not 2.5)'],
      },
      { source: [{ ID: 'b', AGE: 2 }], counts: [1, 1, 0, 0, 1, 1, 0] },
      { counts: [1, 0, 0, 0, 0, 0, 0] },
    ],
  },
  {
    name: 'a batch size that is no whole number leaves no record out',
    sync: { operation: 'upsert', advanced_configuration: { batch_size: 1.5 } },
    steps: [
      {
        source: [ada, ben, cleo],
        counts: [3, 3, 0, 0, 3, 3, 0],
        after: [
          { id: 'a', name: 'Ada' },
          { id: 'b', name: 'Ben' },
          { id: 'c', name: 'Cleo' },
        ],
      },
    ],
  },
  {
    name: 'a text that is too long is rejected',
    sync: { operation: 'upsert' },
    steps: [
      {
        source: [{ ID: 'a', NAME: 'x'.repeat(256) }],
        counts: [1, 1, 0, 0, 1, 0, 1],
        log: ['a upsert rejected (name takes 255 characters, and not 256)'],
      },
    ],
  },
  {
    name: 'a record that someone is editing is rejected, and accepted in a later run',
    sync: { operation: 'upsert' },
    steps: [
      {
        person: [{ id: 'a', name: 'theirs', 'is locked': 1 }],
        source: [ada],
        counts: [1, 1, 0, 0, 1, 0, 1],
        after: [{ id: 'a', name: 'theirs' }],
        log: ['a upsert rejected (The record is locked: someone is editing it)'],
      },
      {
        person: [{ id: 'a', name: 'theirs' }],
        counts: [1, 0, 0, 0, 1, 1, 0],
        after: [{ id: 'a', name: 'Ada' }],
      },
    ],
  },
  {
    name: 'a delete that was rejected is tried again',
    sync: { operation: 'mirror' },
    steps: [
      { source: [ada] },
      {
        person: [{ id: 'a', 'is locked': 1 }],
        source: [],
        counts: [0, 0, 1, 0, 1, 0, 1],
        log: ['a delete rejected (The record is locked: someone is editing it)'],
      },
      { person: [{ id: 'a' }], counts: [0, 0, 0, 0, 1, 1, 0], after: [] },
    ],
  },
  {
    name: 'a row that was never accepted is not deleted when it leaves',
    sync: { operation: 'mirror', mappings: mapped('ID', 'AGE') },
    steps: [
      {
        person: [{ id: 'a', name: 'theirs', 'is locked': 1 }],
        source: [{ ID: 'a', AGE: 1 }],
        counts: [1, 1, 0, 0, 1, 0, 1],
      },
      {
        person: [{ id: 'a', name: 'theirs' }],
        source: [],
        counts: [0, 0, 0, 0, 0, 0, 0],
        after: [{ id: 'a', name: 'theirs' }],
      },
    ],
  },
  {
    name: 'two records with the identifier are too many',
    sync: { operation: 'upsert' },
    steps: [
      {
        person: [{ id: 'a' }, { id: 'a' }],
        source: [ada],
        counts: [1, 1, 0, 0, 1, 0, 1],
        log: ['a upsert rejected (Several records have the id a)'],
      },
    ],
  },
  {
    name: 'a lookup writes the id of the record that it finds; none or several reject the record',
    sync: {
      operation: 'upsert',
      mappings: [
        ...mapped('ID'),
        {
          from: { type: 'column', data: 'COMPANY' },
          to: 'company',
          lookup_object: 'company',
          lookup_field: 'name',
        },
      ],
    },
    company: [{ name: 'Acme' }, { name: 'Twice' }, { name: 'Twice' }],
    steps: [
      {
        source: [
          { ID: 'a', COMPANY: 'Acme' },
          { ID: 'b', COMPANY: 'Nowhere' },
          { ID: 'c', COMPANY: 'Twice' },
          { ID: 'd' },
        ],
        counts: [4, 4, 0, 0, 4, 2, 2],
        after: [{ id: 'a', company: 1 }, { id: 'd' }],
        log: [
          'a upsert succeeded',
          'b upsert rejected (No company has the name Nowhere)',
          'c upsert rejected (More than one company has the name Twice)',
          'd upsert succeeded',
        ],
      },
    ],
  },
  {
    name: 'a value for a list that is no list fails the run',
    sync: { operation: 'upsert', mappings: mapped('ID', 'TAGS') },
    steps: [
      {
        source: [{ ID: 'a', TAGS: 'no list' }],
        failure: 'JSON_ARRAY_ERROR',
        after: [],
      },
      {
        source: [{ ID: 'a', TAGS: '["x"]' }],
        counts: [1, 1, 0, 0, 1, 1, 0],
        after: [{ id: 'a', tags: '["x"]' }],
      },
    ],
  },
  {
    name: 'a mapped column that is gone fails the run',
    sync: {
      operation: 'upsert',
      mappings: [...mapped('ID'), { from: { type: 'column', data: 'GONE' }, to: 'name' }],
    },
    steps: [{ source: [ada], failure: 'SOURCE_COLUMN_DELETED' }],
  },
]

/** Reference 5.8 and 2.4: what settings of a mapping make of values. */
export const values: readonly Scenario[] = [
  {
    name: 'null is sent as null, unless the mapping leaves it out',
    sync: {
      operation: 'upsert',
      mappings: mapped('ID', 'NAME', 'AGE').map((mapping) =>
        mapping.to === 'age' ? { ...mapping, sync_null_values: false } : mapping,
      ),
    },
    steps: [
      {
        person: [{ id: 'a', name: 'theirs', age: 7 }],
        source: [{ ID: 'a' }],
        after: [{ id: 'a', age: 7 }],
      },
    ],
  },
  {
    name: 'preserve_values writes only where the destination has nothing',
    sync: {
      operation: 'upsert',
      mappings: mapped('ID', 'NAME').map((mapping) =>
        mapping.to === 'name' ? { ...mapping, preserve_values: true } : mapping,
      ),
    },
    steps: [
      {
        person: [{ id: 'a', name: 'theirs' }, { id: 'b' }],
        source: [ada, ben, cleo],
        after: [
          { id: 'a', name: 'theirs' },
          { id: 'b', name: 'Ben' },
          { id: 'c', name: 'Cleo' },
        ],
      },
    ],
  },
  {
    name: 'overwrite replaces a list, merge adds what it lacks',
    sync: { operation: 'upsert', mappings: mapped('ID', 'TAGS') },
    steps: [
      {
        person: [{ id: 'a', tags: '["x","y"]' }],
        source: [{ ID: 'a', TAGS: '["y","z"]' }],
        after: [{ id: 'a', tags: '["y","z"]' }],
      },
      {
        person: [{ id: 'a', tags: '["x","y"]' }],
        sync: {
          mappings: mapped('ID', 'TAGS').map((mapping) => ({
            ...mapping,
            ...(mapping.to === 'tags' && { operation: 'merge' }),
          })),
        },
        force: true,
        after: [{ id: 'a', tags: '["x","y","z"]' }],
      },
    ],
  },
  {
    name: 'constants, templates and the id of the run are written; the run id alone is no change',
    sync: {
      operation: 'upsert',
      mappings: [
        ...mapped('ID'),
        {
          from: { type: 'constant_value', data: { value: '42', basic_type: 'number' } },
          to: 'age',
        },
        { from: { type: 'liquid_template', data: "{{ record['NAME'] | upcase }}" }, to: 'name' },
        { from: { type: 'sync_metadata', data: 'sync_run_id' }, to: 'run', generate_field: true },
      ],
    },
    steps: [
      {
        source: [ada],
        counts: [1, 1, 0, 0, 1, 1, 0],
        after: [{ id: 'a', age: 42, name: 'ADA', run: 1 }],
      },
      { source: [ada], counts: [1, 0, 0, 0, 0, 0, 0] },
      { source: [{ ...ada, NAME: 'Al' }], after: [{ id: 'a', age: 42, name: 'AL', run: 3 }] },
    ],
  },
  {
    name: 'a template that fails rejects its record',
    sync: {
      operation: 'upsert',
      mappings: [
        ...mapped('ID'),
        {
          from: { type: 'liquid_template', data: "{{ record['AGE'] | divided_by: 0 }}" },
          to: 'name',
        },
      ],
    },
    steps: [
      {
        source: [{ ID: 'a', AGE: 1 }],
        counts: [1, 1, 0, 0, 1, 0, 1],
        log: ['a upsert rejected (name: Liquid error: divided by 0)'],
      },
    ],
  },
]

/** Reference 5.4 and 5.10: why all rows are sent, and fields that come and go. */
export const fields: readonly Scenario[] = [
  {
    name: 'a field that comes in is backfilled, one that goes is no reason and keeps its values',
    sync: { operation: 'upsert' },
    steps: [
      { source: [{ ...ada, AGE: 36 }], after: [{ id: 'a', name: 'Ada' }] },
      {
        sync: { mappings: mapped('ID', 'NAME', 'AGE') },
        counts: [1, 1, 0, 0, 1, 1, 0],
        full: ['Backfill of age'],
        after: [{ id: 'a', name: 'Ada', age: 36 }],
      },
      {
        sync: { mappings: mapped('ID', 'AGE') },
        counts: [1, 0, 0, 0, 0, 0, 0],
        full: [],
        after: [{ id: 'a', name: 'Ada', age: 36 }],
      },
    ],
  },
  {
    name: 'several fields that go are no reason either',
    sync: { operation: 'upsert', mappings: mapped('ID', 'NAME', 'AGE', 'AT') },
    steps: [
      { source: [{ ...ada, AGE: 36, AT: at(1) }] },
      { sync: { mappings: mapped('ID', 'AT') }, counts: [1, 0, 0, 0, 0, 0, 0], full: [] },
    ],
  },
  {
    name: 'a new field is made, with its type',
    sync: {
      operation: 'upsert',
      mappings: [
        ...mapped('ID'),
        {
          from: { type: 'column', data: 'AGE' },
          to: 'years',
          generate_field: true,
          field_type: 'Integer',
        },
      ],
    },
    steps: [
      {
        source: [
          { ID: 'a', AGE: 36 },
          { ID: 'b', AGE: 1.5 },
        ],
        counts: [2, 2, 0, 0, 2, 1, 1],
        after: [{ id: 'a', years: 36 }],
        log: ['a upsert succeeded', 'b upsert rejected (years takes whole numbers, and not 1.5)'],
      },
    ],
  },
  {
    name: 'the type of a new field follows its column where it is to',
    sync: {
      operation: 'upsert',
      mappings: [
        ...mapped('ID'),
        {
          from: { type: 'column', data: 'NAME' },
          to: 'extra',
          generate_field: true,
          follow_source_type: true,
        },
      ],
    },
    steps: [
      { source: [{ ID: 'a', NAME: '7', AGE: 36 }], after: [{ id: 'a', extra: '7' }] },
      {
        sync: {
          mappings: [
            ...mapped('ID'),
            {
              from: { type: 'column', data: 'AGE' },
              to: 'extra',
              generate_field: true,
              follow_source_type: true,
            },
          ],
        },
        source: [{ ID: 'a', NAME: '7', AGE: 37 }],
        after: [{ id: 'a', extra: 37 }],
      },
    ],
  },
  {
    name: 'otherwise a new field keeps the type that it was made with',
    sync: {
      operation: 'upsert',
      mappings: [
        ...mapped('ID'),
        {
          from: { type: 'column', data: 'NAME' },
          to: 'extra',
          generate_field: true,
          follow_source_type: false,
        },
      ],
    },
    steps: [
      { source: [{ ID: 'a', NAME: '7', AGE: 36 }], after: [{ id: 'a', extra: '7' }] },
      {
        sync: {
          mappings: [
            ...mapped('ID'),
            {
              from: { type: 'column', data: 'AGE' },
              to: 'extra',
              generate_field: true,
              follow_source_type: false,
            },
          ],
        },
        source: [{ ID: 'a', NAME: '7', AGE: 37 }],
        after: [{ id: 'a', extra: '37' }],
      },
    ],
  },
  {
    name: 'more new fields than a table of SQLite can hold fail the run, and none is made',
    sync: {
      operation: 'upsert',
      mappings: [
        ...mapped('ID'),
        ...Array.from({ length: 1_993 }, (_, place) => ({
          from: { type: 'constant_value', data: { value: 'x', basic_type: 'text' } },
          to: `new ${place}`,
          generate_field: true,
        })),
      ],
    },
    steps: [
      { source: [ada], failure: 'TOO_MANY_FIELDS', after: [] },
      { sync: { mappings: mapped('ID') }, after: [{ id: 'a' }] },
    ],
  },
  {
    name: 'sync_all_properties takes in columns as they come, under the names made of theirs',
    sync: {
      operation: 'upsert',
      mappings: mapped('ID'),
      field_behavior: 'sync_all_properties',
      field_normalization: 'camel_case',
    },
    steps: [
      {
        source: [{ ID: 'a', NAME: 'Ada', AGE: 36 }],
        after: [{ id: 'a', name: 'Ada', age: 36 }],
      },
      {
        source: [{ ID: 'a', NAME: 'Ada', AGE: 36, FAVORITE_COLOR: 'blue' }],
        full: ['Backfill of favoriteColor'],
        counts: [1, 1, 0, 0, 1, 1, 0],
        after: [{ id: 'a', name: 'Ada', age: 36, favoriteColor: 'blue' }],
      },
    ],
  },
  {
    name: 'another key begins anew',
    sync: { operation: 'mirror' },
    steps: [
      { source: [ada], after: [{ id: 'a', name: 'Ada' }] },
      {
        sync: {
          mappings: [
            { from: { type: 'column', data: 'NAME' }, to: 'id', is_primary_identifier: true },
          ],
        },
        counts: [1, 1, 0, 0, 1, 1, 0],
        full: ['First run'],
        after: [{ id: 'a', name: 'Ada' }, { id: 'Ada' }],
      },
    ],
  },
]
