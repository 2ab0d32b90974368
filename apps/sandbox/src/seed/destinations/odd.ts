import { destination, field, key, object } from '../fields.ts'
import type { SeedDestination } from '../seed.ts'

/** Names that a page or a URL may trip over. */
export const oddNames: SeedDestination = {
  destination: destination(45, '"Ünïcode" <em>CRM</em> & قاعدة العملاء 🚀', 'custom_api'),
  objects: [
    object(
      'kunde/größe?#%2F',
      'Kunde / Größe',
      ['upsert', 'mirror'],
      [
        field('straße', 'Straße', 'String', key),
        field('<b>fett</b>', '<b>Fett</b>', 'String'),
        field('العنوان', 'العنوان', 'String'),
        field('a.b.c[0]', 'Nested, it seems', 'String'),
      ],
    ),
    object(
      `object_${'with_a_long_name_'.repeat(12)}end`,
      `Object ${'with a long name '.repeat(12)}`,
      ['upsert'],
      [field('id', 'Id', 'String', key)],
    ),
    object('empty', 'Without fields', ['upsert', 'append'], []),
  ],
}
