import type { Session, SessionStatus } from '../store/rows/session.ts'
import type { Message } from '../store/rows/message.ts'
import type { Membership, Organization, OrganizationDomain, OrganizationInvitation } from '../store/rows/organization.ts'
import type { WaitlistEntry } from '../store/rows/invitation.ts'
import type { User } from '../store/rows/user.ts'
import type { Row } from '../store/table.ts'
import { findUser } from '../domain/users/users.ts'
import { waitlistEntryJson } from '../serialize/invitation.ts'
import { domainJson } from '../serialize/organization-domain.ts'
import { backendInvitationJson } from '../serialize/organization-invitation.ts'
import { backendMembershipJson, backendOrganizationJson } from '../serialize/organization.ts'
import { backendSessionJson } from '../serialize/session.ts'
import { backendUserJson } from '../serialize/user.ts'
import type { World } from '../world.ts'
import type { EventType, WebhookEvent } from './event-types.ts'
import { emailData, smsData } from './message-data.ts'
import type { NetChange } from './net-changes.ts'

/** The events that follow from what has become of the rows, in the order in which the rows first changed. */
export function eventsOf(world: World, changes: readonly NetChange[]): WebhookEvent[] {
  return withRemoved(world, changes, () => changes.flatMap((change) => drawn(world, change)))
}

/** A row that cannot be drawn costs its own event, and not the request that changed it. */
function drawn(world: World, change: NetChange): WebhookEvent[] {
  try {
    return derivations[change.table]?.(world, change) ?? []
  } catch (error) {
    console.error(`clerk-local sends no webhook for ${change.last.id} of ${change.table}.`, error)
    return []
  }
}

type Named = 'user' | 'organization' | 'organizationMembership' | 'organizationDomain' | 'waitlistEntry'
type Draw<T> = (world: World, row: T) => object
type Derivation = (world: World, change: NetChange) => WebhookEvent[]

const derivations: Readonly<Record<string, Derivation>> = {
  users: of<User>(
    'user',
    backendUserJson,
    (_, { id, externalId }) => ({ ...deleted('user', id), ...(externalId === null ? {} : { external_id: externalId }) }),
    // A new password is a change of the user, though nothing of it is shown.
    ({ password, passwordDigest }) => [password, passwordDigest],
  ),
  organizations: of<Organization>('organization', (world, organization) => backendOrganizationJson(world, organization, { membersCount: true }), (_, { id, slug }) => ({ ...deleted('organization', id), slug })),
  // Of a membership that is gone, Clerk sends all that it was.
  memberships: of<Membership>('organizationMembership', backendMembershipJson, backendMembershipJson),
  organizationDomains: of<OrganizationDomain>('organizationDomain', domainJson, (_, { id }) => deleted('organization_domain', id)),
  organizationInvitations: invitation,
  sessions: session,
  waitlistEntries: of<WaitlistEntry>('waitlistEntry', waitlistEntryJson, null),
  messages: (world, { before, after }) => {
    const message = after as Message | null // the row of this table
    if (!message || before) return []
    return message.channel === 'email' ? [{ type: 'email.created', data: emailData(world, message) }] : [{ type: 'sms.created', data: smsData(world, message) }]
  },
}

/** Created, updated and deleted; updated only where something changed that its receiver can see, and not only when. */
function of<T extends Row>(name: Named, data: Draw<T>, gone: Draw<T> | null, hidden: (row: T) => readonly unknown[] = () => []): Derivation {
  const event = (verb: 'created' | 'updated' | 'deleted', about: object): WebhookEvent[] => [{ type: `${name}.${verb}` as EventType, data: about }] // `gone` is null for the one that has no third
  return (world, change) => {
    const [before, after, last] = [change.before, change.after, change.last] as [T | null, T | null, T] // rows of the table that stands beside this
    if (after === null) return gone ? event('deleted', gone(world, last)) : []
    if (before === null) return event('created', data(world, after))
    const fresh = data(world, after)
    const same = visible(data(world, before)) === visible(fresh) && JSON.stringify(hidden(before)) === JSON.stringify(hidden(after))
    return same ? [] : event('updated', fresh)
  }
}

/** What moves whenever somebody is about, and is no change of theirs. */
const RESTLESS = new Set(['updated_at', 'last_active_at', 'last_sign_in_at', 'verification_attempts_remaining', 'lockout_expires_in_seconds'])

const visible = (data: object): string => JSON.stringify(Object.entries(data).filter(([name]) => !RESTLESS.has(name)))

const deleted = (object: string, id: string) => ({ object, id, deleted: true })

function invitation(world: World, change: NetChange): WebhookEvent[] {
  const [before, after] = [change.before, change.after] as (OrganizationInvitation | null)[] // the rows of this table
  if (!after) return []
  const created: WebhookEvent[] = before ? [] : [{ type: 'organizationInvitation.created', data: backendInvitationJson(world, after) }]
  if (before?.status === after.status) return created
  if (after.status === 'accepted') return [...created, { type: 'organizationInvitation.accepted', data: { ...backendInvitationJson(world, after), user_id: findUser(world, after.emailAddress)?.id } }]
  return after.status === 'revoked' ? [...created, { type: 'organizationInvitation.revoked', data: backendInvitationJson(world, after) }] : created
}

const SESSION_EVENTS: Readonly<Record<SessionStatus, EventType>> = {
  active: 'session.created',
  pending: 'session.pending',
  removed: 'session.removed',
  revoked: 'session.revoked',
  ended: 'session.ended',
  // Clerk has no event of their own for these; the status in the data tells them apart.
  expired: 'session.ended',
  replaced: 'session.ended',
  abandoned: 'session.ended',
}

function session(world: World, change: NetChange): WebhookEvent[] {
  const [before, after] = [change.before, change.after] as (Session | null)[] // the rows of this table
  if (!after || before?.status === after.status) return []
  const user = world.store.users.get(after.userId)
  return [{ type: SESSION_EVENTS[after.status], data: { ...backendSessionJson(world, after), user: user ? backendUserJson(world, user) : null } }]
}

/** Draws with the users and organizations in place that went along with what is drawn: a membership shows both. */
function withRemoved<T>({ store }: World, changes: readonly NetChange[], draw: () => T): T {
  const gone = (table: string) => changes.filter((change) => change.table === table && change.after === null).map(({ last }) => last)
  const users = gone('users') as User[] // rows of that table
  const organizations = gone('organizations') as Organization[] // rows of that table
  for (const user of users) store.users.restore(user)
  for (const organization of organizations) store.organizations.restore(organization)
  try {
    return draw()
  } finally {
    for (const { id } of users) store.users.forget(id)
    for (const { id } of organizations) store.organizations.forget(id)
  }
}
