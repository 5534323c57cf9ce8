import { Injectable } from '@nestjs/common'
import type { Actor, ErrorReason } from '@throughline/contract'
import type { RequestContext } from '../transport/request-context.ts'
import type { FailedCall } from '../transport/trpc-serving.ts'
import { describeError } from './describe-error.ts'

/** A write that somebody known asked for and may not do, or not to this row. */
export interface RefusedWrite {
  readonly actor: Actor
  /** The procedure, for example `ticket.assign`. */
  readonly path: string
  readonly code: 'FORBIDDEN' | 'NOT_FOUND'
  readonly reason: ErrorReason | null
  /** As it came, before any check: of any shape. */
  readonly input: unknown
  readonly requestId: string
}

/** Tells the app of every refused write, for its audit. */
@Injectable()
export class RefusedWrites {
  private readonly listeners = new Set<(refused: RefusedWrite) => void>()

  /** Calls `listener` after each refusal, once the caller has been answered or is about to be; the answer stops that. */
  onRefused(listener: (refused: RefusedWrite) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  note({ error, path, type, input, ctx, req }: FailedCall): void {
    if (type !== 'mutation' || path === undefined || !ctx) return
    const { actor } = (ctx as RequestContext).authentication // every context is one
    const { code, reason } = describeError(error).data
    if (actor === null || (code !== 'FORBIDDEN' && code !== 'NOT_FOUND')) return
    for (const listener of this.listeners) listener({ actor, path, code, reason: reason ?? null, input, requestId: req.id })
  }
}
