/** Whom a cache, a page or a token belongs to: one session with one active organization. `null`s mean signed out. */
export interface Identity {
  readonly userId: string | null
  readonly sessionId: string | null
  readonly orgId: string | null
}

export const SIGNED_OUT: Identity = { userId: null, sessionId: null, orgId: null }

/** Equal keys share a cache; any difference means another cache. */
export function identityKey({ userId, sessionId, orgId }: Identity): string {
  return JSON.stringify([userId, sessionId, orgId])
}

export function isSameIdentity(a: Identity, b: Identity): boolean {
  return identityKey(a) === identityKey(b)
}

/**
 * Whom the browser acts for, given whom it acted for until now and what Clerk reports.
 *
 * Clerk reports nothing while it loads and for a moment whenever it switches sessions. Identity becoming known, or
 * unknown, is not identity changing: only a different one is. The held object is returned while nothing changes.
 */
export function holdIdentity(held: Identity, reported: Identity | undefined): Identity {
  return reported === undefined || isSameIdentity(held, reported) ? held : reported
}

/**
 * What to do with a page that a server component rendered for one identity while the browser acts for another.
 *
 * - `hydrate`: the same; its data goes into the cache
 * - `ask`: its data is dropped and its components ask for themselves
 * - `wait`: it shows its fallback; Clerk is switching, or the server is about to render it again
 * - `signed-out`: it was for somebody who has signed out since
 */
export type Hydration = 'hydrate' | 'ask' | 'wait' | 'signed-out'

/** `settled` is false while Clerk reports nothing. Never lets a page of one user be seen by another. */
export function hydration(rendered: Identity, held: Identity, settled: boolean): Hydration {
  if (isSameIdentity(rendered, held)) return 'hydrate'
  if (!settled) return 'wait'
  if (rendered.userId === null || rendered.userId === held.userId) return 'ask'
  return held.userId === null ? 'signed-out' : 'wait'
}
