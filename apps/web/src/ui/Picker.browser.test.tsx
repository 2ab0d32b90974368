import { MantineProvider } from '@mantine/core'
import { useState } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { Picker, takeAny } from './Picker.tsx'
import './styles.ts'

const options = [
  { value: 'email', label: 'Email' },
  { value: 'phone', label: 'Phone' },
]
const onChange = vi.fn<(value: string | undefined) => void>()
const field = page.getByRole('combobox', { name: 'Field' })

function Field() {
  const [value, setValue] = useState<string>()
  return (
    <MantineProvider>
      <Picker
        label="Field"
        options={options}
        value={value}
        onChange={(next) => {
          onChange(next)
          setValue(next)
        }}
        takeTyped={takeAny}
      />
    </MantineProvider>
  )
}

describe('Picker, left by Tab', () => {
  beforeEach(async () => {
    onChange.mockClear()
    await render(<Field />)
    await userEvent.click(field)
  })

  it('takes a typed text that matches nothing else', async () => {
    await userEvent.keyboard('vip_tier{Tab}')
    expect(onChange.mock.calls).toEqual([['vip_tier']])
    await expect.element(field).toHaveValue('vip_tier')
  })

  it('takes the option whose name was typed in full', async () => {
    await userEvent.keyboard('email{Tab}')
    expect(onChange.mock.calls).toEqual([['email']])
    await expect.element(field).toHaveValue('Email')
  })

  it('takes nothing when the text is a search that could mean several', async () => {
    await userEvent.keyboard('e{Tab}')
    expect(onChange).not.toHaveBeenCalled()
    await expect.element(field).toHaveValue('')
  })

  it('takes nothing after Escape', async () => {
    await userEvent.keyboard('vip_tier{Escape}{Tab}')
    expect(onChange).not.toHaveBeenCalled()
  })
})

it('tells of the list that belongs to the input', async () => {
  await render(<Field />)
  await userEvent.click(field)
  const list = page.getByRole('listbox', { name: 'Field' })
  await expect.element(list).toBeVisible()
  await expect.element(field).toHaveAttribute('aria-expanded', 'true')
  await expect.element(field).toHaveAttribute('aria-controls', list.element().id)
})

it('shows the option that is picked when its list opens', async () => {
  const many = Array.from({ length: 200 }, (_, index) => ({
    value: `field_${index}`,
    label: `Field ${index}`,
  }))
  await render(
    <MantineProvider>
      <Picker label="Field" options={many} value="field_150" onChange={onChange} />
    </MantineProvider>,
  )
  await userEvent.tab()
  await userEvent.keyboard('{ArrowDown}')
  const list = page.getByRole('listbox', { name: 'Field' })
  await expect.element(page.getByRole('option', { name: 'Field 150' })).toBeVisible()
  const [box, option] = [list, page.getByRole('option', { name: 'Field 150' })].map((shown) =>
    shown.element().getBoundingClientRect(),
  )
  expect(option!.top).toBeGreaterThanOrEqual(box!.top)
  expect(option!.bottom).toBeLessThanOrEqual(box!.bottom)
})

it('has room for long names where the input is narrow', async () => {
  await render(
    <MantineProvider>
      <div style={{ width: 120 }}>
        <Picker label="Field" options={options} value={undefined} onChange={onChange} />
      </div>
    </MantineProvider>,
  )
  await userEvent.click(field)
  const list = page.getByRole('listbox', { name: 'Field' })
  await expect.element(list).toBeVisible()
  expect(list.element().getBoundingClientRect().width).toBeGreaterThan(320)
})

it('keeps the list on a narrow screen', async () => {
  await page.viewport(390, 800)
  await render(
    <MantineProvider>
      <div style={{ width: 158, marginLeft: 104 }}>
        <Picker label="Field" options={options} value={undefined} onChange={onChange} />
      </div>
    </MantineProvider>,
  )
  await userEvent.click(field)
  const list = page.getByRole('listbox', { name: 'Field' })
  await expect.element(list).toBeVisible()
  await expect.poll(() => list.element().getBoundingClientRect().right).toBeLessThan(390)
  expect(list.element().getBoundingClientRect().left).toBeGreaterThan(0)
  await page.viewport(1280, 800)
})
