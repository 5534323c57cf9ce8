import { changeEmail, emailOf, removeEmail } from '../domain/users/email-addresses.ts'
import { changePhone, newPhone, phoneOf, removePhone } from '../domain/users/phone-numbers.ts'
import { checkEmail, newEmail, touchUser, userById } from '../domain/users/users.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, post, put, remove, type Route } from '../http/router.ts'
import { emailAddressJson, phoneNumberJson } from '../serialize/identification.ts'
import { isClaimed } from '../store/identifications.ts'
import type { User } from '../store/rows/user.ts'
import { flag, required } from './fields.ts'
import { userOf } from './users.ts'

/** Email addresses and phone numbers by themselves. */
export const identificationRoutes: Route[] = [
  post('/v1/email_addresses', (call) => addEmail(call, userById(call.world, required(call, 'user_id')))),
  get('/v1/email_addresses/:id', (call) => email(call, ownerOf(call))),
  patch('/v1/email_addresses/:id', changeAddress),
  remove('/v1/email_addresses/:id', (call) => {
    const user = ownerOf(call)
    removeEmail(call.world, user, emailOf(user, idOf(call)))
    return { json: { object: 'email_address', id: idOf(call), deleted: true } }
  }),
  put('/v1/users/:id/email_address', (call) => {
    const user = userOf(call)
    const before = user.emails
    const answer = addEmail(call, user, { verified: true, primary: true })
    touchUser(call.world, user, { emails: user.emails.filter(({ id }) => !before.some((each) => each.id === id)) })
    return answer
  }),
  post('/v1/phone_numbers', (call) => addPhone(call, userById(call.world, required(call, 'user_id')))),
  get('/v1/phone_numbers/:id', (call) => phone(call, ownerOf(call))),
  patch('/v1/phone_numbers/:id', changeNumber),
  remove('/v1/phone_numbers/:id', (call) => {
    const user = ownerOf(call)
    removePhone(call.world, user, phoneOf(user, idOf(call)))
    return { json: { object: 'phone_number', id: idOf(call), deleted: true } }
  }),
  put('/v1/users/:id/phone_number', (call) => {
    const user = userOf(call)
    const before = user.phones
    const answer = addPhone(call, user, { verified: true, primary: true })
    touchUser(call.world, user, { phones: user.phones.filter(({ id }) => !before.some((each) => each.id === id)) })
    return answer
  }),
]

interface Standing {
  readonly verified?: boolean | undefined
  readonly primary?: boolean | undefined
}

const unprovenPrimary = () => new ApiError(400, 'identification_update_failed', 'Update failed', {}, 'Only a verified identification can be the primary one.')
const idOf = (call: Call) => call.params['id'] ?? ''
const email = (call: Call, user: User, id = idOf(call)) => ({ json: emailAddressJson(call.world, emailOf(user, id)) })
const phone = (call: Call, user: User, id = idOf(call)) => ({ json: phoneNumberJson(call.world, phoneOf(user, id)) })
const standingOf = (call: Call): Standing => ({ verified: flag(call, 'verified'), primary: flag(call, 'primary') })

function ownerOf(call: Call): User {
  const [user] = call.world.store.users.by('identification', idOf(call))
  if (!user) throw notFound(idOf(call))
  return user
}

/** An address that a server adds counts as proven only where it says so. */
function addEmail(call: Call, user: User, { verified = false, primary }: Standing = standingOf(call)) {
  const address = required(call, 'email_address')
  checkEmail(address)
  if (primary && !verified) throw unprovenPrimary()
  const added = newEmail(call.world, address, verified)
  touchUser(call.world, user, { emails: [...user.emails, added], primaryEmailId: primary || (verified && user.primaryEmailId === null) ? added.id : user.primaryEmailId })
  return email(call, user, added.id)
}

function changeAddress(call: Call) {
  const user = ownerOf(call)
  const { verified, primary } = standingOf(call)
  // A user keeps what a server takes the proof of.
  if (verified !== undefined) changeEmail(call.world, user, idOf(call), { verified, reserved: !verified && isClaimed(emailOf(user, idOf(call))), verification: null })
  if (primary && !isClaimed(emailOf(user, idOf(call)))) throw unprovenPrimary()
  if (primary) touchUser(call.world, user, { primaryEmailId: idOf(call) })
  return email(call, user)
}

function addPhone(call: Call, user: User, { verified = false, primary }: Standing = standingOf(call)) {
  const reservedForSecondFactor = flag(call, 'reserved_for_second_factor') ?? false
  if (reservedForSecondFactor && !verified) throw new ApiError(400, 'identification_create_second_factor_unverified', 'Create failed', {}, 'Unverified identifications cannot be a second factor')
  if (primary && !verified) throw unprovenPrimary()
  const added = { ...newPhone(call.world, required(call, 'phone_number'), verified), reservedForSecondFactor }
  touchUser(call.world, user, { phones: [...user.phones, added], primaryPhoneId: primary || (verified && user.primaryPhoneId === null) ? added.id : user.primaryPhoneId })
  return phone(call, user, added.id)
}

function changeNumber(call: Call) {
  const user = ownerOf(call)
  const { verified, primary } = standingOf(call)
  if (verified !== undefined) touchUser(call.world, user, { phones: user.phones.map((each) => (each.id === idOf(call) ? { ...each, verified, reserved: !verified && isClaimed(each), verification: null } : each)) })
  if (primary && !isClaimed(phoneOf(user, idOf(call)))) throw unprovenPrimary()
  if (primary) touchUser(call.world, user, { primaryPhoneId: idOf(call) })
  if (text(call, 'reserved_for_second_factor') !== undefined) changePhone(call.world, user, phoneOf(user, idOf(call)), { reserved: flag(call, 'reserved_for_second_factor') })
  return phone(call, user)
}
