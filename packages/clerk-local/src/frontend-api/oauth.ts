import type { Consent } from '../domain/oauth/consent.ts'
import { finishOAuth } from '../domain/oauth/oauth-callback.ts'
import { consentBy } from '../domain/oauth/oauth-custom.ts'
import { openState, requireStarter, takeProof } from '../domain/oauth/oauth.ts'
import { checkEmail } from '../domain/users/users.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import type { OAuthState } from '../store/rows/oauth-state.ts'
import { providerPage } from './oauth-page.ts'

/** The provider that everybody is sent to, and the way back from it. */
export const oauthRoutes: Route[] = [
  get('/oauth/:provider', toProvider),
  post('/v1/oauth_callback', callback),
  get('/v1/oauth_callback', customCallback),
]

function toProvider(call: Call): Answer {
  const state = openState(call.world, call.query.get('state'))
  const proof = takeProof(call.world, state, call.query.get('proof'))
  const answer: Answer = state.authorizeUrl === null ? providerPage(call, state) : { redirect: state.authorizeUrl, status: 303 }
  return proof === null ? answer : { ...answer, cookies: [`${proofCookie(state.id)}=${proof}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax`] }
}

function callback(call: Call): Answer {
  const state = ownState(call, text(call, 'state') ?? null)
  return { redirect: finishOAuth(call.world, state, consentOf(call)), status: 303 }
}

/** A provider that is real sends its users back with a code, or with what went wrong. */
async function customCallback(call: Call): Promise<Answer> {
  const { world, query } = call
  const state = ownState(call, query.get('state'))
  const error = query.get('error')
  const consent: Consent = error === null ? await consentBy(world, state.provider, query.get('code') ?? '') : { error: error === 'access_denied' ? error : 'server_error' }
  return { redirect: finishOAuth(world, openState(world, state.id), consent), status: 303 }
}

/** The state, if this browser has begun it. */
function ownState({ world, client, cookies }: Call, id: string | null): OAuthState {
  const state = openState(world, id)
  requireStarter(world, state, client?.id, cookies.get(proofCookie(state.id)))
  return state
}

/** One for each way: a browser may be on several. */
const proofCookie = (state: string) => `__clerk_oauth_${state.slice(0, 8)}`

function consentOf(call: Call): Consent {
  const error = text(call, 'error')
  if (error !== undefined) return { error: error === 'access_denied' ? error : 'server_error' }
  const emailAddress = text(call, 'email_address')?.trim() ?? ''
  checkEmail(emailAddress)
  return { profile: { emailAddress, firstName: text(call, 'first_name') ?? '', lastName: text(call, 'last_name') ?? '' } }
}
