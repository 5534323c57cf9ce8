import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export const REQUEST_ID_HEADER = 'x-request-id'
const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/

/** Takes over the id that the web sent, so that its log and ours name the call alike; anything odd gets a fresh one. */
export function requestIdFor(headers: IncomingHttpHeaders): string {
  const sent = headers[REQUEST_ID_HEADER]
  return typeof sent === 'string' && WELL_FORMED.test(sent) ? sent : randomUUID()
}
