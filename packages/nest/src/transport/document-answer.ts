import { TRPCError } from '@trpc/server'
import { isStreamLike } from './json-lines.ts'
import { JSON_HEADERS, serialized, statusOf, type Envelope, type Outcome } from './rpc-answer.ts'
import type { RpcExchange } from './rpc-exchange.ts'

/** Answers a call, or a batch when all of its calls are done, with one JSON document. */
export async function answerWithDocument(exchange: RpcExchange): Promise<void> {
  const { rpc } = exchange
  if (rpc.isBatch) return answerBatch(exchange)
  const call = rpc.calls[0]!
  const outcome = await exchange.run(call)
  if (isStreamLike(outcome.data)) throw streamInDocument(outcome.data)
  send(exchange, [exchange.envelope(outcome, call)], outcome.error ? [outcome.error] : [], false)
}

async function answerBatch(exchange: RpcExchange): Promise<void> {
  const { calls } = exchange.rpc
  const outcomes = (await Promise.all(calls.map((call) => exchange.run(call)))).map((outcome): Outcome => (isStreamLike(outcome.data) ? { error: streamInDocument(outcome.data) } : outcome))
  const errors = outcomes.flatMap(({ error }) => error ?? [])
  send(exchange, outcomes.map((outcome, index) => exchange.envelope(outcome, calls[index]!)), errors, true)
}

/** The request as a whole has failed: one error for all of its calls. */
export function answerWithFailure(exchange: RpcExchange, cause: unknown): void {
  const error = exchange.failed(cause, undefined)
  send(exchange, [{ error: exchange.shape(error, undefined) as never }], [error], false) // the formatter decides the shape
}

function send(exchange: RpcExchange, envelopes: Envelope[], errors: TRPCError[], asBatch: boolean): void {
  const { reply, config, timing } = exchange
  const body = asBatch ? envelopes : envelopes[0]!
  const text = serialized(config, body)
  const { status, headers } = exchange.head(JSON_HEADERS, statusOf(body), envelopes, errors)
  const vary = exchange.vary(headers)
  // With a serializer of its own a reply keeps its content type; otherwise Fastify adds a charset, which tRPC does not.
  void reply.status(status).headers(headers).header('vary', vary).header('server-timing', timing.value).serializer(asItIs).send(text)
}

const asItIs = (text: unknown) => text as string // only ever called with the line above

function streamInDocument(data: object): TRPCError {
  // Nobody waits for its promises any more; one that fails must not end the process.
  for (const item of Object.values(data)) if (item instanceof Promise) item.catch(() => {})
  return new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Cannot use stream-like response in non-streaming request - use httpBatchStreamLink' })
}
