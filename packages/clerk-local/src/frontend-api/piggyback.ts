import { createClient, keepDevBrowser } from '../domain/clients.ts'
import { settleTasks } from '../domain/session-tasks.ts'
import { isOpen } from '../domain/sessions.ts'
import { userById } from '../domain/users.ts'
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

/** Brings the tasks of the browser's sessions up to what has happened since. */
export function settle({ world, client }: Call): void {
  for (const id of client?.sessionIds ?? []) {
    const session = world.store.sessions.get(id)
    if (session) settleTasks(world, session)
  }
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
export function requireSession(call: Call, id = call.query.get('_clerk_session_id') ?? call.client?.lastActiveSessionId): Session {
  const session = id ? call.world.store.sessions.get(id) : undefined
  if (!session || !isOpen(session) || session.clientId !== call.client?.id) throw new ApiError(401, 'authentication_invalid', 'Invalid authentication.')
  settleTasks(call.world, session)
  return session
}

export function requireUser(call: Call): User {
  return userById(call.world, requireSession(call).userId)
}
