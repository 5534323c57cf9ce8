import { TRPCError, type AnyTRPCProcedure, type AnyTRPCRouter, type TRPCProcedureType } from '@trpc/server'
import { parseConnectionParamsFromString, type TRPCRequestInfo } from '@trpc/server/http'
import type { FastifyRequest } from 'fastify'
import type { RequestSignal } from './request-signal.ts'
import { RpcInputs } from './rpc-inputs.ts'

export interface RpcCall {
  readonly index: number
  readonly path: string
  readonly procedure: AnyTRPCProcedure | undefined
  readonly type: TRPCProcedureType | 'unknown'
}

/** A router's procedures by path. A map, so that no path finds something in a prototype. */
export type ProcedureMap = ReadonlyMap<string, AnyTRPCProcedure>

export function procedureMap(router: AnyTRPCRouter): ProcedureMap {
  return new Map(Object.entries(router._def.procedures as Record<string, AnyTRPCProcedure>)) // tRPC types the record any
}

type Query = Readonly<Record<string, string | string[] | undefined>>

/** What one HTTP request calls: a procedure, or several in a batch. */
export class RpcRequest {
  readonly isBatch: boolean
  readonly calls: readonly RpcCall[]
  readonly inputs: RpcInputs
  private readonly query: Query
  private described: RequestInfo | undefined
  private understood = false

  constructor(
    private readonly request: FastifyRequest,
    private readonly signal: RequestSignal,
    path: string,
    procedures: ProcedureMap,
    deserialize: ConstructorParameters<typeof RpcInputs>[3],
  ) {
    this.query = request.query as Query // Fastify's own parser makes strings, and arrays of repeated names
    this.isBatch = first(this.query['batch']) === '1'
    const paths = this.isBatch ? path.split(',') : [path]
    this.calls = paths.map((each, index) => {
      const procedure = procedures.get(each)
      return { index, path: each, procedure, type: procedure ? procedure._def.type : 'unknown' }
    })
    this.inputs = new RpcInputs(inputText(request, this.query), paths.length, this.isBatch, deserialize)
  }

  /** The kind of all calls; unknown procedures take part in any. Nothing is known of a request that makes no sense. */
  get type(): RpcCall['type'] {
    if (!this.understood) return 'unknown'
    return this.calls.find(({ type }) => type !== 'unknown')?.type ?? 'unknown'
  }

  /** Whether the client reads its answers line by line, each when it is ready. */
  get wantsLines(): boolean {
    return acceptsLines(this.request.headers)
  }

  /** @throws {TRPCError} BAD_REQUEST, for what no client of tRPC's asks */
  check(): void {
    const types = [...new Set(this.calls.map(({ type }) => type))].filter((type) => type !== 'unknown')
    if (types.length > 1) throw new TRPCError({ code: 'BAD_REQUEST', message: `Cannot mix procedure types in call: ${types.join(', ')}` })
    if (this.query['connectionParams'] !== undefined) parseConnectionParamsFromString(first(this.query['connectionParams']) ?? '')
    this.understood = true
    if (!this.isBatch && this.wantsLines) throw new TRPCError({ code: 'BAD_REQUEST', message: 'Streaming requests must be batched (you can do a batch of 1)' })
  }

  /** A call's input, before its schema has seen it; a subscription's also holds the id to resume from. */
  rawInput({ index, type }: RpcCall): unknown {
    const input = this.inputs.of(index)
    if (type !== 'subscription') return input
    const lastEventId = this.lastEventId()
    if (!lastEventId) return input
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return { ...input, lastEventId }
    return input ?? { lastEventId }
  }

  private lastEventId(): string | undefined {
    const header = this.request.headers['last-event-id']
    return (typeof header === 'string' ? header : undefined) ?? first(this.query['lastEventId']) ?? first(this.query['Last-Event-Id'])
  }

  /** What tRPC tells `responseMeta`: nothing, when {@link check} found the request to make no sense. */
  infoIfUnderstood(): TRPCRequestInfo | undefined {
    return this.understood ? this.info() : undefined
  }

  /** What tRPC tells context factories; made only where somebody looks. */
  info(): TRPCRequestInfo {
    return (this.described ??= new RequestInfo(this, this.request, this.signal, first(this.query['connectionParams'])))
  }
}

/** A class for the sake of its getters: a literal with one would make a hidden class for each request. */
class RequestInfo implements TRPCRequestInfo {
  readonly isBatchCall: boolean
  readonly accept: 'application/jsonl' | null
  readonly type: RpcCall['type']
  readonly calls: TRPCRequestInfo['calls']
  readonly connectionParams: TRPCRequestInfo['connectionParams']

  constructor(
    rpc: RpcRequest,
    private readonly request: FastifyRequest,
    private readonly requestSignal: RequestSignal,
    connectionParams: string | undefined,
  ) {
    this.isBatchCall = rpc.isBatch
    this.accept = rpc.wantsLines ? 'application/jsonl' : null
    this.type = rpc.type
    this.calls = rpc.calls.map((call) => ({
      path: call.path,
      procedure: call.procedure ?? null,
      batchIndex: call.index,
      getRawInput: async () => rpc.rawInput(call),
      result: () => rpc.inputs.known(call.index),
    }))
    this.connectionParams = connectionParams === undefined ? null : parseConnectionParamsFromString(connectionParams)
  }

  get signal(): AbortSignal {
    return this.requestSignal.value
  }

  get url(): URL {
    return new URL(this.request.url, `${this.request.protocol}://${this.request.headers.host ?? 'localhost'}`)
  }
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

function acceptsLines({ 'trpc-accept': trpcAccept, accept }: FastifyRequest['headers']): boolean {
  if (trpcAccept !== undefined) return trpcAccept === 'application/jsonl'
  return accept !== undefined && accept.includes('application/jsonl') && accept.split(',').some((type) => type.trim() === 'application/jsonl')
}

function inputText({ method, body }: FastifyRequest, query: Query): string | undefined {
  if (method === 'GET') return first(query['input']) || undefined
  const text = typeof body === 'string' ? body : ''
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text
}

const BYTE_ORDER_MARK = 0xfeff
