import { measureElement, useVirtualizer } from '@tanstack/react-virtual'
import { useState, type ReactNode } from 'react'

interface VirtualListProps<T extends { id: string }> {
  label: string
  items: readonly T[]
  /** The height of an item before it is measured, in pixels. */
  estimatedHeight: number
  /** The class of what scrolls. */
  className: string | undefined
  /** The class of an item, which is placed from the top of the list. */
  itemClassName: string | undefined
  children: (item: T) => ReactNode
}

/** A list that scrolls, of which only the items in sight are in the document. */
export function VirtualList<T extends { id: string }>(props: VirtualListProps<T>) {
  const { label, items, estimatedHeight, className, itemClassName, children } = props
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => estimatedHeight,
    overscan: 6,
    // What is hidden has no height, and a list without any would never show an item again.
    measureElement: (item, entry, list) => measureElement(item, entry, list) || estimatedHeight,
    getItemKey: (index) => items[index]?.id ?? index,
  })
  return (
    // A region that scrolls must be reachable by keyboard.
    <div ref={setScroller} className={className} tabIndex={0} role="group" aria-label={label}>
      <div role="list" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            role="listitem"
            aria-setsize={items.length}
            aria-posinset={index + 1}
            className={itemClassName}
            style={{ transform: `translateY(${start}px)` }}
          >
            {children(items[index]!)}
          </div>
        ))}
      </div>
    </div>
  )
}
