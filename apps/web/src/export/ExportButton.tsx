import { Button } from '@mantine/core'
import { Suspense, useRef, useState } from 'react'
import type { JsonObject } from '@sync-builder/schema'
import { lazyPart } from '../ui/lazyPart.ts'

const ExportDialog = lazyPart(() => import('./ExportDialog.tsx'))

interface ExportButtonProps {
  /** The request that is exported, made when it is asked for. */
  payload: () => JsonObject
  /** The id of the sync when the API has it already. */
  storedId?: number
  size?: 'xs' | 'compact-sm'
}

/** Opens the ways in which a sync leaves the builder: JSON, cURL, Terraform. */
export function ExportButton({ payload, storedId, size = 'compact-sm' }: ExportButtonProps) {
  const [exported, setExported] = useState<JsonObject>()
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setExported(undefined)
    // The dialog goes at once, and with it what would give the focus back.
    button.current?.focus()
  }
  return (
    <>
      <Button ref={button} size={size} variant="default" onClick={() => setExported(payload())}>
        Export
      </Button>
      {exported && (
        <Suspense>
          <ExportDialog payload={exported} storedId={storedId} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
