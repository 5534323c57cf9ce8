import { Injectable } from '@nestjs/common'
import type { MiddlewareOptions, TRPCMiddleware } from 'nestjs-trpc'
import type { ProcedureMeta } from '../implement.ts'
import type { RequestContext } from '../transport/request-context.ts'
import { authorize } from './authorize.ts'

/** Asks the contract's policy before a procedure's input is even looked at. A procedure without one lets nobody in. */
@Injectable()
export class AccessMiddleware implements TRPCMiddleware {
  use({ ctx, meta, type, next }: MiddlewareOptions) {
    const { authentication } = ctx as RequestContext // made by RequestContextFactory
    const procedure = (meta as Partial<ProcedureMeta> | undefined)?.procedure // set by Implement, absent from a foreign decorator
    const actor = authorize(procedure?.access, authentication, type === 'mutation')
    return next({ ctx: { actor } })
  }
}
