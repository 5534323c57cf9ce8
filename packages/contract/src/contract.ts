import type { Procedure } from './define.ts'

/** Procedures by name. */
export type ProcedureRecord = Readonly<Record<string, Procedure>>
/** A whole contract: routers by name, one level deep, as tRPC's paths `router.procedure` are. */
export type Contract = Readonly<Record<string, ProcedureRecord>>

/** The paths of a contract, for example `'user.profile'`. */
export type ProcedurePath<C extends Contract> = {
  [R in keyof C & string]: `${R}.${keyof C[R] & string}`
}[keyof C & string]

/** Every procedure of a contract with its path, in declaration order. */
export function procedures(contract: Contract): { path: string; procedure: Procedure }[] {
  return Object.entries(contract).flatMap(([router, record]) =>
    Object.entries(record).map(([name, procedure]) => ({ path: `${router}.${name}`, procedure })),
  )
}
