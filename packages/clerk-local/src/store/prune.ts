import type { Store } from './store.ts'
import type { Row, Table } from './table.ts'

const DAY_MS = 86_400_000

/** Forgets what nobody can come back to, so that a folder in use for months stays small: a day after it ended. */
export function prune(store: Store, now: number): void {
  const old = (createdAt: number) => createdAt < now - DAY_MS
  drop(store.sessions, ({ status, updatedAt }) => status !== 'active' && status !== 'pending' && old(updatedAt))
  for (const client of store.clients.values()) {
    const sessionIds = client.sessionIds.filter((id) => store.sessions.has(id))
    if (sessionIds.length < client.sessionIds.length) store.clients.update(client, { sessionIds })
  }
  drop(store.clients, ({ sessionIds, updatedAt }) => sessionIds.length === 0 && old(updatedAt))
  const clients = [...store.clients.values()]
  const inUse = new Set(clients.flatMap(({ signInId, signUpId }) => [signInId, signUpId]))
  drop(store.signIns, ({ id }) => !inUse.has(id))
  drop(store.signUps, ({ id }) => !inUse.has(id))
  drop(store.devBrowsers, ({ clientId }) => clientId === null || !store.clients.has(clientId))
  drop(store.tickets, ({ expireAt }) => !(expireAt > now))
  drop(store.oauthStates, ({ expireAt }) => !(expireAt > now))
  drop(store.emailLinks, ({ expireAt }) => !(expireAt > now))
  drop(store.m2mTokens, ({ expireAt }) => expireAt !== null && old(expireAt))
  drop(store.oauthGrants, ({ accessToken, refreshToken, codeExpireAt, expireAt }) => old(accessToken === null ? codeExpireAt : refreshToken === null ? (expireAt ?? 0) : Infinity))
  drop(store.nonces, () => true)
}

function drop<T extends Row>(table: Pick<Table<T>, 'values' | 'remove'>, unwanted: (row: T) => boolean): void {
  for (const row of table.values()) if (unwanted(row)) table.remove(row.id)
}
