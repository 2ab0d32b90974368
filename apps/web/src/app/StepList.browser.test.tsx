import { beforeEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { StepList } from './StepList.tsx'
import type { StepId } from './steps.ts'

describe('The steps on a phone', () => {
  beforeEach(() => page.viewport(390, 844))

  it.each<[StepId, string]>([
    ['source', 'Source'],
    ['schedule', 'Schedule'],
    ['review', 'Review'],
  ])('are scrolled so that the one in work, %s, is in sight, under the name', async (id, title) => {
    await renderInBuilder({}, <StepList current={id}>The name</StepList>)
    const { left, right } = page
      .getByRole('link', { name: title, exact: true })
      .element()
      .getBoundingClientRect()
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(390)
    const nav = page.getByRole('navigation').element()
    expect(nav.scrollLeft).toBe(0)
  })
})
