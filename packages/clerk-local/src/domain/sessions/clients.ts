import { ApiError } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { Client } from '../../store/rows/client.ts'
import type { World } from '../../world.ts'

export function createClient(world: World): Client {
  const now = world.clock.now()
  return world.store.clients.insert({
    id: newId('client'),
    sessionIds: [],
    signInId: null,
    signUpId: null,
    lastActiveSessionId: null,
    lastStrategy: null,
    createdAt: now,
    updatedAt: now,
  })
}

/** Remembers which client a development browser became, or that it is nobody's yet. */
export function keepDevBrowser({ store, clock }: World, id: string, clientId: string | null): void {
  const known = store.devBrowsers.get(id)
  if (known) store.devBrowsers.update(known, { clientId })
  else store.devBrowsers.insert({ id, clientId, createdAt: clock.now() })
}

export function clientById(world: World, id: string): Client {
  const client = world.store.clients.get(id)
  if (!client) throw new ApiError(404, 'resource_not_found', 'Client not found', {}, `No client was found with id ${id}`)
  return client
}
