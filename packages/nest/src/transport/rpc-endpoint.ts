import type { FastifyReply, FastifyRequest } from 'fastify'
import { anyTrpcError } from '../errors/as-trpc-error.ts'
import { eventFrames } from './event-frames.ts'
import { EventStreams } from './event-streams.ts'
import { ActorLanes } from './actor-lanes.ts'
import { RpcExchange } from './rpc-exchange.ts'
import { procedureMap, type ProcedureMap } from './rpc-request.ts'
import type { FailedCall, TrpcServing } from './trpc-serving.ts'

/** A router behind an address: makes an exchange of each request. */
export class RpcEndpoint {
  readonly procedures: ProcedureMap
  readonly frames: ReturnType<typeof eventFrames>
  readonly streams: EventStreams
  readonly lanes: ActorLanes

  constructor(readonly serving: TrpcServing) {
    const { router, streams, lanes, limits } = serving
    this.procedures = procedureMap(router)
    this.frames = eventFrames(router._def._config.transformer.output.serialize)
    this.streams = streams ?? new EventStreams(limits)
    this.lanes = lanes ?? new ActorLanes(limits)
  }

  /** Calls `onRun` as soon as every call has run: what is left then is only writing, for as long as the reader takes. */
  async answer(request: FastifyRequest, reply: FastifyReply, path: string, onRun: () => void): Promise<void> {
    // What tRPC answers to any HEAD: that somebody is there.
    if (request.method === 'HEAD') return void reply.status(204).send()
    await new RpcExchange(this, request, reply, path, onRun).answer()
  }

  /** Something went wrong outside of any call. */
  failed(error: unknown, req: FastifyRequest): void {
    this.report({ error: anyTrpcError(error), path: undefined, type: 'unknown', input: undefined, ctx: undefined, req })
  }

  report(call: FailedCall): void {
    try {
      this.serving.onError?.(call)
    } catch {
      // A log that cannot write a line must not keep an answer from its caller.
    }
  }
}
