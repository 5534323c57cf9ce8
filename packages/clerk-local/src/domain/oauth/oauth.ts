import type { OAuthStrategy } from '@clerk/shared/types'
import { randomBytes } from 'node:crypto'
import { localAddress } from '../../http/access.ts'
import { ApiError, fieldError } from '../../http/api-error.ts'
import { providersOf } from '../../instance/providers.ts'
import type { OAuthState } from '../../store/rows/oauth-state.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { SignUp } from '../../store/rows/sign-up.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { asked } from '../verification/codes.ts'
import { sameSecret } from '../verification/same-secret.ts'
import { authorizeAddress } from './oauth-custom.ts'

export interface OAuthRequest {
  /** `oauth_google` */
  readonly strategy: string
  /** Absolute, as clerk-js sends them. */
  readonly redirectUrl: string | undefined
  /** `redirectUrl` where it is absent. */
  readonly completeUrl: string | undefined
  /** What is asked of the provider beside who somebody is. */
  readonly additionalScopes?: readonly string[]
}

/** Sends a browser that signs in to the provider's page. */
export function startSignInOAuth(world: World, signIn: SignIn, request: OAuthRequest): void {
  const firstFactor = startOAuth(world, signIn.clientId, { kind: 'sign_in', signInId: signIn.id }, request)
  world.store.signIns.update(signIn, { firstFactor, externalAccount: null })
}

/** Sends a browser that signs up to the provider's page. */
export function startSignUpOAuth(world: World, signUp: SignUp, request: OAuthRequest): void {
  const external = startOAuth(world, signUp.clientId, { kind: 'sign_up', signUpId: signUp.id }, request)
  world.store.signUps.update(signUp, { external })
}

/**
 * Opens a way through a provider for one browser: a verification whose `redirectUrl` leads to the local page that plays
 * it, or by way of here to one that is real. Refuses a provider that the instance has not, and pages of other machines:
 * whoever comes back goes there, signed in.
 */
export function startOAuth(world: World, clientId: string, purpose: OAuthState['purpose'], { strategy, redirectUrl, completeUrl, additionalScopes = [] }: OAuthRequest): Verification {
  const provider = strategy.replace(/^oauth_/, '')
  if (!providersOf(world.settings).includes(provider)) throw new ApiError(422, 'strategy_for_user_invalid', 'The verification strategy is not valid for this account', { param_name: 'strategy' }, `${strategy} is not one of this instance's providers.`)
  const back = pageOf(world, redirectUrl, 'redirect_url')
  const verification = asked(world, `oauth_${provider}` as OAuthStrategy) // custom providers are spelled like the rest
  const [id, proof] = [secret(), secret()]
  world.store.oauthStates.insert({
    id,
    clientId,
    proof,
    provider,
    purpose,
    authorizeUrl: authorizeAddress(world, provider, id, additionalScopes),
    redirectUrl: back,
    completeUrl: completeUrl ? pageOf(world, URL.canParse(completeUrl, back) ? new URL(completeUrl, back).href : completeUrl, 'action_complete_redirect_url') : back,
    expireAt: verification.expireAt,
  })
  // Here even where the provider is real: a browser whose app is at another host has no cookie at this one yet to come back with.
  return { ...verification, redirectUrl: `${world.url}/i/${world.instance.name}/oauth/${provider}?state=${id}&proof=${proof}` }
}

/**
 * Takes the proof of the address that the browser was sent to, once, and gives the one to come back with; `null` for any
 * other. Whoever sees the address later has nothing.
 */
export function takeProof(world: World, state: OAuthState, proof: string | null): string | null {
  if (proof === null || !sameSecret(state.proof, proof)) return null
  return world.store.oauthStates.update(state, { proof: secret() }).proof
}

const secret = (): string => randomBytes(32).toString('base64url')

/** The state of an address, while it is good. Throws Clerk's refusal for one that is over. */
export function openState(world: World, id: string | null): OAuthState {
  const state = id === null ? undefined : world.store.oauthStates.get(id)
  if (state && world.clock.now() <= state.expireAt) return state
  throw new ApiError(400, 'authorization_invalid', 'Unauthorized request', {}, 'This way through a provider is over. Start again in the app.')
}

/**
 * Refuses, as Clerk's `InvalidAuthorization`, a browser that has not begun the way, and ends it: whoever has another's
 * state may be neither signed in as the other nor sign the other in.
 */
export function requireStarter(world: World, state: OAuthState, clientId: string | undefined, proof: string | undefined): void {
  if (clientId === state.clientId || (proof !== undefined && sameSecret(state.proof, proof))) return
  world.store.oauthStates.remove(state.id)
  throw new ApiError(403, 'authorization_invalid', 'Unauthorized request', {}, 'You are not authorized to perform this request')
}

function pageOf(world: World, address: string | undefined, field: string): string {
  if (!address) throw fieldError('form_param_nil', `${field} must be included.`, field)
  const url = localAddress(world, address)
  if (url) return url.href
  throw fieldError('form_param_format_invalid', `${field} has to be an address on this machine.`, field)
}
