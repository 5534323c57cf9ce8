import { checkPassword, createUser, defined, deleteUser, newEmail, touchUser, userById, type NewUser } from '../domain/users.ts'
import { membershipsOf } from '../domain/organizations.ts'
import { ApiError } from '../http/api-error.ts'
import { list, record, text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Route } from '../http/router.ts'
import { membershipJson } from '../serialize/organization.ts'
import { backendUserJson } from '../serialize/user.ts'
import type { Metadata } from '../store/rows/metadata.ts'
import type { User } from '../store/rows/user.ts'
import { flag, whole } from './fields.ts'
import { page } from './page.ts'
import { usersMatching } from './user-filter.ts'

export const userRoutes: Route[] = [
  get('/v1/users', (call) => ({ json: page(usersMatching(call), call.query).data.map((user) => backendUserJson(call.world, user)) })),
  get('/v1/users/count', (call) => ({ json: { object: 'total_count', total_count: usersMatching(call).length } })),
  post('/v1/users', (call) => {
    const { email, ...fields } = fieldsOf(call)
    if (typeof fields.password === 'string') checkPassword(call.world, fields.password)
    return shown(call, createUser(call.world, { ...fields, email }))
  }),
  get('/v1/users/:id', (call) => shown(call, userOf(call))),
  patch('/v1/users/:id', (call) => {
    const { email: _created, ...fields } = fieldsOf(call)
    if (typeof fields.password === 'string') checkPassword(call.world, fields.password)
    return shown(call, touchUser(call.world, userOf(call), defined(fields)))
  }),
  patch('/v1/users/:id/metadata', mergeMetadata),
  remove('/v1/users/:id', (call) => {
    const user = userOf(call)
    deleteUser(call.world, user)
    return { json: { object: 'user', id: user.id, deleted: true } }
  }),
  post('/v1/users/:id/ban', (call) => shown(call, touchUser(call.world, userOf(call), { banned: true }))),
  post('/v1/users/:id/unban', (call) => shown(call, touchUser(call.world, userOf(call), { banned: false }))),
  post('/v1/users/:id/verify_password', (call) => {
    if (userOf(call).password !== text(call, 'password')) throw new ApiError(422, 'incorrect_password', 'Incorrect password.')
    return { json: { verified: true } }
  }),
  get('/v1/users/:id/organization_memberships', (call) => {
    const memberships = membershipsOf(call.world, userOf(call).id).map((membership) => membershipJson(call.world, membership))
    return { json: page(memberships, call.query) }
  }),
  post('/v1/email_addresses', (call) => {
    const user = userById(call.world, text(call, 'user_id') ?? '')
    const email = newEmail(call.world, text(call, 'email_address') ?? '', call.body['verified'] === true)
    const primaryEmailId = call.body['primary'] === true || user.primaryEmailId === null ? email.id : user.primaryEmailId
    return shown(call, touchUser(call.world, user, { emails: [...user.emails, email], primaryEmailId }))
  }),
]

const userOf = (call: Call) => userById(call.world, call.params['id'] ?? '')
const shown = (call: Call, user: User) => ({ json: backendUserJson(call.world, user) })

function fieldsOf(call: Call): NewUser {
  return {
    email: list(call.body['email_address'])[0],
    password: text(call, 'password'),
    firstName: text(call, 'first_name'),
    lastName: text(call, 'last_name'),
    username: text(call, 'username'),
    externalId: text(call, 'external_id'),
    publicMetadata: record(call, 'public_metadata'),
    privateMetadata: record(call, 'private_metadata'),
    unsafeMetadata: record(call, 'unsafe_metadata'),
    createOrganizationEnabled: flag(call, 'create_organization_enabled'),
    createOrganizationsLimit: whole(call, 'create_organizations_limit', 0),
  }
}

/** Merges one level deep; `null` removes a key, as Clerk does it. */
function mergeMetadata(call: Call) {
  const user = userOf(call)
  const merged = (old: Metadata, field: string) =>
    Object.fromEntries(Object.entries({ ...old, ...record(call, field) }).filter(([, value]) => value !== null))
  return shown(
    call,
    touchUser(call.world, user, {
      publicMetadata: merged(user.publicMetadata, 'public_metadata'),
      privateMetadata: merged(user.privateMetadata, 'private_metadata'),
      unsafeMetadata: merged(user.unsafeMetadata, 'unsafe_metadata'),
    }),
  )
}
