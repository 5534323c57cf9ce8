import { jsonObject } from './json-object.ts'
import { TokenRejectedError } from './token-verifier.ts'

/** `cat` in the header of a session token; tokens of templates and machines carry other classes. */
const SESSION_TOKEN_CLASS = 'cl_B7d4PD111AAA'
const MAX_HEADERS = 256

export interface TokenHeader {
  /** The id of the key, `undefined` where the token does not say. */
  readonly kid: string | undefined
}

/**
 * The headers of good tokens by their encoded form. Tokens of one instance share theirs, down to the second of their
 * session's start: reading them again and again would be the largest cost after the signature itself.
 */
export class TokenHeaders {
  private readonly known = new Map<string, TokenHeader>()

  /** @throws {TokenRejectedError} */
  read(encoded: string): TokenHeader {
    return this.known.get(encoded) ?? checkedHeader(encoded)
  }

  /** Only of a token whose signature is good: nobody else fills this memory. */
  remember(encoded: string, header: TokenHeader): void {
    if (this.known.has(encoded)) return
    if (this.known.size >= MAX_HEADERS) this.known.clear()
    // A copy: a slice would keep the whole token in memory.
    this.known.set(Buffer.from(encoded, 'latin1').toString('latin1'), header)
  }
}

function checkedHeader(encoded: string): TokenHeader {
  const { alg, typ, crit, cat, kid } = jsonObject(encoded, 'header')
  if (alg !== 'RS256') throw refused('alg is not RS256')
  if (typ !== undefined && typ !== 'JWT') throw refused('typ is not JWT')
  if (crit !== undefined) throw refused('crit names an extension that is not understood')
  if (cat !== undefined && cat !== SESSION_TOKEN_CLASS) throw refused('cat is that of another class of token')
  if (kid !== undefined && typeof kid !== 'string') throw refused('kid is not text')
  return { kid }
}

const refused = (problem: string) => new TokenRejectedError('token-invalid', `Refused: ${problem}.`)
