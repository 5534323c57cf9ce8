import { isCanonical } from './base64url.ts'
import { TokenRejectedError } from './token-verifier.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** The JSON object in a part of a token, whose alphabet has been checked. */
export function jsonObject(part: string, what: 'header' | 'payload'): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch (cause) {
    throw new TokenRejectedError('token-invalid', `The token's ${what} is not JSON.`, { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TokenRejectedError('token-invalid', `The token's ${what} is not an object.`)
  if (!isCanonical(part)) throw new TokenRejectedError('token-invalid', `The token's ${what} is not canonical base64url.`)
  return value as JsonObject // checked above
}
