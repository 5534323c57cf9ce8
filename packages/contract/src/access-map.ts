import type { Access, Standing } from './access.ts'
import { procedures, type Contract, type ProcedurePath } from './contract.ts'
import { decide } from './policy.ts'

/** The access of every procedure, by path, and nothing else: small enough to hand to a browser, and without schemas. */
export type AccessMap<C extends Contract = Contract> = Readonly<Record<ProcedurePath<C>, Access>>

/** Derives the access map; called on the server, whose answer travels to the browser as plain data. */
export function accessMap<const C extends Contract>(contract: C): AccessMap<C> {
  const entries = procedures(contract).map(({ path, procedure }) => [path, procedure.access])
  return Object.fromEntries(entries) as AccessMap<C> // fromEntries forgets the keys it was given
}

/** Whether who stands like that may call `path`, by the same policy that the server enforces. An unknown path is refused. */
export function can<C extends Contract>(map: AccessMap<C>, standing: Standing | null, path: ProcedurePath<C>): boolean {
  return Object.hasOwn(map, path) && decide(map[path], standing) === 'allow'
}
