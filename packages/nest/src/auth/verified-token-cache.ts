import { hash } from 'node:crypto'
import type { Validity } from './claims.ts'
import type { Revocation } from './session-revocations.ts'
import type { VerifiedToken } from './token-verifier.ts'

interface Entry {
  readonly token: VerifiedToken
  readonly from: number
  readonly until: number
}

/** A token's name in this process. Not the token: a heap dump then holds no session that could be used. */
export const tokenId = (token: string): string => hash('sha256', token, 'base64')

/**
 * Tokens whose signature and claims were found good, by the SHA-256 of their text, the least recently used ones forgotten
 * first. A token is known for exactly the time in which a new verification would find it good.
 */
export class VerifiedTokenCache {
  // A Map keeps the order of insertion; whatever is used is inserted again.
  private readonly entries = new Map<string, Entry>()

  constructor(private readonly max: number) {}

  get size(): number {
    return this.entries.size
  }

  get(id: string, now: number): VerifiedToken | null {
    const entry = this.entries.get(id)
    if (!entry) return null
    // Not valid yet means that this machine's clock was set back.
    if (now >= entry.until || now < entry.from) {
      this.entries.delete(id)
      return null
    }
    this.entries.delete(id)
    this.entries.set(id, entry)
    return entry.token
  }

  set(id: string, token: VerifiedToken, { from, until }: Validity): void {
    this.entries.delete(id)
    this.entries.set(id, { token, from, until })
    if (this.entries.size <= this.max) return
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest)
      break
    }
  }

  drop({ sessionId, userId }: Revocation): void {
    for (const [id, { token }] of this.entries)
      if (token.actor.sessionId === sessionId || token.actor.userId === userId) this.entries.delete(id)
  }

  clear(): void {
    this.entries.clear()
  }
}
