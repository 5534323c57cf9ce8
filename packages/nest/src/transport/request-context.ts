import { Inject, Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { Authenticator, type Authentication } from '../auth/authenticator.ts'
import type { StreamOwner } from './event-stream.ts'

/** What every call of one HTTP request shares. */
export interface RequestContext {
  readonly requestId: string
  readonly authentication: Authentication
}

/** Makes the context: one verification for each HTTP request, however many calls its batch holds. */
@Injectable()
export class RequestContextFactory {
  constructor(@Inject(Authenticator) private readonly authenticator: Authenticator) {}

  create(request: FastifyRequest): RequestContext | Promise<RequestContext> {
    const requestId = request.id
    const authentication = this.authenticator.authenticate(request)
    // Not always a promise: a token that was seen before is known at once.
    if (authentication instanceof Promise) return authentication.then((known) => ({ requestId, authentication: known }))
    return { requestId, authentication }
  }
}

/** A stream counts for its caller, and ends with the caller's token. */
export function streamOwner({ authentication: { actor, expiresAt } }: RequestContext): StreamOwner {
  return { userId: actor?.userId ?? null, sessionId: actor?.sessionId ?? null, expiresAt: expiresAt ?? Infinity }
}
