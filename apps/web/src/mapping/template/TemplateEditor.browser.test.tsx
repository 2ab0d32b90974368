import type { Column, JsonObject } from '@sync-builder/schema'
import { analyseTemplate } from '@sync-builder/schema/template'
import { describe, expect, it } from 'vitest'
import { page, userEvent, type Locator } from 'vitest/browser'
import { renderInBuilder } from '../../../test/BuilderHarness.tsx'
import '../../ui/styles.ts'
import MappingStep from '../MappingStep.tsx'

const columns: Column[] = ['EMAIL', 'FIRST NAME', "it's", 'PLAN'].map((name) => ({
  name,
  data_type: 'text',
}))

/** A mapping with one template, whose editor is open and holds the focus. */
async function openEditor(template: string, known: readonly Column[] = columns) {
  const mapping: JsonObject = { from: { type: 'liquid_template', data: template }, to: 'name' }
  const store = await renderInBuilder(
    { mappings: [mapping] },
    <main style={{ height: 700, overflow: 'auto' }}>
      <MappingStep />
    </main>,
    { columns: known, analyseTemplate },
  )
  await page.getByRole('button', { name: 'Edit template, row 1' }).click()
  const details = page.getByRole('dialog')
  const editor = details.getByRole('textbox', { name: 'Template, row 1' })
  await expect.element(editor).toHaveFocus()
  await userEvent.keyboard('{Control>}{End}{/Control}')
  return {
    details,
    editor,
    /** What the draft holds: the payload is made of it. */
    template: () => {
      const { mapping: held } = store.snapshot().draft.rows[0]!
      return (held as { from: { data: string } }).from.data
    },
  }
}

/** The text in an element, empty while it is not there. */
const textIn = (locator: Locator) => () => locator.query()?.textContent ?? ''

const options = () => page.getByRole('listbox').getByRole('option')

