import type { ErrorShape } from '@throughline/contract'
import superjson, { type SuperJSONResult } from 'superjson'
import type { HttpAnswer, HttpCall } from './connections.ts'
import type { DeskCall } from '../desk/desk-call.ts'

/** What an answer says, read as tRPC's clients read it. */
export type TrpcAnswer = { readonly data: unknown } | { readonly error: ErrorShape } | { readonly unreadable: string }

export function trpcRequest({ path, kind, input }: DeskCall, token: string): HttpCall {
  const headers = { authorization: `Bearer ${token}` }
  const text = input === undefined ? undefined : JSON.stringify(superjson.serialize(input))
  if (kind === 'write') return { method: 'POST', path: `/trpc/${path}`, headers, body: text ?? '' }
  return { method: 'GET', path: `/trpc/${path}${text === undefined ? '' : `?input=${encodeURIComponent(text)}`}`, headers }
}

export function trpcAnswer({ status, text }: HttpAnswer): TrpcAnswer {
  try {
    const envelope = JSON.parse(text) as { result?: { data: SuperJSONResult }; error?: SuperJSONResult } // the protocol; anything else throws below
    if (envelope.error) return { error: superjson.deserialize<ErrorShape>(envelope.error) }
    return { data: superjson.deserialize(envelope.result!.data) } // one of the two, or what is caught
  } catch {
    return { unreadable: `${status} ${text.slice(0, 80)}` }
  }
}
