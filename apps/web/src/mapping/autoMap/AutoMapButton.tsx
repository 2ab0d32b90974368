import { Button, VisuallyHidden } from '@mantine/core'
import { IconWand } from '@tabler/icons-react'
import { memo, Suspense, useRef, useState } from 'react'
import { lazyPart } from '../../ui/lazyPart.ts'

const AutoMap = lazyPart(() => import('./AutoMap.tsx'))

/** Opens the proposals. */
export const AutoMapButton = memo(function AutoMapButton() {
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <Button
        ref={button}
        size="xs"
        variant="default"
        leftSection={<IconWand size={14} aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        Auto-map
      </Button>
      {isOpen && (
        <Suspense
          fallback={<VisuallyHidden role="status">Auto-map is being fetched.</VisuallyHidden>}
        >
          <AutoMap
            onClose={() => {
              setIsOpen(false)
              // The drawer goes at once, and with it what would give the focus back.
              button.current?.focus()
            }}
          />
        </Suspense>
      )}
    </>
  )
})
