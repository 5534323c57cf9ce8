import type { World } from '../world.ts'
import { newId } from '../store/ids.ts'
import type { Client } from '../store/entities.ts'

export function createClient(world: World): Client {
  const now = world.clock.now()
  const client: Client = {
    id: newId('client'),
    sessionIds: [],
    signInId: null,
    signUpId: null,
    lastActiveSessionId: null,
    lastStrategy: null,
    createdAt: now,
    updatedAt: now,
  }
  world.store.clients.set(client.id, client)
  return client
}
