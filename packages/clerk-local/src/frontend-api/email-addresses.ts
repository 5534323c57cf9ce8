import { addEmail, attemptEmail, emailOf, prepareEmail, removeEmail } from '../domain/email-addresses.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, remove, type Answer, type Route } from '../http/router.ts'
import { emailAddressJson } from '../serialize/user.ts'
import type { EmailAddress } from '../store/rows/user.ts'
import { requireUser, withClient } from './piggyback.ts'

/** The email section of `<UserProfile/>`. */
export const emailAddressRoutes: Route[] = [
  get('/v1/me/email_addresses', (call) => ({ json: { response: requireUser(call).emails.map(emailAddressJson), client: null } })),
  post('/v1/me/email_addresses', (call) => answer(call, addEmail(call.world, requireUser(call), text(call, 'email_address') ?? ''))),
  get('/v1/me/email_addresses/:id', (call) => answer(call, mine(call))),
  post('/v1/me/email_addresses/:id/prepare_verification', (call) => {
    prepareEmail(call.world, requireUser(call), mine(call))
    return answer(call, mine(call))
  }),
  post('/v1/me/email_addresses/:id/attempt_verification', (call) => {
    attemptEmail(call.world, requireUser(call), mine(call), text(call, 'code'))
    return answer(call, mine(call))
  }),
  remove('/v1/me/email_addresses/:id', (call) => {
    const email = mine(call)
    removeEmail(call.world, requireUser(call), email)
    return withClient(call, { object: 'email_address', id: email.id, deleted: true })
  }),
]

const mine = (call: Call) => emailOf(requireUser(call), call.params['id'] ?? '')
const answer = (call: Call, email: EmailAddress): Answer => withClient(call, emailAddressJson(email))
