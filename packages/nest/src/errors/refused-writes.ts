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
  /** As it came, before any check: of any shape, and nothing where it cannot be read. */
  readonly input: unknown
  readonly requestId: string
}

type Listener = (refused: RefusedWrite) => Promise<void>

/** Tells the app of every refused write, for its audit. */
@Injectable()
export class RefusedWrites {
  private readonly listeners = new Set<Listener>()

  /**
   * Calls `listener` with each refusal. The caller is refused only when its promise has resolved; where it rejects, the
   * caller gets that error, so that nobody is told of a refusal that has left no trace. The answer stops that.
   */
  onRefused(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** A promise where somebody has to be told. */
  note({ error, path, type, ctx, req }: FailedCall, readInput: () => unknown): Promise<void> | undefined {
    if (type !== 'mutation' || path === undefined || !ctx) return undefined
    const { actor } = (ctx as RequestContext).authentication // every context is one
    const { code, reason } = describeError(error).data
    if (actor === null || (code !== 'FORBIDDEN' && code !== 'NOT_FOUND')) return undefined
    const refused: RefusedWrite = { actor, path, code, reason: reason ?? null, input: attempted(readInput), requestId: req.id }
    return Promise.all([...this.listeners].map((listener) => listener(refused))).then(() => {})
  }
}

/** The policy refuses before an input is read, and so it may be one that cannot be read. */
function attempted(readInput: () => unknown): unknown {
  try {
    return readInput()
  } catch {
    return undefined
  }
}
