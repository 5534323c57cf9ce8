import type { WaitlistJSON } from '@clerk/shared/types'
import { refuseRestricted } from '../domain/sign-ups/restrictions.ts'
import { joinWaitlist } from '../domain/sign-ups/waitlist-entries.ts'
import { ApiError, fieldError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { post, type Answer, type Route } from '../http/router.ts'

/** What `<Waitlist/>` asks for, of people who need no account and no session. */
export const waitlistRoutes: Route[] = [post('/v1/waitlist', join)]

/** Answers the same for somebody who is on it already: who is, is nobody's business. */
function join(call: Call): Answer {
  const { world } = call
  if (world.settings.signUpMode !== 'waitlist') throw new ApiError(403, 'waitlist_not_enabled', 'The waitlist is not enabled for this instance.')
  const address = text(call, 'email_address')
  if (!address) throw fieldError('form_param_missing', 'Enter email address.', 'email_address')
  refuseRestricted(world, address)
  const { id, createdAt, updatedAt } = joinWaitlist(world, address)
  const json: WaitlistJSON = { object: 'waitlist', id, created_at: createdAt, updated_at: updatedAt }
  // As it is, without a client beside it: the SDK reads it so.
  return { json }
}
