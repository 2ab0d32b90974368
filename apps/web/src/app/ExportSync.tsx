import { fromStoredSync, isJsonObject, type Sync } from '@sync-builder/schema'
import { ExportButton } from '../export/ExportButton.tsx'

/** The export of a stored sync, as the request that would make it. */
export default function ExportSync({ sync }: { sync: Sync }) {
  return (
    <ExportButton
      payload={() => (isJsonObject(sync) ? fromStoredSync(sync) : {})}
      storedId={sync.id}
    />
  )
}
