import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** The answers that each connection still waits for, oldest first. */
export class OpenAnswers {
  readonly #open = new WeakMap<Duplex, Set<ServerResponse>>()

  /** Counts an answer until it has ended; gives how many its connection waits for. */
  add(response: ServerResponse): number {
    const { socket } = response.req
    const open = this.#open.get(socket) ?? new Set()
    this.#open.set(socket, open.add(response))
    response.once('close', () => open.delete(response))
    return open.size
  }

  /**
   * Whether a refusal on this bare connection would be read as the answer to a request before, or
   * as a part of it.
   */
  wouldMistake(socket: Duplex): boolean {
    return [...this.#on(socket)].some(({ req, headersSent }) => req.complete || headersSent)
  }

  /**
   * Ends a connection with all its answers. One that asked for an upgrade Node no longer looks
   * after: those who work on its answers would never be told.
   */
  end(socket: Duplex): void {
    socket.on('error', () => socket.destroy())
    socket.destroy()
    for (const response of this.#on(socket)) {
      response.destroy()
      response.emit('close')
    }
  }

  #on(socket: Duplex): ReadonlySet<ServerResponse> {
    return this.#open.get(socket) ?? new Set()
  }
}
