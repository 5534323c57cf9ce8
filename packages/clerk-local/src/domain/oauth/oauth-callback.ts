import { createHash } from 'node:crypto'
import { ApiError } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { OAuthState } from '../../store/rows/oauth-state.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { SignUp } from '../../store/rows/sign-up.ts'
import type { ExternalAccount, User } from '../../store/rows/user.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { refuseRestricted } from '../sign-ups/restrictions.ts'
import { passFirstFactor, refuseSignedIn } from '../sign-ins/sign-ins.ts'
import { refuseUninvited } from '../sign-ups/sign-ups-admission.ts'
import { settle } from '../sign-ups/sign-ups.ts'
import { isConnected } from '../users/external-accounts.ts'
import { findUser, touchUser } from '../users/users.ts'
import { joinedScopes } from './oauth-custom.ts'

/** What somebody did on the provider's page. */
export type Consent = { readonly profile: Profile } | { readonly error: 'access_denied' | 'server_error' }

export interface Profile {
  readonly emailAddress: string
  readonly firstName: string
  readonly lastName: string
}

/** Takes what the provider says, once, and says where the browser goes with it. */
export function finishOAuth(world: World, state: OAuthState, consent: Consent): string {
  world.store.oauthStates.remove(state.id)
  const { purpose } = state
  const done =
    purpose.kind === 'sign_in' ? finishSignIn(world, state, world.store.signIns.get(purpose.signInId), consent)
    : purpose.kind === 'sign_up' ? finishSignUp(world, state, world.store.signUps.get(purpose.signUpId), consent)
    : finishConnect(world, state, purpose, consent)
  return done ? signedInAt(world, state.completeUrl, clientOf(world, state)) : state.redirectUrl
}

/**
 * The app's page, told which browser comes: its middleware then asks for that browser's cookies before it renders anything,
 * where it would have found nobody signed in.
 */
function signedInAt({ store }: World, page: string, clientId: string | undefined): string {
  const devBrowser = clientId === undefined ? undefined : store.devBrowsers.by('client', clientId).at(-1)
  if (!devBrowser) return page
  const url = new URL(page)
  url.searchParams.set('__clerk_db_jwt', devBrowser.id)
  return url.href
}

/** The browser that began to sign in or up. */
function clientOf({ store }: World, { purpose }: OAuthState): string | undefined {
  if (purpose.kind === 'connect') return undefined
  return purpose.kind === 'sign_in' ? store.signIns.get(purpose.signInId)?.clientId : store.signUps.get(purpose.signUpId)?.clientId
}

