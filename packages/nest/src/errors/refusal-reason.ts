import type { FastifyRequest } from 'fastify'

// On the request, under a key that nothing else can set.
const REASON = Symbol('refusal')
type WithReason = FastifyRequest & { [REASON]?: string }

/** Why what a request has presented, its token or its signature, was not taken: for the log, since its caller is told less. */
export function refusalReason(request: FastifyRequest): string | undefined {
  return (request as WithReason)[REASON]
}

export function noteRefusal(request: FastifyRequest, reason: string): void {
  ;(request as WithReason)[REASON] = reason
}
