import { checkIdentified, checkPasswordGiven } from '../domain/users/user-requirements.ts'
import { mergedMetadata } from '../domain/users/metadata.ts'
import { changePicture } from '../domain/users/profile-picture.ts'
import { membershipsOf } from '../domain/organizations/organizations.ts'
import { endSession, sessionsOf } from '../domain/sessions/sessions.ts'
import { createUser, deleteUser, primaryEmail, touchUser, userById } from '../domain/users/users.ts'
import { sendMessage } from '../domain/verification/codes.ts'
import { fieldError } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, patch, post, put, remove, type Route } from '../http/router.ts'
import { uploadOf } from '../http/upload.ts'
import { backendMembershipJson } from '../serialize/organization.ts'
import { backendUserJson } from '../serialize/user.ts'
import { isClaimed } from '../store/identifications.ts'
import type { Metadata } from '../store/rows/metadata.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import { flag } from './fields.ts'
import { pageOf } from './page.ts'
import { barring, newIdentifications, userFields } from './user-fields.ts'
import { usersMatching } from './user-filter.ts'

/** The users themselves; what they prove who they are with has files of its own. */
export const userRoutes: Route[] = [
  get('/v1/users', (call) => ({ json: pageOf(usersMatching(call), call.query, (user) => backendUserJson(call.world, user)).data })),
  get('/v1/users/count', (call) => ({ json: { object: 'total_count', total_count: usersMatching(call).length } })),
  post('/v1/users', (call) => {
    const fields = { ...userFields(call), ...barring(call), ...newIdentifications(call) }
    checkIdentified(call.world, fields)
    checkPasswordGiven(call.world, fields, flag(call, 'skip_password_requirement') === true)
    return shown(call, createUser(call.world, fields))
  }),
  get('/v1/users/:id', (call) => shown(call, userOf(call))),
  patch('/v1/users/:id', update),
  remove('/v1/users/:id', (call) => {
    const user = userOf(call)
    deleteUser(call.world, user)
    return { json: { object: 'user', id: user.id, deleted: true } }
  }),
  patch('/v1/users/:id/metadata', (call) => withMetadata(call, mergedMetadata)),
  put('/v1/users/:id/metadata', (call) => withMetadata(call, (old, sent) => sent ?? old)),
  post('/v1/users/:id/profile_image', (call) => shown(call, changePicture(call.world, userOf(call), uploadOf(call)))),
  remove('/v1/users/:id/profile_image', (call) => shown(call, changePicture(call.world, userOf(call), null))),
  get('/v1/users/:id/organization_memberships', (call) => ({ json: pageOf(membershipsOf(call.world, userOf(call).id), call.query, (membership) => backendMembershipJson(call.world, membership)) })),
]

/** The user that the path names. */
export const userOf = (call: Call): User => userById(call.world, call.params['id'] ?? '')
export const shown = (call: Call, user: User) => ({ json: backendUserJson(call.world, user) })

function update(call: Call) {
  const { world } = call
  const user = userOf(call)
  const [primaryEmailId, primaryPhoneId] = [text(call, 'primary_email_address_id'), text(call, 'primary_phone_number_id')]
  if (primaryEmailId !== undefined && !user.emails.some((email) => email.id === primaryEmailId && isClaimed(email))) throw fieldError('form_param_value_invalid', 'The primary email address has to be one of the user that is verified or reserved.', 'primary_email_address_id')
  if (primaryPhoneId !== undefined && !user.phones.some((phone) => phone.id === primaryPhoneId && isClaimed(phone))) throw fieldError('form_param_value_invalid', 'The primary phone number has to be one of the user that is verified or reserved.', 'primary_phone_number_id')
  const change = { ...userFields(call, user), ...(primaryEmailId !== undefined && { primaryEmailId }), ...(primaryPhoneId !== undefined && { primaryPhoneId }) }
  if (flag(call, 'sign_out_of_other_sessions') === true && change.password !== undefined) for (const session of sessionsOf(world, user.id)) endSession(world, session, 'revoked')
  const before = primaryEmail(user)
  touchUser(world, user, change)
  if (flag(call, 'notify_primary_email_address_changed') === true && primaryEmail(user) !== before) tellOfNewEmail(world, user, before)
  return shown(call, user)
}

/** At the address that was theirs, where somebody reads it who ought to know. */
function tellOfNewEmail(world: World, user: User, before: string | null): void {
  const to = before ?? primaryEmail(user)
  if (to !== null) sendMessage(world, { to, kind: 'Your primary email address was changed', slug: 'primary_email_address_changed', userId: user.id })
}

function withMetadata(call: Call, change: (old: Metadata, sent: Metadata | undefined) => Metadata) {
  const user = userOf(call)
  return shown(
    call,
    touchUser(call.world, user, {
      publicMetadata: change(user.publicMetadata, record(call, 'public_metadata')),
      privateMetadata: change(user.privateMetadata, record(call, 'private_metadata')),
      unsafeMetadata: change(user.unsafeMetadata, record(call, 'unsafe_metadata')),
    }),
  )
}
