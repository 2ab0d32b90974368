import { MantineProvider } from '@mantine/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import classes from './frame.module.css'
import { InspectorPanel, InspectorToggle } from './InspectorPanel.tsx'
import { useInspector } from './useInspector.ts'

function Frame() {
  const inspector = useInspector()
  return (
    <MantineProvider>
      <div className={classes.wizard} style={{ height: '90vh' }}>
        <main className={classes.main}>
          <button type="button">Choose a table</button>
          <button type="button" style={{ position: 'absolute', bottom: 8 }}>
            Remove row 9
          </button>
        </main>
        <InspectorPanel inspector={inspector}>
          <button type="button">Copy JSON</button>
        </InspectorPanel>
        <footer className={classes.bar}>
          <InspectorToggle inspector={inspector} count={2} />
        </footer>
      </div>
    </MantineProvider>
  )
}

const panel = page.getByRole('complementary', { name: 'Inspector' })
const show = page.getByRole('button', { name: 'Payload and problems (2)' })
const hide = page.getByRole('button', { name: 'Hide payload' })

afterEach(() => localStorage.clear())

describe('The inspector on a wide screen', () => {
  beforeEach(() => page.viewport(1280, 800))

  it('is open until it is collapsed, and stays collapsed the next time', async () => {
    const screen = await render(<Frame />)
    await expect.element(panel).toBeVisible()
    await userEvent.click(hide)
    await expect.element(show).toHaveFocus()
    await screen.unmount()
    await render(<Frame />)
    await expect.element(show).toBeVisible()
    expect(panel.query()).toBeNull()
  })
})

describe('The inspector on a narrow screen', () => {
  beforeEach(() => page.viewport(390, 844))

  it('is a sheet that takes the focus, and gives it back on Escape', async () => {
    await render(<Frame />)
    expect(panel.query()).toBeNull()
    await userEvent.click(show)
    await expect.element(panel).toHaveFocus()
    await userEvent.tab()
    await userEvent.keyboard('{Escape}')
    await expect.element(show).toHaveFocus()
    expect(panel.query()).toBeNull()
  })

  it('gives way when the focus goes behind it, and only then', async () => {
    await render(<Frame />)
    await userEvent.click(show)
    await expect.element(panel).toHaveFocus()
    await userEvent.click(page.getByRole('button', { name: 'Choose a table' }))
    await expect.element(panel).toBeVisible()
    await userEvent.click(page.getByRole('button', { name: 'Copy JSON' }))
    await userEvent.tab({ shift: true })
    await expect.element(page.getByRole('button', { name: 'Remove row 9' })).toHaveFocus()
    await expect.poll(() => panel.query()).toBeNull()
  })
})
