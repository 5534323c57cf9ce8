import type { Invitation, WaitlistEntry } from '../store/rows/invitation.ts'
import type { World } from '../world.ts'
import type { EventData } from './event-types.ts'

export function waitlistData({ store }: World, entry: WaitlistEntry): EventData<'waitlistEntry.created'> {
  const { id, emailAddress, status, invitationId, createdAt, updatedAt } = entry
  const invitation = invitationId === null ? undefined : store.invitations.get(invitationId)
  return { object: 'waitlist_entry', id, email_address: emailAddress, status, invitation: invitation ? invitationData(invitation) : null, is_locked: false, created_at: createdAt, updated_at: updatedAt }
}

function invitationData({ id, emailAddress, status, publicMetadata, createdAt, updatedAt }: Invitation): NonNullable<EventData<'waitlistEntry.created'>['invitation']> {
  return { object: 'invitation', id, email_address: emailAddress, public_metadata: { ...publicMetadata }, revoked: status === 'revoked', status, created_at: createdAt, updated_at: updatedAt }
}