function finishSignIn(world: World, { provider }: OAuthState, signIn: SignIn | undefined, consent: Consent): boolean {
  const client = signIn && world.store.clients.get(signIn.clientId)
  if (!client || !signIn?.firstFactor || client.signInId !== signIn.id) return false
  const open = signIn.firstFactor
  const keep = (firstFactor: Verification) => void world.store.signIns.update(signIn, { firstFactor })
  if ('error' in consent) return (keep(refused(open, provider, consent.error)), false)
  const account = accountOf(world, provider, consent.profile, open)
  const user = ownerOf(world, account)
  if (!user) {
    world.store.signIns.update(signIn, { externalAccount: account, identifier: account.emailAddress })
    return (keep({ ...open, status: 'transferable', error: { code: 'external_account_not_found', message: 'The External Account was not found.' } }), false)
  }
  try {
    if (!world.settings.singleSession) refuseSignedIn(world, client, user)
    world.store.signIns.update(signIn, { userId: user.id, identifier: account.emailAddress })
    passFirstFactor(world, signIn, client, { ...open, status: 'verified', redirectUrl: null })
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
  const account = accountOf(world, provider, consent.profile, open)
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

function finishConnect(world: World, { provider }: OAuthState, { userId, externalAccountId, scopes }: Extract<OAuthState['purpose'], { kind: 'connect' }>, consent: Consent): boolean {
  const user = world.store.users.get(userId)
  const asked = user?.externalAccounts.find(({ id }) => id === externalAccountId)
  if (!user || !asked?.verification) return false
  const open = asked.verification
  const keep = (change: Partial<ExternalAccount>) =>
    void touchUser(world, user, { externalAccounts: user.externalAccounts.map((each) => (each.id === asked.id ? { ...each, ...change, updatedAt: world.clock.now() } : each)) })
  // What was connected before stays as it was, and the page says why there is nothing new.
  const stay = (verification: Verification) => (keep({ verification: { ...verification, redirectUrl: null, status: isConnected(asked) ? 'verified' : 'failed' } }), false)
  if ('error' in consent) return stay(refused(open, provider, consent.error))
  const account = accountOf(world, provider, consent.profile, open)
  const { emailAddress, firstName, lastName, providerUserId } = account
  const another = isConnected(asked) && asked.providerUserId !== providerUserId
  if (another || isTaken(world, account, asked)) return stay({ ...open, error: { code: 'oauth_account_already_connected', message: 'Already connected', longMessage: `Another account is already connected for this particular provider (${titleOf(provider)})` } })
  const approvedScopes = joinedScopes(asked.approvedScopes, account.approvedScopes, ...scopes)
  keep({ emailAddress, firstName, lastName, providerUserId, approvedScopes, verification: { ...open, status: 'verified', redirectUrl: null, error: null } })
  return true
}

/** Whether somebody has the provider's account already, be it the same user beside the one that is being connected. */
function isTaken({ store }: World, { provider, providerUserId }: ExternalAccount, asked: ExternalAccount): boolean {
  const owners = store.users.by('externalAccount', `${provider}:${providerUserId}`)
  return owners.some(({ externalAccounts }) => externalAccounts.some((each) => each.id !== asked.id && each.provider === provider && each.providerUserId === providerUserId))
}

/** Signed in, with nothing left to do: a session with tasks goes back to the form, which leads through them. */
const isSettled = (world: World, sessionId: string | null): boolean => sessionId !== null && world.store.sessions.get(sessionId)?.status === 'active'

/** Whoever has the account, or has proven its address: then it is connected to theirs. */
function ownerOf(world: World, account: ExternalAccount): User | undefined {
  const [known] = world.store.users.by('externalAccount', `${account.provider}:${account.providerUserId}`)
  if (known) return known
  const user = findUser(world, account.emailAddress)
  const email = user?.emails.find(({ address, verified }) => address === account.emailAddress && verified)
  if (!user || !email) return undefined
  const link = { type: `oauth_${account.provider}`, id: account.identificationId }
  return touchUser(world, user, {
    externalAccounts: [...user.externalAccounts, account],
    emails: user.emails.map((each) => (each === email ? { ...each, linkedTo: [...each.linkedTo, link] } : each)),
  })
}

/** The same person has the same account at a provider, today and tomorrow. */
function accountOf(world: World, provider: string, { emailAddress, firstName, lastName }: Profile, open: Verification): ExternalAccount {
  const now = world.clock.now()
  const address = emailAddress.trim().toLowerCase()
  return {
    id: newId('eac'),
    identificationId: newId('idn'),
    provider,
    providerUserId: createHash('sha256').update(`${provider}:${address}`).digest('hex').slice(0, 21),
    emailAddress: address,
    firstName,
    lastName,
    username: null,
    approvedScopes: 'email profile openid',
    publicMetadata: {},
    verification: { ...open, status: 'verified', redirectUrl: null },
    createdAt: now,
    updatedAt: now,
  }
}

const titleOf = (provider: string): string => provider.replace(/^custom_/, '').replace(/^./, (first) => first.toUpperCase())

function refused(open: Verification, provider: string, error: 'access_denied' | 'server_error'): Verification {
  const name = titleOf(provider)
  const said =
    error === 'access_denied'
      ? { code: 'oauth_access_denied', message: `You did not grant access to your ${name} account` }
      : { code: 'oauth_callback_invalid', message: `${name} could not be reached. Please try again.` }
  return { ...open, status: 'failed', redirectUrl: null, error: said }
}

/** What the browser that asked is told, the next time that it looks. */
function failed(open: Verification, error: unknown): Verification {
  if (!(error instanceof ApiError)) throw error
  const { code, message, longMessage, meta } = error
  const sessionId = meta['session_id']
  return { ...open, status: 'failed', redirectUrl: null, error: { code, message, longMessage, meta: { ...meta, ...(sessionId !== undefined && { session_id: sessionId }) } } }
}
