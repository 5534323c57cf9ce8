import { apiKeysMatching } from '../backend-api/api-keys.ts'
import { required, whole } from '../backend-api/fields.ts'
import { pageOf } from '../backend-api/page.ts'
import { apiKeyById, createApiKey, revokeApiKey } from '../domain/machines/api-keys.ts'
import { organizationFor } from '../domain/organizations/organization-access.ts'
import type { SystemPermission } from '../domain/organizations/organization-roles.ts'
import { userById } from '../domain/users/users.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { apiKeyJson, newApiKeyJson } from '../serialize/api-key.ts'
import type { User } from '../store/rows/user.ts'
import { sessionOfToken } from '../tokens/read-session-token.ts'

const READ: readonly SystemPermission[] = ['org:sys_api_keys:read', 'org:sys_api_keys:manage']

/**
 * What `<APIKeys/>` asks for: a user's own keys, and those of an organization for members with the permission. The
 * requests bear the session's token and no version; behind a proxy clerk-js writes their path with two slashes.
 */
export const apiKeyRoutes: Route[] = ['/api_keys', '//api_keys'].flatMap((path) => [get(path, list), post(path, create), post(`${path}/:id/revoke`, revoke)])

function list(call: Call): Answer {
  mayFor(call, call.query.get('subject') ?? '', READ)
  // Oldest first, so that a new key is on the last page.
  return { json: pageOf(apiKeysMatching(call, 'created_at'), call.query, (key) => apiKeyJson(call.world, key)) }
}

function create(call: Call): Answer {
  const subject = required(call, 'subject')
  const user = mayFor(call, subject, ['org:sys_api_keys:manage'])
  const key = createApiKey(call.world, {
    name: required(call, 'name'),
    subject,
    description: text(call, 'description'),
    secondsUntilExpiration: whole(call, 'seconds_until_expiration', 1),
    createdBy: user.id,
  })
  return { json: newApiKeyJson(call.world, key) }
}

function revoke(call: Call): Answer {
  const key = apiKeyById(call.world, call.params['id'] ?? '')
  mayFor(call, key.subject, ['org:sys_api_keys:manage'])
  return { json: apiKeyJson(call.world, revokeApiKey(call.world, key, text(call, 'revocation_reason') ?? null)) }
}

/** The user who asks, where the subject is themselves, or an organization in which they may. */
function mayFor(call: Call, subject: string, anyOf: readonly SystemPermission[]): User {
  const { world, request } = call
  const session = sessionOfToken(world, request.headers.authorization?.replace(/^Bearer /, '') ?? '')
  if (!session) throw new ApiError(401, 'authentication_invalid', 'Invalid authentication')
  const user = userById(world, session.userId)
  const { apiKeys } = world.settings
  if (subject === user.id ? !apiKeys.user : !apiKeys.organization) throw new ApiError(403, 'api_keys_not_enabled', 'API keys are not enabled for this instance.')
  if (subject === user.id) return user
  if (!subject.startsWith('org_')) throw notFound('API key')
  organizationFor(world, user, subject, ...anyOf)
  return user
}
