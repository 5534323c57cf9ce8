import type { AnyTRPCRouter, TRPCError } from '@trpc/server'
import type { ResponseMeta, ResponseMetaFn, TRPCRequestInfo } from '@trpc/server/http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Limits } from '../options.ts'
import type { ActorLanes } from './actor-lanes.ts'
import type { CallLimit } from './call-limit.ts'
import type { StreamOwner } from './event-stream.ts'
import type { EventStreams } from './event-streams.ts'

export type { ResponseMeta }

/** As tRPC's adapters give it: a status and headers for an answer, from what its calls came to. */
export type ResponseMetaFactory = ResponseMetaFn<AnyTRPCRouter>

export interface ContextRequest {
  readonly req: FastifyRequest
  readonly res: FastifyReply
  readonly info: TRPCRequestInfo
}

export interface FailedCall {
  readonly error: TRPCError
  readonly path: string | undefined
  readonly type: 'query' | 'mutation' | 'subscription' | 'unknown'
  readonly input: unknown
  readonly ctx: unknown
  readonly req: FastifyRequest
}

/** What {@link serveTrpc} needs to serve a router. */
export interface TrpcServing {
  readonly router: AnyTRPCRouter
  /** `/trpc`, without a slash at its end. */
  readonly basePath: string
  readonly limits: Limits
  /** Once for each request, however many calls its batch holds. */
  createContext(request: ContextRequest): object | Promise<object>
  /** On whose account a stream counts, and when it has to end; anonymous and never, by default. */
  ownerOf?(ctx: object): StreamOwner
  onError?(call: FailedCall): void
  /**
   * Before the caller of a failed call learns of it, which waits for the promise; where that rejects, its error is what the
   * caller gets. `readInput` reads an input that nobody has read yet, and throws where it cannot be read.
   */
  beforeRefusal?(call: FailedCall, readInput: () => unknown): Promise<void> | undefined
  readonly responseMeta?: ResponseMetaFactory | undefined
  /** Shared by all routers of a process, so that its caps are the process's. */
  readonly streams?: EventStreams
  /** Shared with REST, likewise. */
  readonly calls?: CallLimit
  readonly lanes?: ActorLanes
}
