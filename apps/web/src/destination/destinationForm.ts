import { valueAt } from '@sync-builder/schema'
import type { StepForm } from '../draft/useStepForm.ts'

/** What is typed in the destination step: everything else there is picked. */
export interface DestinationValues {
  /** Where the destination is a file system, `object` is a path. */
  path: string
}

const objectPath = ['destination_attributes', 'object']

export const destinationForm: StepForm<DestinationValues> = {
  read: (payload) => {
    const object = valueAt(payload, objectPath)
    return { path: typeof object === 'string' ? object : '' }
  },
  write: ({ path }, payload) =>
    path === destinationForm.read(payload).path
      ? []
      : [{ op: 'set', path: objectPath, value: path }],
}
