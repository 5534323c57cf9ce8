import { randomBytes } from 'node:crypto'
import { keepDevBrowser } from '../domain/sessions/clients.ts'
import { endSession } from '../domain/sessions/sessions.ts'
import type { Call } from '../http/call.ts'
import { get, post, put, remove, type Answer, type Route } from '../http/router.ts'
import { clientJson } from '../serialize/client.ts'
import { requireClient, settle } from './piggyback.ts'

/** The browser as Clerk knows it. */
export const clientRoutes: Route[] = [
  get('/v1/client', clientAnswer),
  put('/v1/client', (call) => (requireClient(call), clientAnswer(call))),
  remove('/v1/client', signOutOfAll),
  remove('/v1/client/sessions', signOutOfAll),
  post('/v1/client/verify', clientAnswer),
  post('/v1/dev_browser', (call) => {
    const id = newDevBrowser(call)
    return { json: { object: 'dev_browser', id, instance_id: call.world.instance.id, token: id, created_at: call.world.clock.now() } }
  }),
]

export function newDevBrowser({ world }: Call): string {
  const id = `dvb_${randomBytes(16).toString('hex')}`
  keepDevBrowser(world, id, null)
  return id
}

function clientAnswer(call: Call): Answer {
  const { world, client, origin } = call
  settle(call)
  return { json: { response: client ? clientJson(world, client, origin) : null, client: null } }
}

function signOutOfAll(call: Call): Answer {
  const { world, client } = call
  for (const id of client?.sessionIds ?? []) endSession(world, world.store.sessions.get(id), 'removed')
  if (client) world.store.clients.update(client, { sessionIds: [], lastActiveSessionId: null, updatedAt: world.clock.now() })
  return clientAnswer(call)
}
