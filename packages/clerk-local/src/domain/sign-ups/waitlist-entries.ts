import { ApiError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { WaitlistEntry } from '../../store/rows/invitation.ts'
import type { World } from '../../world.ts'
import { sendMessage } from '../verification/codes.ts'
import { invite, revokeInvitation, statusOf } from './invitations.ts'
import { checkEmail } from '../users/users.ts'

/** Puts an address on the waitlist, once: whoever is on it already stays where they are. */
export function joinWaitlist(world: World, emailAddress: string, { notify = true }: { notify?: boolean | undefined } = {}): WaitlistEntry {
  const address = emailAddress.trim().toLowerCase()
  checkEmail(address)
  const [kept] = world.store.waitlistEntries.by('email', address)
  if (kept) return kept
  const now = world.clock.now()
  const entry = world.store.waitlistEntries.insert({ id: newId('wle'), emailAddress: address, status: 'pending', invitationId: null, invitedAt: null, createdAt: now, updatedAt: now })
  if (notify) sendMessage(world, { to: address, kind: 'You are on the waitlist', slug: 'waitlist_confirmation' })
  return entry
}

/** Lets somebody in, by an invitation in their mail. Refuses who has been let in, unless `ignoreExisting` sends another. */
export function inviteFromWaitlist(world: World, entry: WaitlistEntry, { ignoreExisting = false }: { ignoreExisting?: boolean | undefined } = {}): WaitlistEntry {
  if (entry.status === 'completed') throw new ApiError(400, 'waitlist_entry_already_completed', 'This waitlist entry has already been completed.')
  if (entry.status === 'invited' && !ignoreExisting) throw new ApiError(400, 'waitlist_entry_already_invited', 'This waitlist entry has already been invited.')
  const { id } = invite(world, { emailAddress: entry.emailAddress, ignoreExisting, slug: 'waitlist_invitation' })
  const now = world.clock.now()
  return world.store.waitlistEntries.update(entry, { status: 'invited', invitationId: id, invitedAt: now, updatedAt: now })
}

/** Turns somebody away, and takes an invitation that they have not accepted back. */
export function rejectFromWaitlist(world: World, entry: WaitlistEntry): WaitlistEntry {
  if (entry.status === 'completed' || entry.status === 'rejected') throw new ApiError(400, `waitlist_entry_already_${entry.status}`, `This waitlist entry has already been ${entry.status}.`)
  const invitation = entry.invitationId === null ? undefined : world.store.invitations.get(entry.invitationId)
  if (invitation && statusOf(world, invitation) === 'pending') revokeInvitation(world, invitation)
  return world.store.waitlistEntries.update(entry, { status: 'rejected', updatedAt: world.clock.now() })
}

export function waitlistEntryById(world: World, id: string): WaitlistEntry {
  const entry = world.store.waitlistEntries.get(id)
  if (!entry) throw notFound(`Waitlist entry ${id}`)
  return entry
}
