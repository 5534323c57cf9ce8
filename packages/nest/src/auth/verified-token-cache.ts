import { hash } from 'node:crypto'
import type { Validity } from './claims.ts'
import { LruMap } from './lru-map.ts'
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
  private readonly entries: LruMap<Entry>

  constructor(max: number) {
    this.entries = new LruMap(max)
  }

  get size(): number {
    return this.entries.size
  }

  get(id: string, now: number): VerifiedToken | null {
    const entry = this.entries.get(id)
    if (!entry) return null
    // Not valid yet means that this machine's clock was set back.
    if (now < entry.until && now >= entry.from) return entry.token
    this.entries.delete(id)
    return null
  }

  set(id: string, token: VerifiedToken, { from, until }: Validity): void {
    this.entries.set(id, { token, from, until })
  }

  drop({ sessionId, userId }: Revocation): void {
    this.entries.deleteWhere(({ token: { actor } }) => actor.sessionId === sessionId || actor.userId === userId)
  }

  clear(): void {
    this.entries.clear()
  }
}
