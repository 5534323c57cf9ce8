import type { Schema } from '@throughline/contract'
import { isTrackedEnvelope, tracked } from '@trpc/server'
import type { RequestContext } from './request-context.ts'

interface StreamCall {
  ctx: RequestContext
  signal?: AbortSignal
}

/**
 * A subscription's method, with each event checked against the contract and the stream ended when its caller goes or the
 * server shuts down.
 */
export function validatedEvents(name: string, method: unknown, output: Schema): unknown {
  const produce = method as (this: unknown, call: StreamCall) => AsyncIterable<unknown> // Implement() has typed it
  const parse = (output as unknown as { parseAsync(value: unknown): Promise<unknown> }).parseAsync.bind(output) // a zod schema
  const wrapped = async function* (this: unknown, call: StreamCall) {
    const signal = call.signal ? AbortSignal.any([call.signal, call.ctx.shutdown]) : call.ctx.shutdown
    for await (const event of until(signal, produce.call(this, { ...call, signal }))) {
      yield isTrackedEnvelope(event) ? tracked(event[0], await parse(event[1])) : await parse(event)
    }
  }
  // nestjs-trpc serves a method under its function's name.
  return Object.defineProperty(wrapped, 'name', { value: name })
}

/** The events up to the abort, also of a method that waits for something else and never looks at its signal. */
async function* until(signal: AbortSignal, events: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  const iterator = events[Symbol.asyncIterator]()
  let abort!: () => void // a promise's executor runs at once
  const aborted = new Promise<null>((resolve) => (abort = () => resolve(null)))
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted])
      if (next === null || next.done || signal.aborted) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', abort)
    // Not awaited: a generator that is still waiting would let its stream, and the server, wait with it.
    iterator.return?.().catch(() => {})
  }
}
