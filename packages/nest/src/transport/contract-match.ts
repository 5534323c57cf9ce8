import { contractFlaws, procedures, type Contract } from '@throughline/contract'
import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server'
import type { ProcedureMeta } from '../implement.ts'

/** Compares what is served with what the contract names, in both directions; one line for each difference. */
export function contractMismatches(contract: Contract, router: AnyTRPCRouter): string[] {
  const served = new Map(Object.entries(router._def.procedures as Record<string, AnyTRPCProcedure>)) // tRPC types the record any
  const named = new Map(procedures(contract).map(({ path, procedure }) => [path, procedure]))
  return [
    ...contractFlaws(contract),
    ...[...named.keys()].filter((path) => !served.has(path)).map((path) => `${path}: is in the contract, but no method implements it`),
    ...[...served].flatMap(([path, procedure]) => {
      const expected = named.get(path)
      if (!expected) return [`${path}: is served, but not in the contract`]
      const { meta, type } = procedure._def as { meta?: Partial<ProcedureMeta>; type: string } // tRPC types meta unknown
      if (!meta?.procedure) return [`${path}: is served without its policy; use @Implement`]
      if (meta.procedure !== expected) return [`${path}: is served by a method that implements another procedure`]
      return type === expected.kind ? [] : [`${path}: is served as a ${type}, but is a ${expected.kind}`]
    }),
  ]
}
