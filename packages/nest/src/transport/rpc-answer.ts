import { TRPCError, type AnyTRPCRouter } from '@trpc/server'
import { getHTTPStatusCode } from '@trpc/server/http'
import type { TRPCResponse } from '@trpc/server/rpc'
import type { OutgoingHttpHeaders } from 'node:http'
import type { ResponseMeta } from './trpc-serving.ts'

/** What became of one call. */
export type Outcome = { readonly error: TRPCError; readonly data?: undefined } | { readonly error: null; readonly data: unknown }

type Config = AnyTRPCRouter['_def']['_config']

/** A response in tRPC's envelope, before the transformer. */
export type Envelope = TRPCResponse<unknown, never>

export const JSON_HEADERS = {
  vary: 'trpc-accept, accept',
  'content-type': 'application/json',
  // A compressing proxy, such as Next's rewrite, would hold lines back until their end.
  'cache-control': 'no-store, no-transform',
} as const
export const LINES_HEADERS = { ...JSON_HEADERS, 'transfer-encoding': 'chunked' } as const
export const EVENTS_HEADERS = {
  vary: 'trpc-accept, accept',
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  connection: 'keep-alive',
} as const

/** An envelope as text, through the router's transformer. */
export function serialized(config: Config, envelope: Envelope): string {
  const { serialize } = config.transformer.output
  return JSON.stringify('error' in envelope ? { error: serialize(envelope.error) as unknown } : { result: { data: serialize(envelope.result.data) as unknown } })
}

/** Instead of an answer that is larger than one may be: a batch of many, or of long ones, would fill the memory of both ends. */
export const tooLong = () => new TRPCError({ code: 'PAYLOAD_TOO_LARGE', message: 'The answer is larger than this server gives at once. Ask for less.' })

/** The status of an answer: that of its calls, or 207 where they differ. */
export function statusOf(envelopes: Envelope | readonly Envelope[]): number {
  return getHTTPStatusCode(envelopes as Envelope | Envelope[]) // reads only
}

/**
 * Headers that `responseMeta` adds, merged as tRPC does: a `Headers` object appends, a record replaces, and a list of a
 * record appends each.
 */
export function mergeHeaders(base: Readonly<Record<string, string>>, added: ResponseMeta['headers']): OutgoingHttpHeaders {
  if (!added) return base
  const headers = new Headers(base)
  if (added instanceof Headers) added.forEach((value, name) => headers.append(name, value))
  else
    for (const [name, value] of Object.entries(added)) {
      if (Array.isArray(value)) for (const each of value) headers.append(name, each)
      else if (typeof value === 'string') headers.set(name, value)
    }
  const merged: OutgoingHttpHeaders = Object.fromEntries(headers)
  const cookies = headers.getSetCookie()
  if (cookies.length > 0) merged['set-cookie'] = cookies
  return merged
}
