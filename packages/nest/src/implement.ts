import { applyDecorators } from '@nestjs/common'
import type { Access, ActorFor, InputOut, Kind, Procedure, ProcedureRecord, Schema } from '@throughline/contract'
import { Mutation, Query, Router as NestRouter, Subscription } from 'nestjs-trpc'

/** What a handler receives: one object, typed by its procedure. */
export interface Call<P extends Procedure> {
  readonly ctx: CallContext<P['access']>
  readonly input: InputOut<P['input']>
  /** Aborts when the caller has gone or, for a stream, when the server goes down. */
  readonly signal: AbortSignal
}

export interface CallContext<A extends Access> {
  /** Non-null exactly when the procedure's access says so. */
  readonly actor: ActorFor<A>
  readonly requestId: string
}

/** What a handler returns, before the output schema has seen it. */
type Returned<P extends Procedure> = P['kind'] extends 'subscription'
  ? AsyncIterable<SchemaIn<P['output']> | readonly [id: string, data: SchemaIn<P['output']>, ...unknown[]]>
  : SchemaIn<P['output']> | Promise<SchemaIn<P['output']>>

type SchemaIn<S extends Schema> = S['_zod']['input']
type Handler<P extends Procedure> = (call: Call<P>) => Returned<P>

/** The methods that a class owes a router of the contract: one for each procedure, none missing. */
export type Implementation<R extends ProcedureRecord> = { [K in keyof R]: Handler<R[K]> }

/** tRPC's `meta` of every procedure that {@link Implement} serves. */
export interface ProcedureMeta {
  readonly procedure: Procedure
}

const decorators: Record<Kind, typeof Query> = { query: Query, mutation: Mutation, subscription: Subscription }

/** Names the router of the contract that a class implements. */
export const Router = ({ alias }: { alias: string }): ClassDecorator => NestRouter({ alias })

/**
 * Serves a procedure of the contract by the decorated method: its kind, schemas and policy come from the contract. A
 * method that takes or returns something else does not compile.
 */
export const Implement =
  <P extends Procedure>(procedure: P) =>
  <H extends Handler<P>>(target: object, name: string, descriptor: TypedPropertyDescriptor<H>): void => {
    const meta = { procedure } satisfies ProcedureMeta
    // Policy and schemas are the procedure's own; see transport/contract-procedure.ts.
    applyDecorators(decorators[procedure.kind]({ meta }))(target, name, descriptor)
  }
