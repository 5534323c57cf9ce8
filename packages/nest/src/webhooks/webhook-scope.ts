import { BadRequestException } from '@nestjs/common'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { describeError } from '../errors/describe-error.ts'
import type { ErrorLog } from '../errors/error-log.ts'
import { noteRefusal } from '../errors/refusal-reason.ts'
import { verifiedMessage, type ClerkMessage } from './clerk-message.ts'

export const WEBHOOK_PATH = '/webhooks/clerk'

/** Larger than any message of Clerk's; the whole of it is hashed before it is known to be one. */
const MAX_BYTES = 500_000

export interface WebhookServing {
  readonly secret: string
  /** Resolves when the message has been dealt with; where it rejects, Clerk sends it again. */
  receive(message: ClerkMessage): Promise<void>
  readonly errors: ErrorLog
}

/**
 * Takes Clerk's messages, in a Fastify scope of its own: signatures are made over raw bytes, which every other parser
 * would have read already. It is no controller, so that no access stands on it; the signature is what lets anybody in.
 */
export async function serveWebhooks(app: FastifyInstance, { secret, receive, errors }: WebhookServing): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, done) => done(null, body))
    scope.setErrorHandler((error, request, reply) => answerError(error, request, reply, errors))
    scope.post(WEBHOOK_PATH, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      await receive(await verifiedMessage(request.headers, body, secret))
      return reply.header('cache-control', 'no-store').send({ received: true })
    })
  })
}

/** In the form in which REST answers errors. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, errors: ErrorLog): FastifyReply {
  const { message, data, unexpected } = describeError(error)
  if (unexpected) errors.unexpected(error, `POST ${WEBHOOK_PATH}`, request.id)
  // Of a signature: also that its time is too far from now.
  else if (error instanceof BadRequestException && error.cause instanceof Error) noteRefusal(request, error.cause.message)
  return reply.status(data.httpStatus).header('cache-control', 'no-store').send({ error: { message, ...data, requestId: request.id } })
}
