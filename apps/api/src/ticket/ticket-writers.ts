import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { AppRouter } from '@throughline/api'
import { createTRPCClient, httpLink, TRPCClientError, type TRPCClient } from '@trpc/client'
import superjson from 'superjson'
import { expect, vi } from 'vitest'
import type { ServerFleet } from '../../test/server-fleet.ts'

/** An attempt that was not acknowledged. */
export interface Failure {
  /** `null` where nobody answered. */
  readonly status: number | null
  readonly ms: number
}

export interface Writers {
  /** The ids of the tickets whose creation was answered. */
  readonly acknowledged: readonly string[]
  readonly failures: readonly Failure[]
  /** Until so many more are acknowledged than are by now. */
  untilAcknowledged(more: number): Promise<void>
  /** Until so many more attempts have failed than have by now. */
  untilFailed(more: number): Promise<void>
  /** Settles when each lane's last ticket is acknowledged. */
  finish(): Promise<void>
  /** Settles when the last call has ended, however it did. */
  stop(): Promise<void>
}

const PAUSE_MS = 50
const PATIENCE = { timeout: 15_000, interval: 20 }

export function clientAt(fleet: ServerFleet, url: string, user: string): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, transformer: superjson, headers: async () => ({ authorization: `Bearer ${await fleet.clerk.token(user)}` }) })] })
}

/** A lane for each user: tickets one after the other, each sent again under its id, to one server or another, until it is acknowledged. */
export function startWriting(fleet: ServerFleet, users: readonly string[]): Writers {
  const acknowledged: string[] = []
  const failures: Failure[] = []
  let finishing = false
  let stopped = false
  const lanes = users.map(write)

  async function write(user: string, lane: number): Promise<void> {
    for (let count = 0; !finishing; count++) {
      const ticket = { id: randomUUID(), title: `Lane ${lane}, ticket ${count}` }
      for (let attempt = lane; !stopped && !(await isMade(user, ticket, fleet.url(attempt))); attempt++) await pause(PAUSE_MS)
    }
  }

  async function isMade(user: string, ticket: { id: string; title: string }, url: string): Promise<boolean> {
    const startedAt = performance.now()
    try {
      acknowledged.push((await clientAt(fleet, url, user).ticket.create.mutate(ticket)).id)
      return true
    } catch (error) {
      failures.push({ status: statusIn(error), ms: performance.now() - startedAt })
      return false
    }
  }

  const until = async (list: readonly unknown[], more: number) => {
    const wanted = list.length + more
    await vi.waitFor(() => expect(list.length).toBeGreaterThanOrEqual(wanted), PATIENCE)
  }
  return {
    acknowledged,
    failures,
    untilAcknowledged: (more) => until(acknowledged, more),
    untilFailed: (more) => until(failures, more),
    async finish() {
      finishing = true
      await Promise.all(lanes)
    },
    async stop() {
      finishing = stopped = true
      await Promise.all(lanes)
    },
  }
}

/** What is no answer of the API has no status; what no call can fail with is thrown on. */
function statusIn(error: unknown): number | null {
  if (!(error instanceof TRPCClientError)) throw error
  return (error.data as { httpStatus: number } | null | undefined)?.httpStatus ?? null // the contract's error shape
}
