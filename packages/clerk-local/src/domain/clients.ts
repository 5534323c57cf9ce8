import { newId } from '../store/ids.ts'
import type { Client } from '../store/rows/client.ts'
import type { World } from '../world.ts'

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
export function keepDevBrowser({ store }: World, id: string, clientId: string | null): void {
  const known = store.devBrowsers.get(id)
  if (known) store.devBrowsers.update(known, { clientId })
  else store.devBrowsers.insert({ id, clientId })
}
