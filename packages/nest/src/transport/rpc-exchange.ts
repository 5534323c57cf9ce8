import { TRPCError } from '@trpc/server'
import { getErrorShape } from '@trpc/server/shared'
import { anyTrpcError } from '../errors/as-trpc-error.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { isContractProcedure, type ProcedureCall } from './contract-procedure.ts'
import { answerWithDocument, answerWithFailure } from './document-answer.ts'
import { answerWithEvents } from './events-answer.ts'
import { answerWithLines } from './lines-answer.ts'
import { RequestSignal } from './request-signal.ts'
import { mergeHeaders, type Envelope, type Outcome } from './rpc-answer.ts'
import type { RpcEndpoint } from './rpc-endpoint.ts'
import { RpcRequest, type RpcCall } from './rpc-request.ts'
import { ServerTiming } from './server-timing.ts'
import type { ContextRequest, FailedCall } from './trpc-serving.ts'

const METHODS = { query: 'GET', mutation: 'POST', subscription: 'GET' } as const

/** One HTTP request: its calls, the context that they share, and what an answer says of them in whichever form. */
export class RpcExchange {
  readonly rpc: RpcRequest
  readonly signal: RequestSignal
  readonly timing = new ServerTiming()
  ctx: object | undefined
  private contextFailure: { cause: unknown } | null = null
  private userId: string | null = null
  private left: number

  constructor(
    readonly endpoint: RpcEndpoint,
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
    path: string,
    private readonly onRun: () => void,
  ) {
    this.signal = new RequestSignal(reply.raw)
    this.rpc = new RpcRequest(request, this.signal, path, endpoint.procedures, this.config.transformer.input.deserialize)
    this.left = this.rpc.calls.length
  }

  get config() {
    return this.endpoint.serving.router._def._config
  }

  /** In the form that the request asks for: one JSON document, JSON lines, or a stream of events. */
  async answer(): Promise<void> {
    const { rpc } = this
    try {
      rpc.check()
      await this.makeContext()
      if (rpc.isBatch && rpc.wantsLines) await answerWithLines(this)
      else if (rpc.type === 'subscription' && !rpc.isBatch) await answerWithEvents(this, rpc.calls[0]!)
      else await answerWithDocument(this)
    } catch (cause) {
      if (!this.reply.sent) return answerWithFailure(this, cause)
      // The answer had begun; what its reader has is not all of it, and the broken connection says so.
      this.failed(cause, undefined)
      this.reply.raw.destroy()
    }
  }

  private async makeContext(): Promise<void> {
    const startedAt = performance.now()
    try {
      const made = this.endpoint.serving.createContext(new LazyContextRequest(this.request, this.reply, this.rpc))
      this.ctx = made instanceof Promise ? await made : made
      this.userId = this.endpoint.serving.ownerOf?.(this.ctx).userId ?? null
    } catch (cause) {
      this.contextFailure = { cause }
    }
    this.timing.add('context', startedAt)
  }

  /** Calls a procedure; never rejects. */
  async run(call: RpcCall, signal: { readonly value: AbortSignal } = this.signal): Promise<Outcome> {
    const startedAt = performance.now()
    const { path, procedure, type, index } = call
    let leave: (() => void) | undefined
    try {
      if (!procedure || type === 'unknown') throw new TRPCError({ code: 'NOT_FOUND', message: `No procedure found on path "${path}"` })
      const { method } = this.request
      if (METHODS[type] !== method) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: `Unsupported ${method}-request to ${type} procedure at path "${path}"` })
      if (type === 'subscription' && this.rpc.isBatch) throw new TRPCError({ code: 'BAD_REQUEST', message: 'Cannot batch subscription calls' })
      if (this.contextFailure) throw this.contextFailure.cause
      const entered = this.endpoint.lanes.enter(this.userId)
      leave = entered instanceof Promise ? await entered : entered
      const getRawInput = () => this.rpc.rawInput(call) as Promise<unknown> // whoever calls it awaits it
      const data: unknown = await (isContractProcedure(procedure)
        ? procedure(new LazyProcedureCall(this.ctx, path, signal, getRawInput))
        : procedure({ ctx: this.ctx, path, type, batchIndex: index, getRawInput, signal: signal.value }))
      return { error: null, data }
    } catch (cause) {
      return { error: await this.refused(cause, call) }
    } finally {
      leave?.()
      if (procedure) this.timing.add(path, startedAt)
      if (--this.left === 0) this.onRun()
    }
  }

  /** What the caller is told, once what has to be done about it before is done. */
  private async refused(cause: unknown, call: RpcCall): Promise<TRPCError> {
    const error = this.failed(cause, call)
    try {
      await this.endpoint.serving.beforeRefusal?.(this.failedCall(error, call), () => this.rpc.rawInput(call))
      return error
    } catch (other) {
      return this.failed(other, call)
    }
  }

  /** What was thrown as tRPC's error, once it has been reported. */
  failed(cause: unknown, call: RpcCall | undefined): TRPCError {
    const error = anyTrpcError(cause)
    this.endpoint.report(this.failedCall(error, call))
    return error
  }

  private failedCall(error: TRPCError, call: RpcCall | undefined): FailedCall {
    const { ctx, request: req } = this
    return { error, path: call?.path, type: call ? call.type : this.rpc.type, input: call && this.rpc.inputs.known(call.index), ctx, req }
  }

  /** What the router's formatter makes of an error. */
  shape(error: TRPCError, call: RpcCall | undefined): unknown {
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

  envelope(outcome: Outcome, call: RpcCall): Envelope {
    return outcome.error ? { error: this.shape(outcome.error, call) as never } : { result: { data: outcome.data } } // the formatter decides the shape
  }

  /** Status and headers, with those of `responseMeta`. `data` is `null` for an answer that has no data yet. */
  head(base: Readonly<Record<string, string>>, status: number, data: Envelope[] | null, errors: TRPCError[]) {
    const { responseMeta } = this.endpoint.serving
    if (!responseMeta) return { status, headers: base as OutgoingHttpHeaders }
    const info = this.rpc.infoIfUnderstood()
    const meta = responseMeta({ ctx: this.ctx, info, paths: info?.calls.map(({ path }) => path), type: this.rpc.type, data: data ?? [], errors, eagerGeneration: data === null })
    return { status: meta.status ?? status, headers: mergeHeaders(base, meta.headers) }
  }

  /** Takes the response over from Fastify and writes its head, with the headers that Fastify's hooks have set. */
  takeOver(base: Readonly<Record<string, string>>): ServerResponse {
    const { status, headers } = this.head(base, 200, null, [])
    const vary = this.vary(headers)
    const own = this.reply.hijack().getHeaders() as OutgoingHttpHeaders // Fastify's type has numbers everywhere
    return this.reply.raw.writeHead(status, { ...own, ...headers, vary, 'server-timing': this.timing.value })
  }

  /** What an answer depends on: also what a hook has named, such as the origin. */
  vary({ vary }: OutgoingHttpHeaders): string {
    const own = this.reply.getHeader('vary')
    return own === undefined ? String(vary) : `${String(own)}, ${String(vary)}`
  }
}

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
