import { initTRPC, tracked, TRPCError, type TRPCCombinedDataTransformer } from '@trpc/server'
import { TRPC_ERROR_CODES_BY_KEY, type TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'
import { observable } from '@trpc/server/observable'
import * as z from 'zod'
import type { Seen } from './servers.ts'

export interface CompatContext {
  /** What `createContext` was told. */
  readonly seen: Seen
  /** Which of the ways of `responseMeta` a request asks for. */
  readonly meta: string | undefined
}

export interface RouterOptions {
  transformer?: TRPCCombinedDataTransformer
  sse?: { ping?: { enabled: boolean; intervalMs: number }; client?: { reconnectAfterInactivityMs: number }; maxDurationMs?: number }
  jsonl?: { pingMs: number }
}

const CODES = Object.keys(TRPC_ERROR_CODES_BY_KEY) as [TRPC_ERROR_CODE_KEY, ...TRPC_ERROR_CODE_KEY[]] // there are some

const THROWN: Record<string, unknown> = {
  error: new Error('It broke.', { cause: new Error('deeper') }),
  string: 'a string',
  nothing: undefined,
  object: { message: 'like an error', extra: 1 },
  trpcWithCause: new TRPCError({ code: 'CONFLICT', cause: new Error('from the cause') }),
}

/** One procedure for each thing that an answer can be made of. */
export function compatRouter({ transformer, sse, jsonl }: RouterOptions) {
  const t = initTRPC.context<CompatContext>().create({
    ...(transformer && { transformer }),
    ...(sse && { sse }),
    ...(jsonl && { jsonl }),
    // A stack names files and lines of whoever has called.
    isDev: false,
    errorFormatter: ({ shape, input, path, type, ctx, error }) => ({
      ...shape,
      data: { ...shape.data, formatter: { input: printed(input), path, type, ctx: ctx !== undefined, cause: error.cause?.message } },
    }),
  })
  const procedure = t.procedure
  const anything = procedure.input((input: unknown) => input)
  const guarded = procedure.use(() => {
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Not you.' })
  })
  const strict = procedure.input(z.strictObject({ n: z.number() }))

  const get = t.router({
    text: procedure.query(() => 'text'),
    undefined: procedure.query(() => undefined),
    null: procedure.query(() => null),
    date: procedure.query(() => new Date(0)),
    map: procedure.query(() => new Map([['a', new Set([1])]])),
    bigint: procedure.query(() => 10n),
    numbers: procedure.query(() => [NaN, -0, Infinity]),
    unicode: procedure.query(() => 'Zoë 😀 \u2028 </script>'),
    large: procedure.query(() => 'x'.repeat(200_000)),
    circular: procedure.query(() => {
      const self: Record<string, unknown> = {}
      return (self['self'] = self)
    }),
    echo: anything.query(({ input }) => ({ input: input as unknown, type: typeof input })),
    strict: strict.query(({ input }) => input.n),
    badOutput: procedure.output(z.number()).query(() => 'text' as unknown as number), // breaks its promise on purpose
    guarded: guarded.input(z.number()).query(() => 'never'),
    seen: procedure.query(({ ctx }) => ctx.seen),
    path: procedure.query(({ path }) => path),
    code: procedure.input(z.enum(CODES)).query(({ input }) => {
      throw new TRPCError({ code: input, message: `It is ${input}.` })
    }),
    throws: procedure.input(z.string()).query(({ input }): null => {
      throw THROWN[input]
    }),
    promise: procedure.query(() => ({ now: 1, later: Promise.resolve({ deeper: Promise.resolve('both') }) })),
    rejects: procedure.query(() => {
      const later = Promise.reject(new Error('later'))
      later.catch(() => undefined) // a document does not wait for it
      return { now: 1, later }
    }),
    list: procedure.query(async function* () {
      yield 1
      yield { two: 2 }
      return 'done'
    }),
    failingList: procedure.query(async function* () {
      yield 1
      throw new TRPCError({ code: 'CONFLICT', message: 'in the middle' })
    }),
    nestedList: procedure.query(() => ({ list: letters() })),
    observable: procedure.query(() => observed([1, 2])),
    slowly: procedure.query(() => new Promise<string>((resolve) => setTimeout(() => resolve('at last'), 450))),
    unserializable: procedure.query(() => ({ later: Promise.resolve({ big: 1n, toJSON: () => failing() }) })),
  })

  const set = t.router({
    echo: anything.mutation(({ input }) => ({ input: input as unknown, type: typeof input })),
    strict: strict.mutation(({ input }) => input.n),
    undefined: procedure.mutation(() => undefined),
    guarded: guarded.input(z.number()).mutation(() => 'never'),
    fail: procedure.mutation(() => failing()),
  })

  const on = t.router({
    count: procedure.subscription(async function* () {
      yield 1
      yield { two: 2 }
    }),
    nothing: procedure.subscription(async function* () {}),
    returns: procedure.subscription(async function* (): AsyncGenerator<number, void> {
      yield 1
      return 'the end' as unknown as undefined // tRPC's types know of no such value
    }),
    undefined: procedure.subscription(async function* () {
      yield undefined
    }),
    dates: procedure.subscription(async function* () {
      yield { at: new Date(0) }
    }),
    lines: procedure.subscription(async function* () {
      yield 'one\ntwo\r\n\nid: 7'
    }),
    tracked: procedure.subscription(async function* () {
      yield tracked('one', { n: 1 })
      yield tracked('2', { n: 2 })
    }),
    brokenId: procedure.subscription(async function* () {
      yield tracked('1\ndata: forged', { n: 1 })
    }),
    echo: anything.subscription(async function* ({ input }) {
      yield { input: input as unknown }
    }),
    seen: procedure.subscription(async function* ({ ctx }) {
      yield ctx.seen
    }),
    strict: strict.subscription(async function* ({ input }) {
      yield input.n
    }),
    guarded: guarded.subscription(async function* () {}),
    throwsAtOnce: procedure.subscription(() => failing()),
    throwsLater: procedure.subscription(async function* () {
      yield 1
      failing()
    }),
    aborts: procedure.subscription(async function* () {
      yield 1
      throw new DOMException('over', 'AbortError')
    }),
    unserializable: procedure.subscription(async function* () {
      yield { toJSON: () => failing() }
    }),
    notIterable: procedure.subscription((() => 'text') as unknown as () => AsyncIterable<string>), // a caller without types
    observable: procedure.subscription(() => observed(['a', 'b'])),
    failingObservable: procedure.subscription(() =>
      observable<number>((emit) => {
        emit.next(1)
        emit.error(new TRPCError({ code: 'CONFLICT', message: 'observed' }))
      }),
    ),
    endless: procedure.subscription(async function* ({ signal }) {
      yield 1
      await new Promise((resolve) => signal?.addEventListener('abort', resolve))
    }),
    quiet: procedure.subscription(async function* () {
      yield 1
      await new Promise((resolve) => setTimeout(resolve, 900))
      yield 2
    }),
  })

  return t.router({ top: procedure.query(() => 'top'), get, set, on, deep: t.router({ er: t.router({ down: procedure.query(({ path }) => path) }) }) })
}

async function* letters() {
  yield 'a'
  yield 'b'
}

function failing(): never {
  throw new Error('It broke.')
}

function observed<T>(values: T[]) {
  return observable<T>((emit) => {
    for (const value of values) emit.next(value)
    emit.complete()
  })
}

function printed(input: unknown): string {
  return typeof input === 'bigint' ? `${input}n` : input instanceof Map ? 'a map' : (JSON.stringify(input) ?? 'undefined')
}
