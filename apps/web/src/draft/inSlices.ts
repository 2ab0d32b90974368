/** Short enough for a key press to be answered within the same frame. */
const sliceMs = 4

/**
 * Drives `steps` to its end in slices between which the page answers, and gives its result; rejects
 * with the signal's reason once that is aborted, and with what a step throws.
 */
export async function inSlices<T>(steps: Generator<unknown, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    // One slice after the other is the point.
    await nextTask()
    const until = performance.now() + sliceMs
    do {
      signal.throwIfAborted()
      const { done, value } = steps.next()
      if (done) return value
    } while (performance.now() < until)
  }
}

/** Resolves in a task of its own, behind the events that wait. */
function nextTask(): Promise<void> {
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
