import { TRPCError, type TRPCCombinedDataTransformer } from '@trpc/server'
import superjson, { type SuperJSONResult } from 'superjson'
import { serializeOutput } from './superjson-output.ts'

/**
 * superjson, with a stricter reading of what callers send: a type annotation may name what the contract's schemas can
 * hold and nothing that runs or that grows (a RegExp, a class, a path into a prototype).
 */
export const transformer: TRPCCombinedDataTransformer = {
  input: { serialize: superjson.serialize, deserialize: readInput },
  output: { serialize: serializeOutput, deserialize: superjson.deserialize },
}

const PLAIN_TYPES = new Set(['Date', 'bigint', 'undefined', 'set', 'map', 'number', 'URL'])

function readInput(payload: SuperJSONResult | undefined): unknown {
  if (payload === undefined || payload === null) return undefined
  try {
    if (typesIn(payload.meta?.values).every((type) => PLAIN_TYPES.has(type))) {
      const input: unknown = superjson.deserialize(payload)
      if (!payload.meta || !holdsSparseArray(input)) return input
    }
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'The input cannot be read.', cause })
  }
  throw new TRPCError({ code: 'BAD_REQUEST', message: 'The input holds something that is not taken.' })
}

/** The type names of an annotation tree: strings, or `[kind, name]` pairs, at the leaves of arrays and objects. */
function typesIn(values: unknown): string[] {
  if (typeof values === 'string') return [values]
  if (Array.isArray(values)) return values.flatMap(typesIn)
  if (typeof values === 'object' && values !== null) return Object.values(values).flatMap(typesIn)
  return values === undefined ? [] : ['unknown']
}

/**
 * Whether an annotation has put something behind an array's end. `list.4294967294` makes four billion elements of a
 * body of a hundred bytes, and a schema would look at each of them.
 */
function holdsSparseArray(value: unknown, seen = new Set<object>()): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false
  seen.add(value)
  if (value instanceof Map || value instanceof Set) return [...value.entries()].flat().some((each) => holdsSparseArray(each, seen))
  // Object.keys of a sparse array lists only what is there.
  if (Array.isArray(value) && Object.keys(value).length < value.length) return true
  return Object.values(value).some((each) => holdsSparseArray(each, seen))
}
