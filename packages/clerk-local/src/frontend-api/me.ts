import { refuseLastIdentification } from '../domain/users/identifications.ts'
import { changePicture } from '../domain/users/profile-picture.ts'
import { mergedMetadata } from '../domain/users/metadata.ts'
import { checkLength } from '../domain/users/lengths.ts'
import { checkUsername } from '../domain/users/usernames.ts'
import { defined, deleteUser, touchUser } from '../domain/users/users.ts'
import { ApiError, fieldError, notFound } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Answer, type Route } from '../http/router.ts'
import { uploadOf } from '../http/upload.ts'
import { pictureJson } from '../serialize/public-user-data.ts'
import { userJson } from '../serialize/user.ts'
import { isClaimed } from '../store/identifications.ts'
import type { User } from '../store/rows/user.ts'
import { requireUser, withClient } from './piggyback.ts'

/** What a signed-in user reads and changes about themselves: the requests behind `<UserButton/>` and `<UserProfile/>`. */
export const meRoutes: Route[] = [
  get('/v1/me', (call) => ({ json: { response: userJson(call.world, requireUser(call)), client: null } })),
  patch('/v1/me', update),
  patch('/v1/me/metadata', (call) => {
    const user = requireUser(call)
    return answer(call, touchUser(call.world, user, { unsafeMetadata: mergedMetadata(user.unsafeMetadata, record(call, 'unsafe_metadata')) }))
  }),
  remove('/v1/me', removeSelf),
  post('/v1/me/profile_image', (call) => {
    const user = changePicture(call.world, requireUser(call), uploadOf(call))
    return withClient(call, { object: 'image', id: user.imageId, name: '', public_url: pictureJson(call.world, user).image_url })
  }),
  remove('/v1/me/profile_image', (call) => {
    changePicture(call.world, requireUser(call), null)
    return withClient(call, { object: 'image', id: '', deleted: true })
  }),
]

const answer = (call: Call, user: User): Answer => withClient(call, userJson(call.world, user))

function update(call: Call): Answer {
  const { world } = call
  const user = requireUser(call)
  const [firstName, lastName, username, primaryEmailId, primaryPhoneId] = ['first_name', 'last_name', 'username', 'primary_email_address_id', 'primary_phone_number_id'].map((field) => text(call, field))
  if (primaryEmailId && !user.emails.some((email) => email.id === primaryEmailId && isClaimed(email))) throw notFound('Email address')
  if (primaryPhoneId && !user.phones.some((phone) => phone.id === primaryPhoneId && isClaimed(phone))) throw notFound('Phone number')
  const emptied = (value: string | undefined) => (value === undefined ? undefined : value || null)
  checkLength('first_name', firstName)
  checkLength('last_name', lastName)
  if (username !== undefined) checkOwnUsername(call, user, username)
  const change = defined({
    firstName: emptied(firstName),
    lastName: emptied(lastName),
    username: emptied(username?.toLowerCase()),
    primaryEmailId: primaryEmailId || undefined,
    primaryPhoneId: primaryPhoneId || undefined,
    unsafeMetadata: record(call, 'unsafe_metadata'),
  })
  return answer(call, touchUser(world, user, change))
}

function checkOwnUsername({ world }: Call, user: User, username: string): void {
  const { enabled, required } = world.settings.attributes.username
  if (!enabled) throw fieldError('form_param_unknown', 'username is not a valid parameter for this request.', 'username')
  if (username !== '') return checkUsername(world, username, user.id)
  if (required) throw fieldError('form_param_nil', 'Enter username.', 'username')
  refuseLastIdentification(world, { ...user, username: null })
}

function removeSelf(call: Call): Answer {
  const user = requireUser(call)
  if (!user.deleteSelfEnabled || !call.world.settings.deleteSelf) throw new ApiError(403, 'user_delete_self_not_enabled', 'Not allowed', {}, 'You are not allowed to delete your account.')
  deleteUser(call.world, user)
  return withClient(call, { object: 'user', id: user.id, deleted: true })
}
