import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port of 127.0.0.1 that is free right now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port was found.')
  return address.port
}

/** Why nothing can listen at this place, as a sentence; null when something can. */
export async function whyUnavailable(port: number, host: string): Promise<string | null> {
  const probe = createServer()
  try {
    probe.listen(port, host)
    await once(probe, 'listening')
    probe.close()
    await once(probe, 'close')
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') return `Port ${port} is in use by another program.`
    if (code === 'EACCES') return `This user may not listen on port ${port}.`
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      return `This machine has no address ${host}.`
    throw error
  }
}
