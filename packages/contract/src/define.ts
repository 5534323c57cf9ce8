import type { TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure } from '@trpc/server'
import type { Access } from './access.ts'
import type { TrackedData } from './tracked-data.ts'

/**
 * Anything with zod 4's inferred types. Structural on purpose: constraining by zod's own classes makes the router type
 * about ten times as expensive to check.
 */
export interface Schema {
  readonly _zod: { readonly input: unknown; readonly output: unknown }
}

/** What the caller sends for a schema, before parsing; `void` where a procedure takes no input. */
export type InputIn<S> = S extends Schema ? S['_zod']['input'] : void
/** What the handler receives for a schema, after parsing. */
export type InputOut<S> = S extends Schema ? S['_zod']['output'] : undefined

export type Kind = 'query' | 'mutation' | 'subscription'

/** What every procedure is, whatever its types. */
export interface Procedure {
  readonly kind: Kind
  /** One sentence for users: it becomes the OpenAPI summary and the terminal's help. */
  readonly summary: string
  readonly access: Access
  readonly input?: Schema | undefined
  /** The answer; for a subscription, one event. */
  readonly output: Schema
  /** Types only, absent at run time: the procedure as tRPC's clients see it. */
  readonly $procedure: unknown
}

interface Declared<I, O extends Schema, A extends Access> extends Procedure {
  readonly access: A
  readonly input: I & (Schema | undefined)
  readonly output: O
}

// Each interface carries its tRPC procedure type, so that the router type is an index and not a conditional type.
export interface Query<I, O extends Schema, A extends Access> extends Declared<I, O, A> {
  readonly kind: 'query'
  readonly $procedure: TRPCQueryProcedure<{ input: InputIn<I>; output: O['_zod']['output']; meta: unknown }>
}
export interface Mutation<I, O extends Schema, A extends Access> extends Declared<I, O, A> {
  readonly kind: 'mutation'
  readonly $procedure: TRPCMutationProcedure<{ input: InputIn<I>; output: O['_zod']['output']; meta: unknown }>
}
export interface Subscription<I, O extends Schema, A extends Access> extends Declared<I, O, A> {
  readonly kind: 'subscription'
  readonly $procedure: TRPCSubscriptionProcedure<{
    input: InputIn<I>
    output: AsyncIterable<TrackedData<O['_zod']['output']>, void, undefined>
    meta: unknown
  }>
}

interface Declaration<I, O extends Schema, A extends Access> {
  summary: string
  access: A
  input?: I
  output: O
}

/** Declares a procedure that reads. Answered to GET. */
export function query<O extends Schema, A extends Access, I extends Schema | undefined = undefined>(
  declaration: Declaration<I, O, A>,
): Query<I, O, A> {
  return { kind: 'query', ...declaration } as unknown as Query<I, O, A> // $procedure exists in types only
}

/** Declares a procedure that writes. Answered to POST. */
export function mutation<O extends Schema, A extends Access, I extends Schema | undefined = undefined>(
  declaration: Declaration<I, O, A>,
): Mutation<I, O, A> {
  return { kind: 'mutation', ...declaration } as unknown as Mutation<I, O, A> // $procedure exists in types only
}

/** Declares a stream of events; `output` describes one of them. */
export function subscription<O extends Schema, A extends Access, I extends Schema | undefined = undefined>(
  declaration: Declaration<I, O, A>,
): Subscription<I, O, A> {
  return { kind: 'subscription', ...declaration } as unknown as Subscription<I, O, A> // $procedure exists in types only
}
