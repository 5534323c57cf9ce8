import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export const REQUEST_ID_HEADER = 'x-request-id'
const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/

const requestIds = new AsyncLocalStorage<string>()

/** Takes over the id that the web sent, so that its log and ours name the call alike; anything odd gets a fresh one. */
export function requestIdFor(headers: IncomingHttpHeaders): string {
  const sent = headers[REQUEST_ID_HEADER]
  return typeof sent === 'string' && WELL_FORMED.test(sent) ? sent : randomUUID()
}

/** Runs a request's work so that {@link currentRequestId} knows its id, also where tRPC has made no context. */
export function withRequestId<T>(id: string, work: () => T): T {
  return requestIds.run(id, work)
}

export function currentRequestId(): string {
  return requestIds.getStore() ?? 'none'
}
