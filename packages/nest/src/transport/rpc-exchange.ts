import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import { isObservable, observableToAsyncIterable } from '@trpc/server/observable'
import { getErrorShape } from '@trpc/server/shared'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OutgoingHttpHeaders } from 'node:http'
import { connectedFrame, errorFrame } from './event-frames.ts'
import type { StreamOwner } from './event-stream.ts'
import { isStreamLike, JsonLines } from './json-lines.ts'
import { RequestSignal } from './request-signal.ts'
import { EVENTS_HEADERS, JSON_HEADERS, LINES_HEADERS, mergeHeaders, serialized, statusOf, type Envelope, type Outcome } from './rpc-answer.ts'
import type { RpcEndpoint } from './rpc-endpoint.ts'
import { RpcRequest, type RpcCall } from './rpc-request.ts'
import { isContractProcedure, type ProcedureCall } from './contract-procedure.ts'
import type { ContextRequest } from './trpc-serving.ts'
import { ServerTiming } from './server-timing.ts'

const METHODS = { query: 'GET', mutation: 'POST', subscription: 'GET' } as const
const NOBODY: StreamOwner = { userId: null, sessionId: null, expiresAt: Infinity }

/** One HTTP request and its answer, in the form that it asks for: one JSON document, JSON lines, or a stream of events. */
export class RpcExchange {
  private readonly rpc: RpcRequest
  private readonly signal: RequestSignal
  private readonly timing = new ServerTiming()
  private ctx: object | undefined
  private contextFailure: { cause: unknown } | null = null

  constructor(
    private readonly endpoint: RpcEndpoint,
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
    path: string,
  ) {
    this.signal = new RequestSignal(reply.raw)
    this.rpc = new RpcRequest(request, this.signal, path, endpoint.procedures, this.config.transformer.input.deserialize)
  }

  async answer(): Promise<void> {
    const { rpc } = this
    try {
      rpc.check()
      await this.makeContext()
      if (rpc.isBatch) return rpc.wantsLines ? await this.sendLines() : await this.sendBatch()
      return rpc.type === 'subscription' ? await this.sendEvents(rpc.calls[0]!) : await this.sendSingle(rpc.calls[0]!)
    } catch (cause) {
      this.sendFailure(cause)
    }
  }

  private get config() {
    return this.endpoint.serving.router._def._config
  }

  private async makeContext(): Promise<void> {
    const startedAt = performance.now()
    const { rpc, request, reply } = this
    try {
      const made = this.endpoint.serving.createContext(new LazyContextRequest(request, reply, rpc))
      this.ctx = made instanceof Promise ? await made : made
    } catch (cause) {
      this.contextFailure = { cause }
    }
    this.timing.add('context', startedAt)
  }

