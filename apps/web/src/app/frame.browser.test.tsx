import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import outlines from '../ui/global.css?inline'
import classes from './frame.module.css'

it('draws no line around a step that takes the focus, whichever style comes last', async () => {
  await render(
    <>
      <main tabIndex={-1} className={classes.main} />
      <style>{`html { --mantine-primary-color-filled: blue } ${outlines}`}</style>
    </>,
  )
  await userEvent.keyboard('{Shift}')
  const step = page.getByRole('main')
  step.element().focus()
  expect(step.element().matches(':focus-visible')).toBe(true)
  expect(getComputedStyle(step.element()).outlineStyle).toBe('none')
})
