import { addEmail, attemptEmail, emailOf, prepareEmail, removeEmail } from '../domain/users/email-addresses.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, remove, type Answer, type Route } from '../http/router.ts'
import { emailAddressJson } from '../serialize/identification.ts'
import { requireUser, withClient } from './piggyback.ts'

/** The email section of `<UserProfile/>`. */
export const emailAddressRoutes: Route[] = [
  get('/v1/me/email_addresses', (call) => ({ json: { response: requireUser(call).emails.map((email) => emailAddressJson(call.world, email)), client: null } })),
  post('/v1/me/email_addresses', (call) => answer(call, addEmail(call.world, requireUser(call), text(call, 'email_address') ?? '').id)),
  get('/v1/me/email_addresses/:id', (call) => answer(call)),
  post('/v1/me/email_addresses/:id/prepare_verification', (call) => {
    prepareEmail(call.world, requireUser(call), mine(call), text(call, 'strategy') ?? 'email_code', text(call, 'redirect_url'))
    return answer(call)
  }),
  post('/v1/me/email_addresses/:id/attempt_verification', (call) => {
    attemptEmail(call.world, requireUser(call), mine(call), text(call, 'code'))
    return answer(call)
  }),
  remove('/v1/me/email_addresses/:id', (call) => {
    const email = mine(call)
    removeEmail(call.world, requireUser(call), email)
    return withClient(call, { object: 'email_address', id: email.id, deleted: true })
  }),
]

const mine = (call: Call) => emailOf(requireUser(call), call.params['id'] ?? '')
/** The address as it is now: changing it has replaced it in its user's list. */
const answer = (call: Call, id = call.params['id'] ?? ''): Answer => withClient(call, emailAddressJson(call.world, emailOf(requireUser(call), id)))
