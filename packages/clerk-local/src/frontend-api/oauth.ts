import { finishOAuth, type Consent } from '../domain/oauth/oauth-callback.ts'
import { consentBy } from '../domain/oauth/oauth-custom.ts'
import { openState } from '../domain/oauth/oauth.ts'
import { checkEmail } from '../domain/users/users.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { providerPage } from './oauth-page.ts'

/** The provider that everybody is sent to, and the way back from it. */
export const oauthRoutes: Route[] = [
  get('/oauth/:provider', (call) => providerPage(call, openState(call.world, call.query.get('state')))),
  post('/v1/oauth_callback', callback),
  get('/v1/oauth_callback', customCallback),
]

function callback(call: Call): Answer {
  const state = openState(call.world, text(call, 'state') ?? null)
  return { redirect: finishOAuth(call.world, state, consentOf(call)), status: 303 }
}

/** A provider that is real sends its users back with a code, or with what went wrong. */
async function customCallback({ world, query }: Call): Promise<Answer> {
  const state = openState(world, query.get('state'))
  const error = query.get('error')
  const consent: Consent = error === null ? await consentBy(world, state.provider, query.get('code') ?? '') : { error: error === 'access_denied' ? error : 'server_error' }
  return { redirect: finishOAuth(world, openState(world, state.id), consent), status: 303 }
}

function consentOf(call: Call): Consent {
  const error = text(call, 'error')
  if (error !== undefined) return { error: error === 'access_denied' ? error : 'server_error' }
  const emailAddress = text(call, 'email_address')?.trim() ?? ''
  checkEmail(emailAddress)
  return { profile: { emailAddress, firstName: text(call, 'first_name') ?? '', lastName: text(call, 'last_name') ?? '' } }
}
