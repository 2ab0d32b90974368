import { useState } from 'react'

/** Which items of a list are opened, by their ids, and what opens one or closes it again. */
export function useOpened(): [opened: ReadonlySet<string>, toggle: (id: string) => void] {
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set())
  function toggle(id: string) {
    setOpened((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }
  return [opened, toggle]
}
