import { ApiUnavailableError, IdentityChangedError } from '../errors.ts'
import type { Identity } from '../identity.ts'

/** Clerk's `getToken()`: waits until Clerk has loaded, answers `null` when signed out. */
export type GetToken = (options?: { skipCache?: boolean }) => Promise<string | null>

/** The tokens of one identity. It never hands out a token of another one, whoever is signed in by now. */
export interface TokenSource {
  /** The token for the next request; `null` for a signed-out identity. Waits for a renewal that is under way. */
  current(): Promise<string | null>
  /** Fetches a fresh token after `refused` was answered with `token-expired`; concurrent callers share one fetch. */
  renew(refused: string | null): Promise<void>
}

// Clerk's script may never load (blocked, offline); a call must not hang for ever because of it.
const CLERK_PATIENCE_MS = 15_000

export function createTokenSource(identity: Identity, getToken: GetToken, patienceMs = CLERK_PATIENCE_MS): TokenSource {
  let newest: string | null = null
  let refusedToken: string | null = null
  let renewal: Promise<void> | null = null

  async function ask(skipCache: boolean): Promise<string | null> {
    const token = await withPatience(getToken(skipCache ? { skipCache } : undefined), patienceMs)
    if (belongsTo(token, identity)) return token
    // Clerk's cache may trail a switch of organization by a moment; a fresh token does not.
    const fresh = skipCache ? token : await withPatience(getToken({ skipCache: true }), patienceMs)
    if (belongsTo(fresh, identity)) return fresh
    throw new IdentityChangedError()
  }

  return {
    async current() {
      if (identity.sessionId === null) return null
      await renewal
      const token = await ask(false)
      // A cache that still holds the refused token must not undo the renewal.
      if (token !== refusedToken) newest = token
      return newest
    },

    renew(refused) {
      if (refused === null || refused !== newest) return renewal ?? Promise.resolve()
      refusedToken = refused
      renewal ??= ask(true)
        .then((token) => void (newest = token))
        .finally(() => (renewal = null))
      return renewal
    },
  }
}

async function withPatience(token: Promise<string | null>, patienceMs: number): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const impatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiUnavailableError('Clerk has not loaded, so there is no token to call the API with.')), patienceMs)
  })
  return Promise.race([token, impatience]).finally(() => clearTimeout(timer))
}

/** Reads the claims without verifying them: the API does that, this only keeps one session's calls off another's token. */
function belongsTo(token: string | null, identity: Identity): boolean {
  const claims = token === null ? null : claimsOf(token)
  if (claims === null) return false
  return claims.sid === identity.sessionId && (claims.o?.id ?? claims.org_id ?? null) === identity.orgId
}

interface SessionClaims {
  sid?: string
  /** The active organization, in version 2 of Clerk's session claims. */
  o?: { id?: string }
  /** The same in version 1. */
  org_id?: string
}

function claimsOf(token: string): SessionClaims | null {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof claims === 'object' && claims !== null ? claims : null
  } catch {
    return null
  }
}
