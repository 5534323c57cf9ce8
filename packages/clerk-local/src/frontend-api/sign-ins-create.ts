import { startSignInOAuth } from '../domain/oauth/oauth.ts'
import { prepareFirstFactor } from '../domain/sign-ins/sign-ins-codes.ts'
import { missingField } from '../domain/sign-ins/sign-ins-errors.ts'
import { identify } from '../domain/sign-ins/sign-ins-identify.ts'
import { preparePasskey } from '../domain/sign-ins/sign-ins-passkey.ts'
import { attemptPassword } from '../domain/sign-ins/sign-ins-password.ts'
import { attemptTicket } from '../domain/sign-ins/sign-ins-ticket.ts'
import { transferSignUp } from '../domain/sign-ins/sign-ins-transfer.ts'
import { refuseSecondSession, startSignIn } from '../domain/sign-ins/sign-ins.ts'
import { ApiError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import type { SignIn } from '../store/rows/sign-in.ts'
import { requireClient } from './piggyback.ts'

/** Begins a sign-in with whatever the form has already: nothing, an identifier, a password, a ticket or a strategy. */
export async function createSignIn(call: Call): Promise<SignIn> {
  const { world } = call
  const client = requireClient(call)
  const strategy = text(call, 'strategy')
  if (strategy === 'ticket') {
    const ticket = text(call, 'ticket')
    if (!ticket) throw missingField('ticket')
    const signIn = startSignIn(world, client)
    attemptTicket(world, signIn, client, ticket)
    return signIn
  }
  refuseSecondSession(world, client)
  const signIn = startSignIn(world, client)
  if (text(call, 'transfer') === 'true') transferSignUp(world, signIn, client)
  else if (strategy?.startsWith('oauth_')) startSignInOAuth(world, signIn, { strategy, redirectUrl: text(call, 'redirect_url'), completeUrl: text(call, 'action_complete_redirect_url') })
  else if (strategy === 'passkey' && !text(call, 'identifier')) preparePasskey(world, signIn, call.origin)
  else if (text(call, 'identifier')) await beginWithIdentifier(call, signIn, strategy)
  else if (strategy !== undefined) throw notServed(strategy)
  return signIn
}

async function beginWithIdentifier(call: Call, signIn: SignIn, strategy: string | undefined): Promise<void> {
  const { world } = call
  const client = requireClient(call)
  identify(world, signIn, client, text(call, 'identifier') ?? '', text(call, 'sign_up_if_missing') === 'true')
  const password = text(call, 'password')
  if (password !== undefined) await attemptPassword(world, signIn, client, password)
  else if (strategy === 'passkey') preparePasskey(world, signIn, call.origin)
  else if (strategy !== undefined && strategy !== 'password') prepareFirstFactor(world, signIn, { strategy, redirectUrl: text(call, 'redirect_url') })
}

const notServed = (strategy: string) => new ApiError(501, 'strategy_not_served', `The local stand-in does not serve the strategy ${strategy}.`)
