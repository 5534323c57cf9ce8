import type { WebhookEvent } from '@clerk/backend/webhooks'
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { SessionRevocations } from '../auth/session-revocations.ts'
import { ErrorLog } from '../errors/error-log.ts'
import { THROUGHLINE_OPTIONS, type ResolvedOptions } from '../options.ts'
import type { ClerkMessage } from './clerk-message.ts'
import { serveWebhooks } from './webhook-scope.ts'

export type ClerkMessageHandler = (message: ClerkMessage) => void | Promise<void>

/**
 * `POST /webhooks/clerk`, where the configuration has its secret. Sessions that Clerk says have ended are refused from then
 * on; whatever else the app does about a message, it does in a {@link ClerkMessageHandler}.
 */
@Injectable()
export class ClerkWebhooks implements OnModuleInit {
  private readonly handlers = new Set<ClerkMessageHandler>()

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(THROUGHLINE_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(SessionRevocations) private readonly revocations: SessionRevocations,
    @Inject(ErrorLog) private readonly errors: ErrorLog,
  ) {}

  async onModuleInit(): Promise<void> {
    const { webhookSecret: secret } = this.options.clerk
    if (secret === undefined) return
    if (!/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(secret)) throw new Error('clerk.webhookSecret looks like whsec_…: copy it from the endpoint in Clerk’s dashboard.')
    await serveWebhooks(this.host.httpAdapter.getInstance(), { secret, errors: this.errors, receive: (message) => this.receive(message) })
  }

  /**
   * Calls `handler` with every message, in the order in which handlers came; the answer stops that. A message may come
   * more than once, late, and before an older one. Where a handler rejects, Clerk sends the message again.
   */
  onMessage(handler: ClerkMessageHandler): () => void {
    this.handlers.add(handler)
    return () => void this.handlers.delete(handler)
  }

  private async receive(message: ClerkMessage): Promise<void> {
    this.revoke(message.event)
    for (const handler of this.handlers) await handler(message)
  }

  private revoke({ type, data }: WebhookEvent): void {
    const { id } = (data ?? {}) as { id?: unknown } // signed, and yet of any shape
    if (typeof id !== 'string') return
    if (type === 'session.revoked' || type === 'session.ended' || type === 'session.removed') this.revocations.revokeSession(id)
    else if (type === 'user.deleted') this.revocations.revokeUser(id)
  }
}
