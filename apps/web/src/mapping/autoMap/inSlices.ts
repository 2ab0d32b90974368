/** Short enough that a key press in between is answered in time. */
const sliceMs = 12

/**
 * Runs steps to their end and gives what they return, pausing so often that the page stays usable.
 * Rejects with the signal's reason once it is aborted.
 */
export async function inSlices<T>(
  steps: Generator<undefined, T, undefined>,
  signal: AbortSignal,
): Promise<T> {
  let until = performance.now() + sliceMs
  for (;;) {
    signal.throwIfAborted()
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() < until) continue
    // One slice after the other on purpose: that is what a pause is for.
    await pause()
    until = performance.now() + sliceMs
  }
}

/** Lets the browser do what is waiting: events and painting come before the next slice. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}
