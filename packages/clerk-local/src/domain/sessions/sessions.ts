import { randomBytes } from 'node:crypto'
import { ApiError } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { Client } from '../../store/rows/client.ts'
import type { Organization } from '../../store/rows/organization.ts'
import type { Session, SessionStatus } from '../../store/rows/session.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { notFoundOrUnauthorized } from '../organizations/organization-errors.ts'
import { organizationToBeginWith } from '../organizations/organizations.ts'
import { settleTasks, statusWith, tasksAtStart } from './session-tasks.ts'

/** Starts a session and makes it the client's active one; in single-session mode it replaces the one before. */
export function startSession(world: World, client: Client, user: User, fields: Partial<Session> = {}): Session {
  const { store, settings } = world
  if (settings.singleSession) for (const id of client.sessionIds) endSession(world, store.sessions.get(id), 'replaced')
  const now = world.clock.now()
  const { organizationId = organizationToBeginWith(world, user.id) } = fields
  const tasks = tasksAtStart(world, user, organizationId)
  const session = store.sessions.insert({
    id: newId('sess'),
    clientId: client.id,
    userId: user.id,
    status: statusWith(tasks),
    organizationId,
    tasks,
    firstFactorAt: now,
    secondFactorAt: null,
    refreshToken: randomBytes(20).toString('hex'),
    actor: null,
    activity: { id: newId('sact'), userAgent: '', ipAddress: '127.0.0.1' },
    reverification: null,
    expireAt: now + settings.sessionLifetimeSeconds * 1000,
    createdAt: now,
    updatedAt: now,
    lastActiveAt: now,
    ...fields,
  })
  store.clients.update(client, { sessionIds: [...client.sessionIds, session.id], lastActiveSessionId: session.id, updatedAt: now })
  // Whoever impersonates them leaves no trace on the user.
  if (session.actor === null) store.users.update(user, { lastSignInAt: now, lastActiveAt: now })
  return session
}

export function endSession(world: World, session: Session | undefined, status: Exclude<SessionStatus, 'active' | 'pending'>): void {
  if (!session || !isOpen(session)) return
  const updatedAt = world.clock.now()
  world.store.sessions.update(session, { status, updatedAt })
  const client = world.store.clients.get(session.clientId)
  if (client?.lastActiveSessionId === session.id) world.store.clients.update(client, { lastActiveSessionId: null, updatedAt })
}

/** Signs the user out of every other browser, as after a new password. */
export function endOtherSessions(world: World, kept: Session): void {
  for (const session of sessionsOf(world, kept.userId)) if (session.id !== kept.id) endSession(world, session, 'revoked')
}

export const sessionsOf = (world: World, userId: string): Session[] => world.store.sessions.by('user', userId)

/** Ends those of the sessions whose time is up: whoever reads sessions does this first. */
export function expireSessions(world: World, sessions: Iterable<Session | undefined>): void {
  const now = world.clock.now()
  for (const session of sessions) {
    if (session && session.expireAt <= now) endSession(world, session, 'expired')
    else if (session && abandonAt(world, session) <= now) endSession(world, session, 'abandoned')
  }
}

const MONTH_MS = 30 * 86_400_000

/** When a session that nobody uses any more ends. */
export function abandonAt({ settings }: World, { createdAt, lastActiveAt }: Session): number {
  const { sessionInactivitySeconds: seconds } = settings
  return seconds === null ? createdAt + MONTH_MS : lastActiveAt + seconds * 1000
}

/** Often enough for an inactivity of minutes, and seldom enough that a token is not a write. */
const NOTICE_MS = 60_000

/** Notes that the session is in use: its user did something, or their browser fetched a token. */
export function noticeActivity(world: World, session: Session): void {
  const now = world.clock.now()
  if (now - session.lastActiveAt >= NOTICE_MS) world.store.sessions.update(session, { lastActiveAt: now })
}

/** The client's sessions that are open, in the order in which they came. */
export function openSessions(world: World, client: Client | undefined): Session[] {
  return (client?.sessionIds ?? []).flatMap((id) => world.store.sessions.get(id) ?? []).filter(isOpen)
}

/**
 * The session that a browser shows, active or with tasks still to do: the one that it chose last, or, where that one has
 * ended, the one that was in use last.
 */
export function activeSession(world: World, client: Client | undefined): Session | null {
  const open = openSessions(world, client)
  return open.find(({ id }) => id === client?.lastActiveSessionId) ?? open.sort((a, b) => b.lastActiveAt - a.lastActiveAt)[0] ?? null
}

/** Signed in, if only to do what is still asked of them. */
export const isOpen = ({ status }: Session): boolean => status === 'active' || status === 'pending'

export function sessionById(world: World, id: string): Session {
  const session = world.store.sessions.get(id)
  if (!session) throw new ApiError(404, 'resource_not_found', 'Session not found', {}, `No session was found with id ${id}`)
  expireSessions(world, [session])
  settleTasks(world, session)
  return session
}

/** Makes an organization of the user's, by id or slug, the active one; `null` for the personal account. */
export function switchOrganization(world: World, session: Session, idOrSlug: string | null): void {
  world.store.sessions.update(session, { organizationId: idOrSlug === null ? null : ownOrganization(world, session, idOrSlug).id })
  settleTasks(world, session)
}

/** An organization of the session's user, by id or slug; of one that they are not in, they learn nothing. */
export function ownOrganization({ store }: World, session: Session, idOrSlug: string): Organization {
  const organization = store.organizations.get(idOrSlug) ?? store.organizations.by('slug', idOrSlug)[0]
  if (organization && store.memberships.count('both', `${session.userId} ${organization.id}`) > 0) return organization
  throw notFoundOrUnauthorized()
}
