import { describe, expect, it } from 'vitest'
import { runSteps } from './runSteps.ts'

function states(step: string | null, status = 'working'): string[] {
  return runSteps({ id: 94, status, current_step: step }).map(({ state }) => state)
}

describe('runSteps', () => {
  it('knows what lies before and after the step that is told', () => {
    expect(states('Loading data into destination service')).toEqual([
      'passed',
      'passed',
      'passed',
      'passed',
      'now',
      'ahead',
      'ahead',
    ])
  })
  it('does not know in which order the checks are made', () => {
    expect(states('Checking for fields to create in destination')).toEqual([
      'untold',
      'now',
      'untold',
      'ahead',
      'ahead',
      'ahead',
      'ahead',
    ])
  })
  it.each(['Running sync', 'Counting sheep'])(
    'shows %s as it is, and knows nothing of the others',
    (name) => {
      const steps = runSteps({ id: 94, status: 'working', current_step: name })
      expect(steps.at(-1)).toEqual({ name, state: 'now' })
      expect(steps.slice(0, -1).map(({ state }) => state)).toEqual(Array(7).fill('untold'))
    },
  )
  it('does not mind the case', () => {
    expect(states('UNLOADING data from warehouse')[3]).toBe('now')
  })
  it('says nothing of a run that has ended, or of which no step is told', () => {
    expect(states('Committing sync to warehouse', 'failed')).toEqual([])
    expect(states(null)).toEqual([])
  })
})
