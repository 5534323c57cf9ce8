import type { TRPCBuiltRouter } from '@trpc/server'
import type { Contract } from './contract.ts'
import type { InputIn, Schema } from './define.ts'
import type { ErrorShape } from './error-shape.ts'

interface RootTypes {
  ctx: object
  meta: object
  errorShape: ErrorShape
  /** superjson, on both sides. */
  transformer: true
}

type ProcedureTypes<C extends Contract> = { [R in keyof C]: { [P in keyof C[R]]: C[R][P]['$procedure'] } }

/**
 * The tRPC router type of a contract, for `createTRPCReact<AppRouter>()` and every other official client.
 *
 * Cheap to check: `pnpm --filter @throughline/contract type-cost` measures what one procedure costs.
 */
export type RouterOf<C extends Contract> = TRPCBuiltRouter<RootTypes, ProcedureTypes<C>>

/** What callers send, by router and procedure. */
export type InputsOf<C extends Contract> = { [R in keyof C]: { [P in keyof C[R]]: InputIn<C[R][P]['input']> } }

/** What callers receive, by router and procedure; for a subscription, one event. */
export type OutputsOf<C extends Contract> = { [R in keyof C]: { [P in keyof C[R]]: OutputOf<C[R][P]['output']> } }

type OutputOf<S> = S extends Schema ? S['_zod']['output'] : never
