import { applicationById, changeApplication, createApplication, deleteApplication, rotateSecret, type ApplicationFields } from '../domain/oauth/oauth-applications.ts'
import { grantBy, grantOfAccessToken, revokeGrant } from '../domain/oauth/oauth-grants.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Route } from '../http/router.ts'
import { accessTokenJson, newOAuthApplicationJson, oauthApplicationJson } from '../serialize/oauth-application.ts'
import type { OAuthApplication } from '../store/rows/oauth-application.ts'
import { flag, required, texts } from './fields.ts'
import { ordered, type Orders } from './order.ts'
import { pageOf } from './page.ts'

const ORDERS: Orders<OAuthApplication> = { created_at: ({ createdAt }) => createdAt, name: ({ name }) => name }

/** Applications that sign in with this instance, and their access tokens. */
export const oauthApplicationRoutes: Route[] = [
  get('/v1/oauth_applications', (call) => {
    const { world, query } = call
    const wanted = query.get('name_query') ?? ''
    const found = [...world.store.oauthApplications.values()].filter((each) => each.name.toLowerCase().includes(wanted.toLowerCase()) || each.clientId === wanted)
    return { json: pageOf(ordered(found, query, ORDERS), query, (each) => oauthApplicationJson(world, each)) }
  }),
  post('/v1/oauth_applications', (call) => ({ json: newOAuthApplicationJson(call.world, createApplication(call.world, fieldsOf(call))) })),
  get('/v1/oauth_applications/:id', (call) => ({ json: oauthApplicationJson(call.world, applicationOf(call)) })),
  patch('/v1/oauth_applications/:id', (call) => ({ json: oauthApplicationJson(call.world, changeApplication(call.world, applicationOf(call), fieldsOf(call))) })),
  remove('/v1/oauth_applications/:id', (call) => {
    const application = applicationOf(call)
    deleteApplication(call.world, application)
    return { json: { object: 'oauth_application', id: application.id, deleted: true } }
  }),
  post('/v1/oauth_applications/:id/rotate_secret', (call) => ({ json: newOAuthApplicationJson(call.world, rotateSecret(call.world, applicationOf(call))) })),
  post('/v1/oauth_applications/:id/revoke_token', (call) => {
    const found = grantBy(call.world, required(call, 'token'))
    if (found?.applicationId !== applicationOf(call).id) throw notFound('Token')
    revokeGrant(call.world, found)
    return { json: undefined, status: 204 }
  }),
  post('/oauth_applications/access_tokens/verify', (call) => {
    const found = grantOfAccessToken(call.world, required(call, 'access_token'))
    if (!found) throw new ApiError(404, 'oauth_token_not_found', 'The OAuth access token was not found.')
    return { json: accessTokenJson(call.world, found) }
  }),
]

const applicationOf = (call: Call) => applicationById(call.world, call.params['id'] ?? '')

function fieldsOf(call: Call): ApplicationFields {
  return { name: text(call, 'name'), redirectUris: texts(call, 'redirect_uris'), scopes: text(call, 'scopes'), isPublic: flag(call, 'public'), consentScreen: flag(call, 'consent_screen_enabled') }
}
