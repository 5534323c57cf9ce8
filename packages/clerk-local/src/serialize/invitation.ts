import type { AllowlistIdentifierJSON, BlocklistIdentifierJSON, InvitationJSON, WaitlistEntryJSON } from '@clerk/backend'
import { invitationUrl, statusOf } from '../domain/sign-ups/invitations.ts'
import type { Invitation, ListedIdentifier, WaitlistEntry } from '../store/rows/invitation.ts'
import type { World } from '../world.ts'

/** An invitation to the application, as the Backend API shows it. */
export function invitationJson(world: World, invitation: Invitation): InvitationJSON & { expires_at: number } {
  const status = statusOf(world, invitation)
  return {
    object: 'invitation',
    id: invitation.id,
    email_address: invitation.emailAddress,
    public_metadata: { ...invitation.publicMetadata },
    revoked: status === 'revoked',
    status,
    ...(status === 'pending' && { url: invitationUrl(world, invitation) }),
    expires_at: invitation.expireAt,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt,
  }
}

export function waitlistEntryJson(world: World, entry: WaitlistEntry): WaitlistEntryJSON {
  const invitation = entry.invitationId === null ? undefined : world.store.invitations.get(entry.invitationId)
  return {
    object: 'waitlist_entry',
    id: entry.id,
    email_address: entry.emailAddress,
    status: entry.status,
    invitation: invitation ? invitationJson(world, invitation) : null,
    is_locked: false,
    created_at: entry.createdAt,
    updated_at: entry.updatedAt,
  }
}

export function allowedJson(world: World, { invitationId, ...entry }: ListedIdentifier): AllowlistIdentifierJSON {
  return { object: 'allowlist_identifier', ...listed(world, entry), ...(invitationId !== null && { invitation_id: invitationId }) }
}

export function blockedJson(world: World, entry: ListedIdentifier): BlocklistIdentifierJSON {
  return { object: 'blocklist_identifier', ...listed(world, entry) }
}

function listed({ instance }: World, { id, identifier, type, createdAt, updatedAt }: Omit<ListedIdentifier, 'invitationId'>) {
  return { id, identifier, identifier_type: type, instance_id: instance.id, created_at: createdAt, updated_at: updatedAt }
}
