import { createPublicKey, verify } from 'node:crypto'
import type { SigningKey } from '../instance/signing-key.ts'

/** The claims of a token that this instance has signed, however old it is; `null` for any other text. */
export function verifiedClaims(key: SigningKey, token: string): Readonly<Record<string, unknown>> | null {
  const [head = '', body = '', signature = '', ...more] = token.split('.')
  if (more.length > 0 || !verify('RSA-SHA256', Buffer.from(`${head}.${body}`), publicKeyOf(key), Buffer.from(signature, 'base64url'))) return null
  if (decoded(head)?.['alg'] !== 'RS256') return null
  return decoded(body)
}

const publicKeyOf = ({ publicPem }: SigningKey) => createPublicKey(publicPem)

function decoded(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null // checked on this line
  } catch {
    return null
  }
}
