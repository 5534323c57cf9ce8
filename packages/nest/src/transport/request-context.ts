import { Inject, Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { ContextOptions, TRPCContext } from 'nestjs-trpc'
import { Authenticator, type Authentication } from '../auth/authenticator.ts'
import { StreamShutdown } from './stream-shutdown.ts'

/** What every call of one HTTP request shares. */
export interface RequestContext extends Record<string, unknown> {
  readonly actor: Authentication['actor']
  readonly requestId: string
  readonly authentication: Authentication
  /** Aborts when the server goes down; streams end on it. */
  readonly shutdown: AbortSignal
}

/** Makes the context: one verification for each HTTP request, however many calls its batch holds. */
@Injectable()
export class RequestContextFactory implements TRPCContext {
  constructor(
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(StreamShutdown) private readonly shutdown: StreamShutdown,
  ) {}

  async create({ req }: ContextOptions): Promise<RequestContext> {
    const request = req as FastifyRequest // this package refuses to start on Express
    const authentication = await this.authenticator.authenticate(request)
    return { actor: authentication.actor, requestId: request.id, authentication, shutdown: this.shutdown.signal }
  }
}
