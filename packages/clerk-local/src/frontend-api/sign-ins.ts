import { startSignInOAuth } from '../domain/oauth/oauth.ts'
import { attemptCode, prepareFirstFactor } from '../domain/sign-ins/sign-ins-codes.ts'
import { invalidStrategy } from '../domain/sign-ins/sign-ins-errors.ts'
import { attemptPasskey, preparePasskey } from '../domain/sign-ins/sign-ins-passkey.ts'
import { attemptPassword, resetPassword } from '../domain/sign-ins/sign-ins-password.ts'
import { attemptSecondFactor, prepareSecondFactor } from '../domain/sign-ins/sign-ins-second-factor.ts'
import { requireCurrent, signInOf } from '../domain/sign-ins/sign-ins.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { signInJson } from '../serialize/sign-in.ts'
import type { Client } from '../store/rows/client.ts'
import type { SignIn } from '../store/rows/sign-in.ts'
import { requireClient, withClient } from './piggyback.ts'
import { createSignIn } from './sign-ins-create.ts'

/** Signing in, step by step, as clerk-js's `SignIn` sends it. */
export const signInRoutes: Route[] = [
  post('/v1/client/sign_ins', async (call) => answer(call, await createSignIn(call))),
  get('/v1/client/sign_ins/:id', (call) => answer(call, named(call))),
  post('/v1/client/sign_ins/:id/prepare_first_factor', (call) => step(call, (signIn) => prepareFirst(call, signIn))),
  post('/v1/client/sign_ins/:id/attempt_first_factor', (call) => step(call, (signIn, client) => attemptFirst(call, signIn, client))),
  post('/v1/client/sign_ins/:id/prepare_second_factor', (call) => step(call, (signIn) => prepareSecondFactor(call.world, signIn, text(call, 'strategy'), text(call, 'phone_number_id')))),
  post('/v1/client/sign_ins/:id/attempt_second_factor', (call) => step(call, (signIn, client) => attemptSecondFactor(call.world, signIn, client, text(call, 'strategy'), text(call, 'code')))),
  post('/v1/client/sign_ins/:id/reset_password', (call) =>
    step(call, (signIn, client) => resetPassword(call.world, signIn, client, text(call, 'password'), text(call, 'sign_out_of_other_sessions') === 'true'))),
]

const answer = (call: Call, signIn: SignIn): Answer => withClient(call, signInJson(call.world, signIn))

/** The sign-in of this browser that the path names: somebody else's is not found. */
const named = (call: Call): SignIn => signInOf(call.world, call.client, call.params['id'] ?? '')

async function step(call: Call, act: (signIn: SignIn, client: Client) => void | Promise<void>): Promise<Answer> {
  const signIn = named(call)
  const client = requireClient(call)
  requireCurrent(client, signIn)
  await act(signIn, client)
  return answer(call, signIn)
}

function prepareFirst(call: Call, signIn: SignIn): void {
  const strategy = text(call, 'strategy')
  if (strategy === 'passkey') return preparePasskey(call.world, signIn, call.origin)
  if (strategy?.startsWith('oauth_')) return startSignInOAuth(call.world, signIn, { strategy, redirectUrl: text(call, 'redirect_url'), completeUrl: text(call, 'action_complete_redirect_url') })
  prepareFirstFactor(call.world, signIn, { strategy, emailAddressId: text(call, 'email_address_id'), phoneNumberId: text(call, 'phone_number_id'), redirectUrl: text(call, 'redirect_url') })
}

function attemptFirst(call: Call, signIn: SignIn, client: Client): void | Promise<void> {
  const { world } = call
  const strategy = text(call, 'strategy')
  switch (strategy) {
    case 'password':
      return attemptPassword(world, signIn, client, text(call, 'password'))
    case 'passkey':
      return attemptPasskey(world, signIn, client, text(call, 'public_key_credential'), call.origin)
    case 'email_code':
    case 'phone_code':
    case 'reset_password_email_code':
    case 'reset_password_phone_code':
      return attemptCode(world, signIn, client, strategy, text(call, 'code'))
    default:
      throw invalidStrategy()
  }
}
