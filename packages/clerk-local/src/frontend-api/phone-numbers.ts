import { addPhone, attemptPhone, changePhone, phoneOf, phonesWithout, preparePhone, removePhone } from '../domain/users/phone-numbers.ts'
import { refuseLastFactor, renewBackupCodes } from '../domain/users/mfa.ts'
import { fieldError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Answer, type Route } from '../http/router.ts'
import { phoneNumberJson } from '../serialize/identification.ts'
import { requireUser, withClient } from './piggyback.ts'

/** The phone section of `<UserProfile/>`, and text messages as a second factor. */
export const phoneNumberRoutes: Route[] = [
  get('/v1/me/phone_numbers', (call) => ({ json: { response: requireUser(call).phones.map((phone) => phoneNumberJson(call.world, phone)), client: null } })),
  post('/v1/me/phone_numbers', (call) => answer(call, addPhone(call.world, requireUser(call), text(call, 'phone_number') ?? '').id)),
  get('/v1/me/phone_numbers/:id', (call) => answer(call)),
  patch('/v1/me/phone_numbers/:id', change),
  post('/v1/me/phone_numbers/:id/prepare_verification', (call) => {
    preparePhone(call.world, requireUser(call), mine(call), text(call, 'strategy') ?? 'phone_code')
    return answer(call)
  }),
  post('/v1/me/phone_numbers/:id/attempt_verification', (call) => {
    attemptPhone(call.world, requireUser(call), mine(call), text(call, 'code'))
    return answer(call)
  }),
  remove('/v1/me/phone_numbers/:id', (call) => {
    const phone = mine(call)
    refuseLastFactor(call.world, requireUser(call), { phones: phonesWithout(requireUser(call), phone) })
    removePhone(call.world, requireUser(call), phone)
    return withClient(call, { object: 'phone_number', id: phone.id, deleted: true })
  }),
]

/** Backup codes come once, with the first number that is a second factor. */
function change(call: Call): Answer {
  const { world } = call
  const user = requireUser(call)
  const flag = (name: string) => (text(call, name) === undefined ? undefined : text(call, name) === 'true')
  const reserved = flag('reserved_for_second_factor')
  if (reserved && !world.settings.attributes.phoneNumber.secondFactor)
    throw fieldError('form_param_unknown', 'reserved_for_second_factor is not a valid parameter for this request.', 'reserved_for_second_factor')
  if (reserved === false) refuseLastFactor(world, user, { phones: phonesWithout(user, mine(call)) })
  changePhone(world, user, mine(call), { reserved, makeDefault: flag('default_second_factor') })
  const phone = mine(call)
  const fresh = phone.reservedForSecondFactor && world.settings.secondFactor.backupCodes && user.backupCodes === null ? renewBackupCodes(world, user) : null
  return withClient(call, { ...phoneNumberJson(world, phone), ...(fresh && { backup_codes: [...fresh.codes] }) })
}

const mine = (call: Call) => phoneOf(requireUser(call), call.params['id'] ?? '')
/** The number as it is now: changing it has replaced it in its user's list. */
const answer = (call: Call, id = call.params['id'] ?? ''): Answer => withClient(call, phoneNumberJson(call.world, phoneOf(requireUser(call), id)))