  private async run(call: RpcCall, signal: { readonly value: AbortSignal } = this.signal): Promise<Outcome> {
    const startedAt = performance.now()
    const { path, procedure, type, index } = call
    try {
      if (!procedure || type === 'unknown') throw new TRPCError({ code: 'NOT_FOUND', message: `No procedure found on path "${path}"` })
      const { method } = this.request
      if (METHODS[type] !== method) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: `Unsupported ${method}-request to ${type} procedure at path "${path}"` })
      if (type === 'subscription' && this.rpc.isBatch) throw new TRPCError({ code: 'BAD_REQUEST', message: 'Cannot batch subscription calls' })
      if (this.contextFailure) throw this.contextFailure.cause
      const getRawInput = () => this.rpc.rawInput(call) as Promise<unknown> // whoever calls it awaits it
      const data: unknown = await (isContractProcedure(procedure)
        ? procedure(new LazyProcedureCall(this.ctx, path, signal, getRawInput))
        : procedure({ ctx: this.ctx, path, type, batchIndex: index, getRawInput, signal: signal.value }))
      return { error: null, data }
    } catch (cause) {
      return { error: this.failed(cause, call) }
    } finally {
      if (procedure) this.timing.add(path, startedAt)
    }
  }

  private failed(cause: unknown, call: RpcCall | undefined): TRPCError {
    const error = getTRPCErrorFromUnknown(cause)
    this.endpoint.report({
      error,
      path: call?.path,
      type: call ? call.type : this.rpc.type,
      input: call && this.rpc.inputs.known(call.index),
      ctx: this.ctx,
      req: this.request,
    })
    return error
  }

  private shape(error: TRPCError, call: RpcCall | undefined): unknown {
    return getErrorShape({
      config: this.config,
      error,
      type: call ? call.type : this.rpc.type,
      path: call?.path,
      input: call && this.rpc.inputs.known(call.index),
      // A formatter learns the request's id from the context, and is told it where there is none.
      ctx: this.ctx ?? { requestId: this.request.id },
    })
  }

  private envelope(outcome: Outcome, call: RpcCall): Envelope {
    return outcome.error ? { error: this.shape(outcome.error, call) as never } : { result: { data: outcome.data } } // the formatter decides the shape
  }

  private async sendSingle(call: RpcCall): Promise<void> {
    const outcome = await this.run(call)
    if (isStreamLike(outcome.data)) throw streamInDocument()
    this.send([this.envelope(outcome, call)], outcome.error ? [outcome.error] : [], false)
  }

  private async sendBatch(): Promise<void> {
    const { calls } = this.rpc
    const outcomes = (await Promise.all(calls.map((call) => this.run(call)))).map((outcome): Outcome => (isStreamLike(outcome.data) ? { error: streamInDocument() } : outcome))
    const errors = outcomes.flatMap(({ error }) => error ?? [])
    this.send(outcomes.map((outcome, index) => this.envelope(outcome, calls[index]!)), errors, true)
  }

  /** The request as a whole has failed: one error for all of its calls. */
  private sendFailure(cause: unknown): void {
    const error = this.failed(cause, undefined)
    this.send([{ error: this.shape(error, undefined) as never }], [error], false) // the formatter decides the shape
  }

  private send(envelopes: Envelope[], errors: TRPCError[], asBatch: boolean): void {
    const body = asBatch ? envelopes : envelopes[0]!
    const text = serialized(this.config, body)
    const { status, headers } = this.head(JSON_HEADERS, statusOf(body), envelopes, errors)
    // With a serializer of its own a reply keeps its content type; otherwise Fastify adds a charset, which tRPC does not.
    void this.reply.status(status).headers(headers).header('server-timing', this.timing.value).serializer(asItIs).send(text)
  }

  private head(base: Readonly<Record<string, string>>, status: number, data: Envelope[] | null, errors: TRPCError[]) {
    const { responseMeta } = this.endpoint.serving
    const calm = base['cache-control'] ? base : { 'cache-control': 'no-store, no-transform', ...base }
    if (!responseMeta) return { status, headers: calm }
    const info = this.rpc.info()
    const meta = responseMeta({ ctx: this.ctx, info, paths: info.calls.map(({ path }) => path), type: this.rpc.type, data: data ?? [], errors, eagerGeneration: data === null })
    return { status: meta.status ?? status, headers: mergeHeaders(calm, meta.headers) }
  }

  /** Takes the response over from Fastify, with the headers that its hooks have set. */
  private hijack(base: Readonly<Record<string, string>>) {
    const { status, headers } = this.head(base, 200, null, [])
    const own = this.reply.hijack().getHeaders() as OutgoingHttpHeaders // Fastify's type has numbers everywhere
    return { status, headers: { ...own, ...headers, 'server-timing': this.timing.value } as OutgoingHttpHeaders }
  }

  private async sendLines(): Promise<void> {
    const { reply, rpc, config } = this
    const { status, headers } = this.hijack(LINES_HEADERS)
    const response = reply.raw.writeHead(status, headers)
    const { pingMs } = (config as { jsonl?: { pingMs?: number } }).jsonl ?? {} // tRPC types the whole configuration any
    const ping = pingMs ? setInterval(() => response.write(' '), pingMs) : undefined
    const lines = new JsonLines({
      signal: this.signal.value,
      serialize: config.transformer.output.serialize,
      write: (line) => void (response.destroyed || response.write(line)),
      describe: (error, index) => {
        const call = rpc.calls[index]!
        this.failed(error, undefined)
        return this.shape(getTRPCErrorFromUnknown(error), call)
      },
    })
    try {
      await lines.send(
        rpc.calls.map(async (call) => {
          const outcome = await this.run(call)
          return outcome.error ? { error: this.shape(outcome.error, call) } : { result: Promise.resolve({ data: isObservable(outcome.data) ? outcome.data : Promise.resolve(outcome.data) }) }
        }),
      )
    } finally {
      clearInterval(ping)
      response.end()
    }
  }

  private async sendEvents(call: RpcCall): Promise<void> {
    const { config, endpoint, reply, ctx } = this
    const { sse } = config as { sse?: SseOptions } // tRPC types the whole configuration any
    const owner = (ctx && endpoint.serving.ownerOf?.(ctx)) || NOBODY
    const { status, headers } = this.hijack(EVENTS_HEADERS)
    const client = sse?.client ?? {}
    const stream = endpoint.streams.open(reply.raw, limited(owner, sse?.maxDurationMs), sse?.ping?.enabled ? (sse.ping.intervalMs ?? 1_000) : 0)
    const describe = (error: unknown) => JSON.stringify(config.transformer.output.serialize(this.shape(getTRPCErrorFromUnknown(error), call)))

    if (typeof stream === 'string') {
      const error = this.failed(new TRPCError({ code: stream, message: 'Too many streams are open.' }), call)
      reply.raw.writeHead(status, headers).end(connectedFrame(client) + errorFrame(describe(error)))
      return
    }
    stream.begin(status, headers, client)
    const outcome = await this.run(call, { value: stream.signal })
    if (outcome.error) return stream.fail(describe(outcome.error))
    const iterable = isObservable(outcome.data) ? observableToAsyncIterable(outcome.data, stream.signal) : (outcome.data as Partial<AsyncIterable<unknown>> | null) // anything may be returned
    if (typeof iterable?.[Symbol.asyncIterator] !== 'function') {
      const message = `Subscription ${call.path} did not return an observable or a AsyncGenerator`
      return stream.fail(describe(this.failed(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message }), call)))
    }
    stream.follow({
      events: (iterable as AsyncIterable<unknown>)[Symbol.asyncIterator](), // checked above
      frame: endpoint.frames,
      describe: (cause) => (isAbort(cause) ? null : describe(this.failed(cause, call))),
    })
  }
}

