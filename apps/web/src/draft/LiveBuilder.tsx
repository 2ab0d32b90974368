import { useMemo, type ReactNode } from 'react'
import { LiveBuilderContext, useFact, type Builder } from './builder.ts'

/** `builder` for what stands in it, with the draft as it is at this very key press. */
export function LiveBuilder({ builder, children }: { builder: Builder; children: ReactNode }) {
  const draft = useFact(builder.store, (snapshot) => snapshot.draft)
  const payload = useFact(builder.store, (snapshot) => snapshot.payload)
  const live = useMemo(() => ({ ...builder, draft, payload }), [builder, draft, payload])
  return <LiveBuilderContext value={live}>{children}</LiveBuilderContext>
}
