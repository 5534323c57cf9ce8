import { setTimeout as pause } from 'node:timers/promises'
import { expect, vi } from 'vitest'
import { openStream } from '../../test/open-stream.ts'
import type { ServerFleet } from '../../test/server-fleet.ts'

export interface Follower {
  /** The tickets that it was told of as created, in the order of their events. */
  readonly heard: readonly string[]
  /** How often it has connected. */
  readonly connections: number
  /** Until it has heard of exactly these, each once and in the order of their events, and never had to begin anew. */
  expectHeard(tickets: readonly string[]): Promise<void>
  close(): Promise<void>
}

const PAUSE_MS = 50

/** A stream as a browser keeps it: it connects again, to any server, from the last event that it has seen. Settles once it has begun. */
export async function follow(fleet: ServerFleet, user: string, first: number): Promise<Follower> {
  const hungUp = new AbortController()
  const heard: string[] = []
  const ids: number[] = []
  const beginnings: string[] = []
  let connections = 0
  let last: string | null = null
  let begun = () => {}
  const beginning = new Promise<void>((resolve) => (begun = resolve))

  async function listen(attempt: number): Promise<void> {
    const url = fleet.url(attempt)
    const headers = { authorization: `Bearer ${await fleet.clerk.token(user)}`, ...(last !== null && { 'last-event-id': last }) }
    const stream = await openStream(`${url}/trpc/ticket.onChange`, headers)
    hungUp.signal.addEventListener('abort', () => stream.close(), { once: true })
    if (hungUp.signal.aborted) return stream.close()
    for (let event = await stream.next(); event; event = await stream.next()) {
      if (event.event === 'connected') connections++
      if (event.event === 'message') take(event.id!, (event.data as { json: Change }).json) // superjson of a ticket's change
    }
  }

  interface Change {
    readonly type: string
    readonly ticketId?: string
  }

  function take(id: string, { type, ticketId }: Change): void {
    last = id
    ids.push(Number(id))
    if (type === 'created') heard.push(ticketId!) // such a change names its ticket
    else beginnings.push(type)
    begun()
  }

  const listening = (async () => {
    for (let attempt = first; !hungUp.signal.aborted; attempt++) {
      await listen(attempt).catch(() => {}) // whatever it was, it comes back
      await pause(PAUSE_MS)
    }
  })()
  await beginning
  return {
    heard,
    get connections() {
      return connections
    },
    async expectHeard(tickets) {
      await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(tickets.length), { timeout: 10_000, interval: 20 })
      expect(heard.toSorted()).toEqual(tickets.toSorted())
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
      expect(beginnings).toEqual(['ready'])
    },
    async close() {
      hungUp.abort()
      await listening
    },
  }
}