const asItIs = (text: unknown) => text as string // only ever called with the line above

// With prototypes and not as literals: a literal with a getter makes a hidden class of its own each time it is evaluated,
// and those are kept until the next full collection. It was a third of a call's time.
class LazyContextRequest implements ContextRequest {
  constructor(
    readonly req: FastifyRequest,
    readonly res: FastifyReply,
    private readonly rpc: RpcRequest,
  ) {}

  get info() {
    return this.rpc.info()
  }
}

class LazyProcedureCall implements ProcedureCall {
  constructor(
    readonly ctx: unknown,
    readonly path: string,
    private readonly lazySignal: { readonly value: AbortSignal },
    readonly getRawInput: () => unknown,
  ) {}

  get signal() {
    return this.lazySignal.value
  }
}

/** tRPC's options for subscriptions, as far as they are about the wire. */
interface SseOptions {
  ping?: { enabled: boolean; intervalMs?: number }
  client?: object
  maxDurationMs?: number
}

const limited = (owner: StreamOwner, maxDurationMs = Infinity): StreamOwner => ({ ...owner, expiresAt: Math.min(owner.expiresAt, Date.now() + maxDurationMs) })

const isAbort = (cause: unknown) => cause instanceof Error && cause.name === 'AbortError'

const streamInDocument = () =>
  new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Cannot use stream-like response in non-streaming request - use httpBatchStreamLink' })
