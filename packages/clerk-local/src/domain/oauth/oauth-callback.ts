import { ApiError } from '../../http/api-error.ts'
import type { OAuthState } from '../../store/rows/oauth-state.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { SignUp } from '../../store/rows/sign-up.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { passByAccount } from '../sign-ins/sign-ins-external.ts'
import { refuseRestricted } from '../sign-ups/restrictions.ts'
import { refuseUninvited } from '../sign-ups/sign-ups-admission.ts'
import { settle } from '../sign-ups/sign-ups.ts'
import { ownerOf } from '../users/external-accounts.ts'
import { accountBy, refused, type Consent } from './consent.ts'
import { finishConnect } from './oauth-connect.ts'

/** Takes what the provider says, once, and says where the browser goes with it. */
export function finishOAuth(world: World, state: OAuthState, consent: Consent): string {
  world.store.oauthStates.remove(state.id)
  const { purpose } = state
  const done =
    purpose.kind === 'sign_in' ? finishSignIn(world, state, world.store.signIns.get(purpose.signInId), consent)
    : purpose.kind === 'sign_up' ? finishSignUp(world, state, world.store.signUps.get(purpose.signUpId), consent)
    : finishConnect(world, state, purpose, consent)
  return done ? donePage(world, state) : state.redirectUrl
}

/**
 * The app's page. It is told which browser has signed in: its middleware then asks for that browser's cookies before it
 * renders anything, where it would have found nobody signed in.
 */
function donePage({ store }: World, { purpose, completeUrl, clientId }: OAuthState): string {
  const devBrowser = purpose.kind === 'connect' ? undefined : store.devBrowsers.by('client', clientId).at(-1)
  if (!devBrowser) return completeUrl
  const url = new URL(completeUrl)
  url.searchParams.set('__clerk_db_jwt', devBrowser.id)
  return url.href
}

function finishSignIn(world: World, { provider }: OAuthState, signIn: SignIn | undefined, consent: Consent): boolean {
  const client = signIn && world.store.clients.get(signIn.clientId)
  if (!client || !signIn?.firstFactor || client.signInId !== signIn.id) return false
  const open = signIn.firstFactor
  const keep = (firstFactor: Verification) => void world.store.signIns.update(signIn, { firstFactor })
  if ('error' in consent) return (keep(refused(open, provider, consent.error)), false)
  const account = accountBy(world, provider, consent.profile, open)
  const user = ownerOf(world, account)
  if (!user) {
    world.store.signIns.update(signIn, { externalAccount: account, identifier: account.emailAddress })
    return (keep({ ...open, status: 'transferable', error: { code: 'external_account_not_found', message: 'The External Account was not found.' } }), false)
  }
  try {
    world.store.signIns.update(signIn, { identifier: account.emailAddress })
    passByAccount(world, signIn, client, user, account, { ...open, status: 'verified', redirectUrl: null })
  } catch (error) {
    return (keep(failed(open, error)), false)
  }
  return isSettled(world, signIn.createdSessionId)
}

function finishSignUp(world: World, { provider }: OAuthState, signUp: SignUp | undefined, consent: Consent): boolean {
  const client = signUp && world.store.clients.get(signUp.clientId)
  if (!client || !signUp?.external || client.signUpId !== signUp.id) return false
  const open = signUp.external
  const keep = (external: Verification) => void world.store.signUps.update(signUp, { external })
  if ('error' in consent) return (keep(refused(open, provider, consent.error)), false)
  const account = accountBy(world, provider, consent.profile, open)
  if (ownerOf(world, account)) {
    world.store.signUps.update(signUp, { externalAccount: account })
    return (keep({ ...open, status: 'transferable', error: { code: 'external_account_exists', message: 'The external account already exists.' } }), false)
  }
  try {
    refuseUninvited(world, signUp.ticket)
    if (signUp.ticket === null) refuseRestricted(world, account.emailAddress)
    const { emailAddress, firstName, lastName } = account
    const verified = { ...open, status: 'verified', redirectUrl: null } as const
    // Whoever was invited keeps the address that the invitation went to, whatever their address at the provider is.
    const proven = signUp.ticket === null ? { emailAddress, email: verified } : {}
    world.store.signUps.update(signUp, { externalAccount: account, external: verified, ...proven, firstName: signUp.firstName ?? (firstName || null), lastName: signUp.lastName ?? (lastName || null) })
    settle(world, signUp, client)
  } catch (error) {
    return (keep(failed(open, error)), false)
  }
  return isSettled(world, signUp.createdSessionId)
}

/** Signed in, with nothing left to do: a session with tasks goes back to the form, which leads through them. */
const isSettled = (world: World, sessionId: string | null): boolean => sessionId !== null && world.store.sessions.get(sessionId)?.status === 'active'

/** What the browser that asked is told, the next time that it looks. */
function failed(open: Verification, error: unknown): Verification {
  if (!(error instanceof ApiError)) throw error
  const { code, message, longMessage, meta } = error
  const sessionId = meta['session_id']
  return { ...open, status: 'failed', redirectUrl: null, error: { code, message, longMessage, meta: { ...meta, ...(sessionId !== undefined && { session_id: sessionId }) } } }
}
