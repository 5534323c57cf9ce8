import { ApiError, fieldError } from '../../http/api-error.ts'

/**
 * What Clerk refuses about organizations, with its codes and status:
 * https://clerk.com/docs/guides/development/errors/frontend-api#organizations
 */

/** Says the same to a stranger whether or not the organization exists. */
export const notFoundOrUnauthorized = () =>
  new ApiError(404, 'organization_not_found_or_unauthorized', "Given organization not found, or you don't have permission to access the organization")

export const notAMember = () =>
  new ApiError(403, 'not_a_member_in_organization', 'Current user is not a member of the organization. Only organization members can perform this action.')

export const missingPermission = (...permissions: string[]) =>
  new ApiError(403, 'missing_organization_permission', 'Current user is missing an organization permission.', { permissions })

/** The invitation form finds the address in the text. */
export const alreadyAMember = (who: string) => new ApiError(400, 'already_a_member_in_organization', `${who} is already a member of the organization.`)

export const alreadyInvited = (emailAddresses: readonly string[]) =>
  new ApiError(400, 'duplicate_record', `There are already pending invitations for the following email addresses: ${emailAddresses.join(', ')}`, { email_addresses: emailAddresses })

export const membershipQuota = (limit: number) =>
  new ApiError(403, 'organization_membership_quota_exceeded', `You have reached your limit of ${limit} organization memberships, including outstanding invitations.`)

export const lastManager = () =>
  new ApiError(400, 'organization_minimum_permissions_needed', 'There has to be at least one organization member with the minimum required permissions')

export const notEnabled = () => new ApiError(403, 'organization_not_enabled_in_instance', 'The organizations feature is not enabled for this instance.')

export const roleNotFound = (field = 'role') => new ApiError(404, 'resource_not_found', 'Organization role not found', { param_name: field })

export const slugTaken = () => fieldError('form_identifier_exists', 'That slug is taken. Please try another.', 'slug')

export const invitationNotFound = (id: string) => new ApiError(404, 'organization_invitation_not_found', `No invitation found with id ${id}.`)

export const invitationNotPending = () => new ApiError(404, 'organization_invitation_not_pending', "The organization invitation is not in the 'pending' status.")
