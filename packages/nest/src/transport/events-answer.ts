import { TRPCError } from '@trpc/server'
import { isObservable, observableToAsyncIterable } from '@trpc/server/observable'
import { connectedFrame, errorFrame } from './event-frames.ts'
import type { StreamOwner } from './event-stream.ts'
import { EVENTS_HEADERS } from './rpc-answer.ts'
import type { RpcExchange } from './rpc-exchange.ts'
import type { RpcCall } from './rpc-request.ts'

/** tRPC's options for subscriptions, as far as they are about the wire. */
interface SseOptions {
  ping?: { enabled: boolean; intervalMs?: number }
  client?: object
  maxDurationMs?: number
}

const NOBODY: StreamOwner = { userId: null, sessionId: null, expiresAt: Infinity }

/** Answers a subscription with a stream of events. Errors are events too: a browser cannot read those of a status. */
export async function answerWithEvents(exchange: RpcExchange, call: RpcCall): Promise<void> {
  const { config, endpoint, ctx } = exchange
  const { ping, client = {}, maxDurationMs = Infinity } = (config as { sse?: SseOptions }).sse ?? {} // tRPC types the whole configuration any
  const owner = (ctx && endpoint.serving.ownerOf?.(ctx)) || NOBODY
  const limited = { ...owner, expiresAt: Math.min(owner.expiresAt, Date.now() + maxDurationMs) }
  const describe = (error: TRPCError) => JSON.stringify(config.transformer.output.serialize(exchange.shape(error, call)))

  // Behind another answer on its connection it would wait for that one, and Node would not tell it of the connection's end.
  const isPipelined = exchange.reply.raw.socket === null
  const response = exchange.takeOver(EVENTS_HEADERS)
  // Its client may have gone while the token was verified: nothing would ever say so again.
  if (response.destroyed) return
  const refuse = (code: TRPCError['code'], message: string) =>
    void response.end(connectedFrame(client) + errorFrame(describe(exchange.failed(new TRPCError({ code, message }), call))))

  if (isPipelined) return refuse('BAD_REQUEST', 'A stream needs a connection of its own.')
  const stream = endpoint.streams.open(response, limited, ping?.enabled ? (ping.intervalMs ?? 1_000) : 0)
  if (typeof stream === 'string') return refuse(stream, 'Too many streams are open.')
  stream.begin(client)

  const { error, data } = await exchange.run(call, { value: stream.signal })
  if (error) return stream.fail(describe(error))
  const events = isObservable(data) ? observableToAsyncIterable(data, stream.signal) : data
  if (!isAsyncIterable(events)) {
    const message = `Subscription ${call.path} did not return an observable or a AsyncGenerator`
    return stream.fail(describe(exchange.failed(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message }), call)))
  }
  stream.follow({
    events: events[Symbol.asyncIterator](),
    frame: endpoint.frames,
    describe: (cause) => (isAbort(cause) ? null : describe(exchange.failed(cause, call))),
  })
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] === 'function' // an object
}

const isAbort = (cause: unknown) => cause instanceof Error && cause.name === 'AbortError'
