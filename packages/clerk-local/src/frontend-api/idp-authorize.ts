import type { OAuthConsentInfoJSON } from '@clerk/shared/types'
import { SCOPES } from '../domain/oauth/oauth-applications.ts'
import { grant } from '../domain/oauth/oauth-grants.ts'
import { activeSession } from '../domain/sessions/sessions.ts'
import { primaryEmail, userById } from '../domain/users/users.ts'
import { isLocalHost } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { providerUrl } from '../serialize/oauth-application.ts'
import type { OAuthApplication } from '../store/rows/oauth-application.ts'
import { consentPage } from './idp-consent-page.ts'
import { requireUser } from './piggyback.ts'
import { portalUrl } from './portal.ts'

/** Where users of another application come to sign in with this instance, and say what it may do. */
export const idpAuthorizeRoutes: Route[] = [get('/oauth/authorize', authorize), get('/v1/me/oauth/consent/:client', consentInfo), post('/v1/me/oauth/consent/:client', decide)]

/** What an application asks for, in the names of RFC 6749. */
interface Request {
  readonly application: OAuthApplication
  /** As it was sent: the same has to come with the code. */
  readonly redirect: string
  readonly redirectUri: URL
  readonly scopes: readonly string[]
  readonly state: string | null
  readonly codeChallenge: string | null
  readonly nonce: string | null
}

function authorize(call: Call): Answer {
  const { world, query } = call
  const request = requestOf(call, (name) => query.get(name) ?? undefined)
  if ('status' in request) return request
  const { accountPortal, appOrigin, appProxyPath, paths } = world.settings
  const session = activeSession(world, call.client)
  if (!session) {
    const signIn = accountPortal ? new URL(portalUrl(world, 'sign-in')) : new URL(paths.signIn, appOrigin)
    // By the app's proxy, where it has one: clerk-js comes back to addresses of the app only, unless it is told of others.
    const base = accountPortal || appProxyPath === '' ? providerUrl(world) : `${appOrigin}${appProxyPath}`
    signIn.searchParams.set('redirect_url', `${base}/oauth/authorize?${query}`)
    return { redirect: signIn.href, status: 303 }
  }
  if (request.application.consentScreen === false) return allowed(call, request, session.userId)
  if (paths.oauthConsent !== '') return { redirect: new URL(`${paths.oauthConsent}?${query}`, appOrigin).href, status: 303 }
  const user = userById(world, session.userId)
  const { application, redirectUri, scopes } = request
  return consentPage({
    action: `${providerUrl(world)}/v1/me/oauth/consent/${application.clientId}?_clerk_session_id=${session.id}`,
    fields: [...query],
    application: application.name,
    to: redirectUri.host,
    instance: world.settings.applicationName,
    user: primaryEmail(user) ?? user.id,
    scopes: scopes.map((scope) => SCOPES[scope] ?? scope),
  })
}

/** What `<OAuthConsent/>` shows. */
function consentInfo(call: Call): Answer {
  requireUser(call)
  const { query, params } = call
  const application = applicationOf(call, params['client'])
  const redirect = query.get('redirect_uri')
  const json: OAuthConsentInfoJSON = {
    object: 'oauth_consent_info',
    id: application.clientId,
    oauth_application_name: application.name,
    oauth_application_logo_url: '',
    oauth_application_url: '',
    client_id: application.clientId,
    state: query.get('state') ?? '',
    redirect_domain: redirect && URL.canParse(redirect) ? new URL(redirect).hostname : null,
    scopes: scopesOf(application, query.get('scope') ?? undefined).map((scope) => ({ scope, description: SCOPES[scope] ?? null, requires_consent: true })),
  }
  return { json: { response: json, client: null } }
}

function decide(call: Call): Answer {
  const user = requireUser(call)
  const request = requestOf({ ...call, body: { ...call.body, client_id: call.params['client'] } }, (name) => (name === 'client_id' ? call.params['client'] : text(call, name)))
  if ('status' in request) return request
  if (text(call, 'consented') !== 'true') return back(request.redirectUri, { error: 'access_denied', state: request.state })
  return allowed(call, request, user.id)
}

/** Sends the user back with a code for what the application may do. */
function allowed({ world }: Call, { application, redirect, redirectUri, scopes, state, codeChallenge, nonce }: Request, userId: string): Answer {
  const { code } = grant(world, { applicationId: application.id, userId, scopes, redirectUri: redirect, codeChallenge, nonce })
  return back(redirectUri, { code, state })
}

/** Refuses what must not be sent back anywhere; everything else that is wrong goes back to the application. */
function requestOf(call: Call, read: (name: string) => string | undefined): Request | { redirect: string; status: number } {
  const application = applicationOf(call, read('client_id'))
  const redirect = read('redirect_uri') ?? ''
  if (!application.redirectUris.includes(redirect)) throw new ApiError(400, 'invalid_redirect_uri', 'redirect_uri is not one of the application’s.')
  const redirectUri = new URL(redirect)
  if (/^https?:$/.test(redirectUri.protocol) && !isLocalHost(redirectUri.hostname)) throw new ApiError(400, 'invalid_redirect_uri', 'redirect_uri is not an address of this machine.')
  const state = read('state') ?? null
  const [challenge, method] = [read('code_challenge') ?? null, read('code_challenge_method')]
  const scopes = scopesOf(application, read('scope'))
  if (read('response_type') !== 'code') return back(redirectUri, { error: 'unsupported_response_type', state })
  if (scopes.some((scope) => !application.scopes.split(' ').includes(scope))) return back(redirectUri, { error: 'invalid_scope', state })
  if (challenge === null ? application.clientSecret === null : method !== 'S256') return back(redirectUri, { error: 'invalid_request', error_description: 'PKCE with S256 is needed.', state })
  return { application, redirect, redirectUri, scopes, state, codeChallenge: challenge, nonce: read('nonce') ?? null }
}

const scopesOf = ({ scopes }: OAuthApplication, asked: string | undefined): string[] => (asked || scopes).split(/[ +]/).filter(Boolean)

function applicationOf({ world }: Call, clientId: string | undefined): OAuthApplication {
  const [application] = world.store.oauthApplications.by('client', clientId ?? '')
  if (!application) throw new ApiError(400, 'invalid_client', 'There is no OAuth application of this client_id.')
  return application
}

function back(redirectUri: URL, parameters: Readonly<Record<string, string | null>>): { redirect: string; status: number } {
  const target = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) if (value !== null) target.searchParams.set(name, value)
  return { redirect: target.href, status: 303 }
}
