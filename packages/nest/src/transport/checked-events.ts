import { isTrackedEnvelope, tracked } from '@trpc/server'
import { asTrpcError } from '../errors/as-trpc-error.ts'
import type { Parser } from './schema-parser.ts'
import { StreamInterruptedError } from './stream-interrupted.error.ts'

/**
 * Holds each event of a subscription against the contract. tRPC would hold the iterable itself against the output.
 *
 * An envelope that many streams pass on is checked once: what comes out is one object too, and so has one frame.
 */
export function checkedEvents(parse: Parser): (events: unknown) => AsyncIterable<unknown> {
  const checked = new WeakMap<object, unknown>()

  function check(event: unknown): unknown {
    if (!isTrackedEnvelope(event)) return parse(event)
    const known = checked.get(event)
    if (known !== undefined) return known
    const data = parse(event[1])
    const result = data instanceof Promise ? data.then((value) => tracked(event[0], value)) : tracked(event[0], data)
    checked.set(event, result)
    return result
  }

  return (events) => {
    if (typeof (events as Partial<AsyncIterable<unknown>> | null)?.[Symbol.asyncIterator] !== 'function') // anything may be returned
      throw new TypeError('A subscription returns an async iterable.')
    return new CheckedEvents((events as AsyncIterable<unknown>)[Symbol.asyncIterator](), check) // checked on the line above
  }
}

class CheckedEvents implements AsyncIterableIterator<unknown> {
  constructor(
    private readonly events: AsyncIterator<unknown>,
    private readonly check: (event: unknown) => unknown,
  ) {}

  async next(): Promise<IteratorResult<unknown>> {
    try {
      const next = await this.events.next()
      return next.done ? next : { done: false, value: await this.check(next.value) }
    } catch (error) {
      // With its own code: clients come back after an INTERNAL_SERVER_ERROR, and not after a refusal.
      throw error instanceof StreamInterruptedError ? error : asTrpcError(error)
    }
  }

  async return(): Promise<IteratorResult<unknown>> {
    await this.events.return?.()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