describe('the editor of a template', () => {
  it('puts what is typed into the draft at once, and takes it back by its own undo', async () => {
    const { template } = await openEditor('Dear ')
    await userEvent.keyboard('A')
    expect(template()).toBe('Dear A')
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(template()).toBe('Dear ')
  })

  it('keeps the line ends that a template came with', async () => {
    const { template } = await openEditor('Dear\r\nyou')
    await userEvent.keyboard('!')
    expect(template()).toBe('Dear\r\nyou!')
  })

  it.each([
    // before, keys, what is offered first, after
    ['', "{{{{ record[['", 'EMAIL', "{{ record['EMAIL']}}"],
    ['{{ record.', 'PL', 'PLAN', '{{ record.PLAN'],
    ['{{ record.', 'fir', 'FIRST NAME', "{{ record['FIRST NAME']"],
    ["{{ record['", 'it', "it's", '{{ record["it\'s"]'],
    ['{{ 1 ', '|dwn', 'downcase', '{{ 1 |downcase'],
    ['{{ 1 | ', 'repl', 'replace', '{{ 1 | replace: '],
    ['{% if true %}', '{{%end', 'endif', '{% if true %}{%endif}'],
    ['{% assign short = 1 %}{{ ', 'sho', 'short', '{% assign short = 1 %}{{ short'],
  ])('completes %j and the keys %s by %s', async (before, keys, offered, after) => {
    const { template } = await openEditor(before)
    await userEvent.keyboard(keys)
    await expect.poll(textIn(options().first())).toMatch(RegExp(`^${offered}`))
    // By the pointer: the list takes no keys in its first moment.
    await options().first().click()
    await expect.poll(template).toBe(after)
  })

  it('offers no tag that the API refuses', async () => {
    await openEditor('')
    await userEvent.keyboard('{{%')
    await expect.element(options().first()).toBeVisible()
    const names = options()
      .elements()
      .map(({ textContent }) => textContent)
    expect(names).toContainEqual(expect.stringMatching(/^assign/))
    expect(names).not.toContainEqual(expect.stringMatching(/^(include|render|layout|block)/))
  })

  it('says what each filter does', async () => {
    await openEditor('{{ 1 | ')
    await userEvent.keyboard('sha')
    await expect.element(page.getByText('The SHA-256 hash, as hexadecimal digits')).toBeVisible()
  })

  it('closes the list by Escape, and the details by another', async () => {
    const { details } = await openEditor('{{ record')
    await userEvent.keyboard('.')
    await expect.element(options().first()).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('listbox')).not.toBeInTheDocument()
    await expect.element(details).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(details).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: 'Edit template, row 1' })).toHaveFocus()
  })

  it('is left by Tab in both directions, and keeps its text', async () => {
    const { editor, template } = await openEditor('Dear')
    await userEvent.tab()
    await expect.element(editor).not.toHaveFocus()
    await userEvent.tab({ shift: true })
    await expect.element(editor).toHaveFocus()
    await userEvent.tab({ shift: true })
    await expect.element(page.getByRole('button', { name: 'Close details' })).toHaveFocus()
    expect(template()).toBe('Dear')
  })

  it('shows what is wrong and where, and mends it by one click each', async () => {
    const { details, editor, template } = await openEditor('')
    await userEvent.keyboard("{{{{ record[['EMIAL'] | dwoncase }}")
    const problems = details.getByRole('list', { name: 'Problems of the template' })
    await expect.poll(textIn(problems)).toMatch('Line 1, column 11: Column being referenced')
    await expect.poll(textIn(problems)).toMatch('Line 1, column 22: Liquid error')
    await expect.poll(textIn(details.getByRole('status').first())).toMatch(/^2 problems: /)
    await details.getByRole('button', { name: 'Use EMAIL' }).click()
    await expect.element(editor).toHaveFocus()
    await expect.poll(textIn(problems)).not.toMatch('EMIAL')
    await details.getByRole('button', { name: 'Use downcase' }).click()
    expect(template()).toBe("{{ record['EMAIL'] | downcase }}")
    await expect.element(problems).not.toBeInTheDocument()
  })

  it('goes to a problem', async () => {
    const { details, template } = await openEditor("Dear {{ record['NAMEE'] }}")
    await details.getByRole('button', { name: 'Line 1, column 16:' }).click()
    await userEvent.keyboard('x')
    expect(template()).toBe('Dear {{ record[x] }}')
  })

  it('takes a change from outside, which its own undo leaves alone', async () => {
    const { details, editor, template } = await openEditor('a')
    await userEvent.keyboard(' b')
    const mapping = { from: { type: 'liquid_template', data: 'other a b' }, to: 'name' }
    await details.getByRole('textbox', { name: 'Mapping as JSON' }).fill(JSON.stringify(mapping))
    await userEvent.tab()
    await expect.poll(textIn(editor)).toBe('other a b')
    await editor.click()
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(template()).toBe('other a')
  })

  it('shows what each sample that matters gives, in quotes', async () => {
    const { details } = await openEditor('{{ record.PLAN | upcase }} ')
    const results = details.getByRole('region', { name: 'Results' }).getByRole('listitem')
    await expect.poll(textIn(results.first())).toMatch(/^OrdinaryPLAN: .*“PLAN VALUE ”$/)
    const texts = results.elements().map(({ textContent }) => textContent)
    expect(texts).toContain('NullsPLAN: null“ ”')
    // Zeros and dates make no difference to a text.
    expect(texts).toHaveLength(6)
  })

  it('says which samples fail, and no results of a template that is wrong', async () => {
    const { details } = await openEditor("{{ record['PLAN'] | keys }}")
    const results = details.getByRole('region', { name: 'Results' })
    await expect.poll(textIn(results)).toMatch('Liquid error: keys takes an object (line 1')
    await userEvent.keyboard('{{{{ nope }}')
    await expect.element(results).not.toBeInTheDocument()
  })

  it('finds one of 2,000 columns', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => ({ name: `COLUMN_${index}` }))
    const { template } = await openEditor('{{ record.', many)
    await userEvent.keyboard('COLUMN_1999')
    await expect.poll(textIn(options().first())).toBe('COLUMN_1999')
    expect(template()).toBe('{{ record.COLUMN_1999')
  })
})
