import { TRPCError } from '@trpc/server'
import { isStreamLike } from './json-lines.ts'
import { JSON_HEADERS, serialized, statusOf, tooLong, type Envelope, type Outcome } from './rpc-answer.ts'
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
  const { reply, timing } = exchange
  const texts = textsOf(exchange, envelopes, errors)
  const { status, headers } = exchange.head(JSON_HEADERS, statusOf(asBatch ? envelopes : envelopes[0]!), envelopes, errors)
  const vary = exchange.vary(headers)
  const text = asBatch ? `[${texts.join(',')}]` : texts[0]!
  // With a serializer of its own a reply keeps its content type; otherwise Fastify adds a charset, which tRPC does not.
  void reply.status(status).headers(headers).header('vary', vary).header('server-timing', timing.value).serializer(asItIs).send(text)
}

/** Each envelope as text; puts an error in the place of those that are too much. */
function textsOf(exchange: RpcExchange, envelopes: Envelope[], errors: TRPCError[]): string[] {
  const { config, rpc } = exchange
  let left = exchange.endpoint.serving.limits.maxAnswerLength
  return envelopes.map((envelope, index) => {
    // Once it is full, nothing more is even made text.
    const text = left > 0 || 'error' in envelope ? serialized(config, envelope) : null
    left -= text?.length ?? 0
    if (text !== null && (left >= 0 || 'error' in envelope)) return text
    const error = exchange.failed(tooLong(), rpc.calls[index])
    errors.push(error)
    envelopes[index] = { error: exchange.shape(error, rpc.calls[index]) as never } // the formatter decides the shape
    return serialized(config, envelopes[index])
  })
}

const asItIs = (text: unknown) => text as string // only ever called with the line above

function streamInDocument(data: object): TRPCError {
  // Nobody waits for its promises any more; one that fails must not end the process.
  for (const item of Object.values(data)) if (item instanceof Promise) item.catch(() => {})
  return new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Cannot use stream-like response in non-streaming request - use httpBatchStreamLink' })
}
