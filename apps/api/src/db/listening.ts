import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Listener } from './database.ts'

const CONNECT_MS = 2_000
// A cut that nobody reports, as by a router in between, is found by asking.
const PROBE_MS = 5_000
const RETRY_MS = [50, 200, 500, 1_000, 2_000] as const

/**
 * Listens on a connection of its own, which a pool would give to somebody else, until the answer is called. A cut is
 * mended for as long as it takes.
 */
export function listenOnPostgres(url: string, channel: string, listener: Listener): () => Promise<void> {
  const stopped = new AbortController()
  const listening = listen(url, channel, listener, stopped.signal)
  return async () => {
    stopped.abort()
    await listening
  }
}

async function listen(url: string, channel: string, listener: Listener, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    const over = new AbortController()
    const client = new pg.Client({ connectionString: url, application_name: 'throughline-listen', connectionTimeoutMillis: CONNECT_MS, query_timeout: CONNECT_MS, keepAlive: true })
    try {
      const cut = untilCut(client, signal, over.signal)
      client.on('notification', () => listener.onNotify())
      await client.connect()
      await client.query(`listen ${client.escapeIdentifier(channel)}`)
      failures = 0
      listener.onRestore()
      await Promise.race([cut, probe(client, over.signal)])
    } catch {
      // Whatever it was, the next attempt tells whether it is over.
    } finally {
      over.abort()
      // A connection that stands still would not say that it ends.
      void client.end().catch(() => {})
    }
    await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)], undefined, { signal }).catch(() => {})
  }
}

/** Leaves nothing on `signal`, which outlives many connections, once this one is `over`. */
function untilCut(client: pg.Client, signal: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    client.on('error', () => resolve()).on('end', () => resolve())
    signal.addEventListener('abort', () => resolve(), { signal: over })
  })
}

/** Rejects once the connection no longer answers. */
async function probe(client: pg.Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(PROBE_MS, undefined, { signal, ref: false }).catch(() => {})
    if (!signal.aborted) await client.query('select 1')
  }
}
