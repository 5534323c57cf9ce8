import { createClient, keepDevBrowser } from '../domain/sessions/clients.ts'
import { settleTasks } from '../domain/sessions/session-tasks.ts'
import { activeSession, isOpen, openSessions } from '../domain/sessions/sessions.ts'
import { userById } from '../domain/users/users.ts'
import { ApiError } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import type { Answer } from '../http/router.ts'
import { clientJson } from '../serialize/client.ts'
import type { Client } from '../store/rows/client.ts'
import type { Session } from '../store/rows/session.ts'
import type { User } from '../store/rows/user.ts'

/**
 * Every mutation answers its resource and, beside it, the client: that is how the SDK learns its new state. Whatever the
 * mutation was, it may have done a task of the session's.
 */
export function withClient(call: Call, response: unknown): Answer {
  settle(call)
  return { json: { response, client: call.client ? clientJson(call.world, call.client, call.origin) : null } }
}

/** Brings the browser's sessions up to what has happened since: their tasks, and which device they are on. */
export function settle({ world, client, request }: Call): void {
  for (const session of openSessions(world, client)) {
    settleTasks(world, session)
    // Whoever started it may not have known the request that it came by.
    const userAgent = request.headers['user-agent'] ?? ''
    if (session.activity.userAgent === '' && userAgent !== '') world.store.sessions.update(session, { activity: { ...session.activity, userAgent, ipAddress: addressOf(request) } })
  }
}

/** The first of the addresses that proxies have put down, which on this machine nobody has a reason to make up. */
function addressOf({ headers, socket }: Call['request']): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',')[0]?.trim()
  return (forwarded || socket.remoteAddress || '127.0.0.1').replace(/^::ffff:/, '').slice(0, 45)
}

/** The browser's client, made on its first write. */
export function requireClient(call: Call): Client {
  if (call.client) return call.client
  const client = createClient(call.world)
  if (call.devBrowser) keepDevBrowser(call.world, call.devBrowser, client.id)
  call.client = client
  return client
}

/** A session of this browser, if only with tasks to do; any other is refused, whoever it belongs to. */
export function requireSession(call: Call, id = call.query.get('_clerk_session_id') ?? activeSession(call.world, call.client)?.id): Session {
  const session = id ? call.world.store.sessions.get(id) : undefined
  if (!session || !isOpen(session) || session.clientId !== call.client?.id) throw signedOut(call)
  settleTasks(call.world, session)
  return session
}

/** Clerk's two ways to say it: nobody is signed in here at all, or not by that session. */
const signedOut = ({ world, client }: Call) =>
  openSessions(world, client).length === 0
    ? new ApiError(401, 'signed_out', 'Signed out', {}, 'You are signed out')
    : new ApiError(401, 'authentication_invalid', 'Invalid authentication', {}, 'Unable to authenticate the request, you need to supply an active session')

export function requireUser(call: Call): User {
  return userById(call.world, requireSession(call).userId)
}
