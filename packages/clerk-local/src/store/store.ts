import type { Client, Membership, Message, Organization, Session, SignIn, SignUp, Ticket, User } from './entities.ts'

/** Everything that a snapshot holds. Maps keep insertion order, which lists rely on. */
export interface Store {
  users: Map<string, User>
  organizations: Map<string, Organization>
  memberships: Map<string, Membership>
  sessions: Map<string, Session>
  clients: Map<string, Client>
  signIns: Map<string, SignIn>
  signUps: Map<string, SignUp>
  /** Development browsers by their token, each with the client it became. */
  devBrowsers: Map<string, string | null>
  /** Cookie directives of a handshake, by nonce; read once. */
  nonces: Map<string, string[]>
  /** Sign-in tokens; used once. */
  tickets: Map<string, Ticket>
  outbox: Message[]
}

export function emptyStore(): Store {
  return {
    users: new Map(),
    organizations: new Map(),
    memberships: new Map(),
    sessions: new Map(),
    clients: new Map(),
    signIns: new Map(),
    signUps: new Map(),
    devBrowsers: new Map(),
    nonces: new Map(),
    tickets: new Map(),
    outbox: [],
  }
}

/** Empties a store in place, so that everybody who holds it sees it empty. */
export function clear(store: Store): void {
  for (const part of Object.values(store) as (Map<string, unknown> | unknown[])[]) { // each part is one or the other
    if (Array.isArray(part)) part.length = 0
    else part.clear()
  }
}
