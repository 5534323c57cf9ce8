/**
 * Who may call a procedure, spelled as Clerk spells roles and permissions.
 *
 * - `public`: anybody, signed in or not
 * - `user`: anybody signed in
 * - `org`: a member of the organization that is active in the verified token
 * - `org:admin`: one colon, a role in that organization
 * - `org:ticket:assign`: two colons, a permission in that organization
 */
export type Access = 'public' | 'user' | 'org' | `org:${string}`

/** A verified caller. Field names are those of Clerk's auth object, so that the browser's looks the same. */
export interface Actor {
  readonly userId: string
  readonly sessionId: string
  /** The active organization, `null` when none is. */
  readonly orgId: string | null
  readonly orgSlug: string | null
  /** For example `org:admin`; `null` without an active organization. */
  readonly orgRole: string | null
  /** For example `['org:ticket:assign']`; empty without an active organization. */
  readonly orgPermissions: readonly string[]
  /** When Clerk made the token that says all this, in seconds since the epoch (`iat`). */
  readonly issuedAt: number
}

/** All of an actor that the policy looks at. */
export type Standing = Pick<Actor, 'orgId' | 'orgRole' | 'orgPermissions'>

/** An actor with an active organization. */
export interface Member extends Actor {
  readonly orgId: string
  readonly orgRole: string
}

/** What a handler may rely on once the policy for `A` has let the call pass. */
export type ActorFor<A extends Access> = A extends 'public' ? Actor | null : A extends 'user' ? Actor : Member
