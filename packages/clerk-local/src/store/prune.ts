import type { Store } from './store.ts'
import type { Change, Row, Table } from './table.ts'

const DAY_MS = 86_400_000
/** Emails and text messages that are kept, however old. */
const KEPT_MESSAGES = 1_000
/** Rows that come before it is worth looking for old ones. */
const AT_LEAST = 1_000

/** Forgets what nobody can come back to, so that a stand-in in use for months stays small: a day after it ended, and of what was sent all but the last thousand. */
export function prune(store: Store, now: number): void {
  const old = (at: number | undefined) => !(at !== undefined && at >= now - DAY_MS) // rows of an earlier version may not say when
  drop(store.sessions, ({ status, updatedAt, expireAt }) => old(status === 'active' || status === 'pending' ? expireAt : updatedAt))
  for (const client of store.clients.values()) {
    const sessionIds = client.sessionIds.filter((id) => store.sessions.has(id))
    if (sessionIds.length < client.sessionIds.length) store.clients.update(client, { sessionIds })
  }
  const begun = (id: string | null, table: Pick<Store['signIns'] | Store['signUps'], 'get'>) => id !== null && !old(table.get(id)?.createdAt)
  drop(store.clients, ({ sessionIds, signInId, signUpId, updatedAt }) => sessionIds.length === 0 && old(updatedAt) && !begun(signInId, store.signIns) && !begun(signUpId, store.signUps))
  const inUse = new Set([...store.clients.values()].flatMap(({ signInId, signUpId }) => [signInId, signUpId]))
  drop(store.signIns, ({ id, createdAt }) => !inUse.has(id) && old(createdAt))
  drop(store.signUps, ({ id, createdAt }) => !inUse.has(id) && old(createdAt))
  drop(store.devBrowsers, ({ clientId, createdAt }) => (clientId === null ? old(createdAt) : !store.clients.has(clientId)))
  drop(store.tickets, ({ expireAt }) => old(expireAt))
  drop(store.oauthStates, ({ expireAt }) => old(expireAt))
  drop(store.emailLinks, ({ expireAt }) => old(expireAt))
  drop(store.m2mTokens, ({ expireAt }) => expireAt !== null && old(expireAt))
  drop(store.oauthGrants, ({ accessToken, refreshToken, codeExpireAt, expireAt }) => old(accessToken === null ? codeExpireAt : refreshToken === null ? (expireAt ?? 0) : Infinity))
  drop(store.nonces, ({ createdAt }) => old(createdAt))
  let tooMany = store.messages.size - KEPT_MESSAGES
  drop(store.messages, () => tooMany-- > 0)
}

/** Prunes a store in use whenever as many rows have come as there were: what a write costs does not grow with them. */
export class Pruning {
  #come = 0

  note({ before }: Change): void {
    if (before === null) this.#come += 1
  }

  /** Called once a request is done, before what it changed is written down. */
  run(store: Store, now: number): void {
    if (this.#come < AT_LEAST || this.#come < Object.values(store).reduce((sum, { size }) => sum + size, 0) - this.#come) return
    this.#come = 0
    prune(store, now)
  }
}

function drop<T extends Row>(table: Pick<Table<T>, 'values' | 'remove'>, unwanted: (row: T) => boolean): void {
  for (const row of table.values()) if (unwanted(row)) table.remove(row.id)
}
