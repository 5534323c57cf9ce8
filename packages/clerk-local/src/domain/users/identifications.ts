import { ApiError } from '../../http/api-error.ts'
import { isClaimed } from '../../store/identifications.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'

/** What names a user in the sign-in form, as it would be after a change. */
export type Identifications = Pick<User, 'emails' | 'phones' | 'username'>

/** Refuses a change after which nobody could sign in, or which takes what the instance demands. */
export function refuseLastIdentification({ settings }: World, { emails, phones, username }: Identifications): void {
  const { emailAddress, phoneNumber } = settings.attributes
  const [email, phone] = [emails.some(isClaimed), phones.some(isClaimed)]
  const lacking = (emailAddress.enabled && emailAddress.required && !email) || (phoneNumber.enabled && phoneNumber.required && !phone)
  if (lacking || (!email && !phone && username === null))
    throw new ApiError(400, 'last_required_identification_deletion_failed', 'deletion unsuccessful', {}, 'You cannot delete your last identification.')
}
