import { startSignUpOAuth } from '../domain/oauth/oauth.ts'
import { refuseSecondSession } from '../domain/sign-ins/sign-ins.ts'
import { fillSignUp, type SignUpFields } from '../domain/sign-ups/sign-ups-fill.ts'
import { takeTicket } from '../domain/sign-ups/sign-ups-ticket.ts'
import { transferSignIn } from '../domain/sign-ups/sign-ups-transfer.ts'
import { attemptSignUp, prepareSignUp } from '../domain/sign-ups/sign-ups-verify.ts'
import { refuseUninvited } from '../domain/sign-ups/sign-ups-admission.ts'
import { requireOpen, settle, signUpOf, startSignUp } from '../domain/sign-ups/sign-ups.ts'
import { fieldError } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, patch, post, type Answer, type Route } from '../http/router.ts'
import { signUpJson } from '../serialize/sign-up.ts'
import type { SignUp } from '../store/rows/sign-up.ts'
import { requireClient, withClient } from './piggyback.ts'

/** What clerk-js's `SignUp` asks for, in the order in which it does. */
export const signUpRoutes: Route[] = [
  post('/v1/client/sign_ups', create),
  get('/v1/client/sign_ups/:id', (call) => answer(call, mine(call))),
  patch('/v1/client/sign_ups/:id', update),
  post('/v1/client/sign_ups/:id/prepare_verification', (call) => {
    const signUp = open(call)
    prepareSignUp(call.world, signUp, text(call, 'strategy') ?? '', text(call, 'redirect_url'))
    return answer(call, signUp)
  }),
  post('/v1/client/sign_ups/:id/attempt_verification', (call) => {
    const signUp = open(call)
    attemptSignUp(call.world, signUp, requireClient(call), text(call, 'strategy') ?? '', text(call, 'code'))
    return answer(call, signUp)
  }),
]

function create(call: Call): Answer {
  const { world } = call
  const client = requireClient(call)
  refuseSecondSession(world, client)
  const ticket = text(call, 'ticket')
  const strategy = text(call, 'strategy') ?? ''
  // A provider says who it is that comes, and with that perhaps that they are a user already.
  if (!strategy.startsWith('oauth_')) refuseUninvited(world, ticket ?? null)
  const signUp = startSignUp(world, client)
  if (ticket) takeTicket(world, signUp, ticket)
  if (text(call, 'transfer') === 'true') transferSignIn(world, signUp, client)
  return goOn(call, signUp, strategy)
}

function update(call: Call): Answer {
  const signUp = open(call)
  const ticket = text(call, 'ticket')
  if (ticket) takeTicket(call.world, signUp, ticket)
  return goOn(call, signUp, text(call, 'strategy') ?? '')
}

/** What clerk-js may name without a message being sent for it. */
const PROVES_NOTHING: ReadonlySet<string> = new Set(['', 'password', 'ticket'])

/** Takes the fields, and begins with a strategy where the form names one already. */
function goOn(call: Call, signUp: SignUp, strategy: string): Answer {
  const { world } = call
  fillSignUp(world, signUp, fieldsOf(call))
  if (strategy.startsWith('oauth_')) startSignUpOAuth(world, signUp, { strategy, redirectUrl: text(call, 'redirect_url'), completeUrl: text(call, 'action_complete_redirect_url') })
  else if (!PROVES_NOTHING.has(strategy)) prepareSignUp(world, signUp, strategy, text(call, 'redirect_url'))
  settle(world, signUp, requireClient(call))
  return answer(call, signUp)
}

const answer = (call: Call, signUp: SignUp): Answer => withClient(call, signUpJson(call.world, signUp))

const mine = (call: Call): SignUp => signUpOf(call.world, call.client, call.params['id'] ?? '')

function open(call: Call): SignUp {
  const signUp = mine(call)
  requireOpen(call.world, signUp)
  return signUp
}

function fieldsOf(call: Call): SignUpFields {
  const legal = text(call, 'legal_accepted')
  if (legal !== undefined && legal !== 'true' && legal !== 'false') throw fieldError('form_param_format_invalid', 'legal_accepted is true or false.', 'legal_accepted')
  return {
    email_address: text(call, 'email_address'),
    phone_number: text(call, 'phone_number'),
    username: text(call, 'username'),
    password: text(call, 'password'),
    first_name: text(call, 'first_name'),
    last_name: text(call, 'last_name'),
    unsafeMetadata: record(call, 'unsafe_metadata'),
    legalAccepted: legal === undefined ? undefined : legal === 'true',
    locale: text(call, 'locale'),
  }
}
