import { isObservable, observableToAsyncIterable } from '@trpc/server/observable'

// The numbers that stand for these on the wire.
const PROMISE = 0
const ITERABLE = 1
const FULFILLED = 0
const REJECTED = 1
const RETURNED = 0
const YIELDED = 1
const FAILED = 2

type Key = string | null
/** A value with 0 in the place of what is still to come, and where each of those is: `[key, kind, number]`. */
type Encoded = [[] | [unknown], ...[key: Key, kind: number, chunk: number][]]

export interface JsonLinesOptions {
  /** Writes one line; a promise where the reader has to catch up first. */
  write(line: string): void | Promise<void>
  serialize(value: unknown): unknown
  /** What the client learns of an error that came up after its call had begun to answer. */
  describe(error: unknown, call: number): unknown
  /** Ends iterables that nobody reads any more. */
  signal: AbortSignal
}

/**
 * Answers of a batch as tRPC's JSON lines: a head with a placeholder for each call, then a line for each thing that
 * becomes known, in the order in which it does. Promises and iterables inside of an answer get lines of their own.
 *
 * @see https://jsonlines.org
 */
export class JsonLines {
  private chunks = 0
  private open = 0
  private settled!: () => void // set by the promise's executor, which runs at once

  constructor(private readonly options: JsonLinesOptions) {}

  /** Resolves when every answer is written. */
  async send(answers: readonly Promise<unknown>[]): Promise<void> {
    const done = new Promise<void>((resolve) => (this.settled = resolve))
    const head: Record<number, Encoded> = {}
    answers.forEach((answer, call) => (head[call] = this.encode(answer, call)))
    await this.line(head)
    await done
  }

  private encode(value: unknown, call: number): Encoded {
    if (value === undefined) return [[]]
    const whole = this.pending(value, call)
    if (whole) return [[0], [null, ...whole]]
    if (!isPlainObject(value)) return [[value]]
    const copy: Record<string, unknown> = {}
    const later: [Key, number, number][] = []
    for (const [key, item] of Object.entries(value)) {
      const pending = this.pending(item, call)
      Object.defineProperty(copy, key, { value: pending ? 0 : item, enumerable: true, writable: true, configurable: true })
      if (pending) later.push([key, ...pending])
    }
    return [[copy], ...later]
  }

  private pending(value: unknown, call: number): [kind: number, chunk: number] | null {
    if (isPromise(value)) return [PROMISE, this.track((chunk) => this.followPromise(value, chunk, call))]
    if (isObservable(value)) return [ITERABLE, this.track((chunk) => this.followIterable(observableToAsyncIterable(value, this.options.signal), chunk, call))]
    if (isAsyncIterable(value)) return [ITERABLE, this.track((chunk) => this.followIterable(value, chunk, call))]
    return null
  }

  private track(follow: (chunk: number) => Promise<void>): number {
    const chunk = this.chunks++
    this.open++
    // Not before the line that announces the chunk.
    void Promise.resolve()
      .then(() => follow(chunk))
      .catch(() => {})
      .finally(() => --this.open === 0 && this.settled())
    return chunk
  }

  private async followPromise(promise: PromiseLike<unknown>, chunk: number, call: number): Promise<void> {
    try {
      const value = await promise
      await this.line([chunk, FULFILLED, this.encode(value, call)])
    } catch (error) {
      await this.line([chunk, REJECTED, this.options.describe(error, call)])
    }
  }

  private async followIterable(iterable: AsyncIterable<unknown>, chunk: number, call: number): Promise<void> {
    const iterator = iterable[Symbol.asyncIterator]()
    const stop = () => void iterator.return?.().then(undefined, () => {})
    this.options.signal.addEventListener('abort', stop, { once: true })
    try {
      for (;;) {
        const { done, value } = await iterator.next()
        await this.line([chunk, done ? RETURNED : YIELDED, this.encode(value, call)])
        if (done) return
      }
    } catch (error) {
      await this.line([chunk, FAILED, this.options.describe(error, call)])
    } finally {
      this.options.signal.removeEventListener('abort', stop)
    }
  }

  private line(chunk: unknown): void | Promise<void> {
    return this.options.write(`${JSON.stringify(this.options.serialize(chunk))}\n`)
  }
}

/** Whether an answer holds something that is still to come, which one JSON document cannot. */
export function isStreamLike(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (isAsyncIterable(value)) return true
  for (const key in value) if (isLater((value as Record<string, unknown>)[key])) return true // an object
  return false
}

const isLater = (value: unknown) => typeof value === 'object' && value !== null && (isPromise(value) || isAsyncIterable(value))

function isPromise(value: unknown): value is PromiseLike<unknown> {
  if (typeof value !== 'object' || value === null) return false
  const { then, catch: onRejected } = value as Partial<Promise<unknown>> // an object
  return typeof then === 'function' && typeof onRejected === 'function'
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] === 'function' // an object
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
