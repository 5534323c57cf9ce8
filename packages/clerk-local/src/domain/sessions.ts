import { randomBytes } from 'node:crypto'
import type { World } from '../world.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { newId } from '../store/ids.ts'
import type { Client, Organization, Session, SessionStatus, User } from '../store/entities.ts'
import { membershipsOf, organizationBy } from './organizations.ts'

/** How long a session lives, however much it is used. Clerk's default. */
export const SESSION_LIFETIME_MS = 7 * 86_400_000

/** Starts a session and makes it the client's active one; in single-session mode it replaces the one before. */
export function startSession(world: World, client: Client, user: User): Session {
  for (const id of client.sessionIds) endSession(world, world.store.sessions.get(id), 'replaced')
  const now = world.clock.now()
  const session: Session = {
    id: newId('sess'),
    clientId: client.id,
    userId: user.id,
    status: 'active',
    organizationId: membershipsOf(world, user.id)[0]?.organizationId ?? null,
    firstFactorAt: now,
    refreshToken: randomBytes(20).toString('hex'),
    createdAt: now,
    updatedAt: now,
    lastActiveAt: now,
  }
  world.store.sessions.set(session.id, session)
  client.sessionIds.push(session.id)
  client.lastActiveSessionId = session.id
  client.updatedAt = now
  user.lastSignInAt = now
  return session
}

export function endSession(world: World, session: Session | undefined, status: Exclude<SessionStatus, 'active'>): void {
  if (session?.status !== 'active') return
  session.status = status
  session.updatedAt = world.clock.now()
  const client = world.store.clients.get(session.clientId)
  if (client?.lastActiveSessionId !== session.id) return
  client.lastActiveSessionId = null
  client.updatedAt = world.clock.now()
}

/** Signs the user out of every other browser, as after a new password. */
export function endOtherSessions(world: World, kept: Session): void {
  for (const session of world.store.sessions.values()) if (session.userId === kept.userId && session !== kept) endSession(world, session, 'revoked')
}

/** Ends the sessions whose time is up. */
export function expireSessions(world: World): void {
  const limit = world.clock.now() - SESSION_LIFETIME_MS
  for (const session of world.store.sessions.values()) if (session.createdAt <= limit) endSession(world, session, 'expired')
}

/** The client's active session, if there is one. */
export function activeSession(world: World, client: Client | undefined): Session | null {
  const session = client?.lastActiveSessionId ? world.store.sessions.get(client.lastActiveSessionId) : undefined
  return session?.status === 'active' ? session : null
}

export function sessionById(world: World, id: string): Session {
  const session = world.store.sessions.get(id)
  if (!session) throw notFound(`Session ${id}`)
  return session
}

/** Makes an organization of the user's, by id or slug, the active one; `null` for the personal account. */
export function switchOrganization(world: World, session: Session, idOrSlug: string | null): void {
  session.organizationId = idOrSlug === null ? null : ownOrganization(world, session, idOrSlug).id
}

/** An organization of the session's user, by id or slug; one that they are not in is not found. */
export function ownOrganization(world: World, session: Session, idOrSlug: string): Organization {
  const organization = organizationBy(world, idOrSlug)
  if (membershipsOf(world, session.userId).some(({ organizationId }) => organizationId === organization.id)) return organization
  throw new ApiError(404, 'resource_not_found', 'The user is not a member of that organization.')
}
