import { useRef } from 'react'

/** Keys that stay with the items of a list while others are added and removed around them. */
export interface ItemKeys {
  of: (index: number) => number
  insert: (index: number) => void
  remove: (index: number) => void
}

/** Keys for a list of `length` items that is changed through them; else they are dealt anew. */
export function useItemKeys(length: number): ItemKeys {
  const keys = useRef<number[]>([])
  const next = useRef(0)
  const take = () => next.current++
  if (keys.current.length !== length) keys.current = Array.from({ length }, take)
  return {
    of: (index) => keys.current[index]!,
    insert: (index) => void keys.current.splice(index, 0, take()),
    remove: (index) => void keys.current.splice(index, 1),
  }
}
