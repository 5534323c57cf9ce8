import type { Store } from './store.ts'

const DAY_MS = 86_400_000

/** Forgets what nobody can come back to, so that a folder in use for months stays small: a day after it ended. */
export function prune(store: Store, now: number): void {
  const old = (createdAt: number) => createdAt < now - DAY_MS
  drop(store.sessions, ({ status, updatedAt }) => status !== 'active' && old(updatedAt))
  for (const client of store.clients.values()) client.sessionIds = client.sessionIds.filter((id) => store.sessions.has(id))
  drop(store.clients, ({ sessionIds, updatedAt }) => sessionIds.length === 0 && old(updatedAt))
  const clients = [...store.clients.values()]
  const inUse = new Set(clients.flatMap(({ signInId, signUpId }) => [signInId, signUpId]))
  drop(store.signIns, ({ id }) => !inUse.has(id))
  drop(store.signUps, ({ id }) => !inUse.has(id))
  drop(store.devBrowsers, (clientId) => clientId === null || !store.clients.has(clientId))
  drop(store.tickets, ({ expireAt }) => !(expireAt > now))
  store.nonces.clear()
}

function drop<T>(part: Map<string, T>, unwanted: (value: T) => boolean): void {
  for (const [key, value] of part) if (unwanted(value)) part.delete(key)
}
