import type { Schema } from '@throughline/contract'

/** A schema's reading of a value; a promise only where the schema itself is asynchronous. Throws zod's error. */
export type Parser = (value: unknown) => unknown

interface ZodSchema {
  parse(value: unknown): unknown
  parseAsync(value: unknown): Promise<unknown>
}

/** A promise for every value would cost more than reading most of them. zod tells by throwing when a schema needs one. */
export function parserOf(schema: Schema): Parser {
  const zod = schema as unknown as ZodSchema // Schema shows only its types
  let isAsync = false
  return (value) => {
    if (isAsync) return zod.parseAsync(value)
    try {
      return zod.parse(value)
    } catch (error) {
      if ((error as Error).constructor?.name !== '$ZodAsyncError') throw error // zod throws errors only
      isAsync = true
      return zod.parseAsync(value)
    }
  }
}
