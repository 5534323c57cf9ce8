import { changeEmail, emailOf, removeEmail } from '../domain/users/email-addresses.ts'
import { changePhone, newPhone, phoneOf, removePhone } from '../domain/users/phone-numbers.ts'
import { phoneNumberOf } from '../domain/users/phone-format.ts'
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
    const address = required(call, 'email_address').toLowerCase()
    const own = user.emails.find((each) => each.address === address)
    if (!own) checkEmail(address)
    const only = own ? { ...own, verified: true } : newEmail(call.world, address, true)
    touchUser(call.world, user, { emails: [only], primaryEmailId: only.id })
    return email(call, user, only.id)
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
    const number = phoneNumberOf(required(call, 'phone_number'))
    const own = user.phones.find((each) => each.number === number)
    const only = { ...(own ? { ...own, verified: true } : newPhone(call.world, number, true)), ...(flag(call, 'reserved_for_second_factor') && { reservedForSecondFactor: true }) }
    touchUser(call.world, user, { phones: [only], primaryPhoneId: only.id })
    return phone(call, user, only.id)
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
function addEmail(call: Call, user: User) {
  const { verified = false, primary } = standingOf(call)
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
  const before = emailOf(user, idOf(call))
  if (primary && !(verified ?? isClaimed(before))) throw unprovenPrimary()
  // A user keeps what a server takes the proof of.
  if (verified !== undefined) changeEmail(call.world, user, idOf(call), { verified, reserved: !verified && isClaimed(before), verification: null })
  if (primary) touchUser(call.world, user, { primaryEmailId: idOf(call) })
  return email(call, user)
}

function addPhone(call: Call, user: User) {
  const { verified = false, primary } = standingOf(call)
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
  if (primary && !(verified ?? isClaimed(phoneOf(user, idOf(call))))) throw unprovenPrimary()
  if (verified !== undefined) touchUser(call.world, user, { phones: user.phones.map((each) => (each.id === idOf(call) ? { ...each, verified, reserved: !verified && isClaimed(each), verification: null } : each)) })
  if (primary) touchUser(call.world, user, { primaryPhoneId: idOf(call) })
  if (text(call, 'reserved_for_second_factor') !== undefined) changePhone(call.world, user, phoneOf(user, idOf(call)), { reserved: flag(call, 'reserved_for_second_factor') })
  return phone(call, user)
}
