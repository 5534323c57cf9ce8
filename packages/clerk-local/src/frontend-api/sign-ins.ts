import { attemptEmailCode, attemptPassword, attemptTicket, identify, prepareEmailCode, signInById, startSignIn } from '../domain/sign-ins.ts'
import { ApiError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { signInJson } from '../serialize/sign-in.ts'
import type { SignIn } from '../store/rows/sign-in.ts'
import { requireClient, withClient } from './piggyback.ts'

export const signInRoutes: Route[] = [
  post('/v1/client/sign_ins', create),
  get('/v1/client/sign_ins/:id', (call) => answer(call, signInOf(call))),
  post('/v1/client/sign_ins/:id/prepare_first_factor', prepare),
  post('/v1/client/sign_ins/:id/attempt_first_factor', attempt),
]

const answer = (call: Call, signIn: SignIn): Answer => withClient(call, signInJson(call.world, signIn))

/** A sign-in of this browser: somebody else's is not found. */
function signInOf(call: Call): SignIn {
  const signIn = signInById(call.world, call.params['id'] ?? '')
  if (call.client?.signInId !== signIn.id) throw new ApiError(404, 'resource_not_found', 'Sign-in was not found.')
  return signIn
}

function create(call: Call): Answer {
  const { world } = call
  const client = requireClient(call)
  const signIn = startSignIn(world, client)
  const ticket = text(call, 'ticket')
  const identifier = text(call, 'identifier')
  if (text(call, 'strategy') === 'ticket' && ticket !== undefined) attemptTicket(world, signIn, client, ticket)
  else if (identifier) {
    identify(world, signIn, identifier)
    const password = text(call, 'password')
    if (password !== undefined) attemptPassword(world, signIn, client, password)
    else if (text(call, 'strategy') === 'email_code') prepareEmailCode(world, signIn)
  }
  return answer(call, signIn)
}

function prepare(call: Call): Answer {
  const signIn = signInOf(call)
  onlyServed(text(call, 'strategy'), ['email_code'])
  prepareEmailCode(call.world, signIn, text(call, 'email_address_id'))
  return answer(call, signIn)
}

function attempt(call: Call): Answer {
  const { world } = call
  const signIn = signInOf(call)
  const client = requireClient(call)
  const strategy = onlyServed(text(call, 'strategy'), ['password', 'email_code'])
  if (strategy === 'password') attemptPassword(world, signIn, client, text(call, 'password'))
  else attemptEmailCode(world, signIn, client, text(call, 'code'))
  return answer(call, signIn)
}

function onlyServed(strategy: string | undefined, served: string[]): string {
  if (strategy !== undefined && served.includes(strategy)) return strategy
  throw new ApiError(501, 'strategy_not_served', `The local stand-in does not serve the strategy ${strategy}.`)
}
