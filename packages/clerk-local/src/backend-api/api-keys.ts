import { apiKeyById, apiKeysOf, changeApiKey, createApiKey, isValidKey, revokeApiKey, verifyApiKey, type ApiKeyFields } from '../domain/machines/api-keys.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Route } from '../http/router.ts'
import { apiKeyJson, newApiKeyJson } from '../serialize/api-key.ts'
import type { ApiKey } from '../store/rows/machine.ts'
import { matches, required, texts, whole } from './fields.ts'
import { ordered } from './order.ts'
import { pageOf } from './page.ts'

/** Keys of users and organizations. The SDK asks for them without a version in the path. */
export const apiKeyRoutes: Route[] = [
  get('/api_keys', (call) => ({ json: pageOf(apiKeysMatching(call), call.query, (key) => apiKeyJson(call.world, key)) })),
  post('/api_keys', (call) => {
    const fields = { ...fieldsOf(call), name: required(call, 'name'), subject: required(call, 'subject'), createdBy: text(call, 'created_by') }
    return { json: newApiKeyJson(call.world, createApiKey(call.world, fields)) }
  }),
  post('/api_keys/verify', (call) => shown(call, verifyApiKey(call.world, required(call, 'secret')))),
  get('/api_keys/:id', (call) => shown(call, keyOf(call))),
  patch('/api_keys/:id', (call) => shown(call, changeApiKey(call.world, keyOf(call), { ...fieldsOf(call), subject: text(call, 'subject') }))),
  remove('/api_keys/:id', (call) => {
    const { id } = keyOf(call)
    call.world.store.apiKeys.remove(id)
    return { json: { object: 'api_key', id, deleted: true } }
  }),
  get('/api_keys/:id/secret', (call) => ({ json: { secret: keyOf(call).secret } })),
  post('/api_keys/:id/revoke', (call) => shown(call, revokeApiKey(call.world, keyOf(call), text(call, 'revocation_reason') ?? null))),
]

const keyOf = (call: Call) => apiKeyById(call.world, call.params['id'] ?? '')
const shown = (call: Call, key: ApiKey) => ({ json: apiKeyJson(call.world, key) })

/** Those of the query's `subject`, without the revoked and expired ones unless they are asked for; newest first unless `standard` or the query says otherwise. */
export function apiKeysMatching(call: Call, standard?: string): ApiKey[] {
  const { world, query } = call
  const all = query.get('include_invalid') === 'true'
  const found = apiKeysOf(world, query.get('subject') ?? '').filter((key) => (all || isValidKey(world, key)) && matches(call, key.name, key.id))
  return ordered(found, query, { created_at: ({ createdAt }) => createdAt, name: ({ name }) => name }, standard)
}

function fieldsOf(call: Call): ApiKeyFields {
  const nulled = <T>(field: string, value: T | undefined) => (call.body[field] === null ? null : value)
  return {
    description: nulled('description', text(call, 'description')),
    claims: nulled('claims', record(call, 'claims')),
    scopes: texts(call, 'scopes'),
    secondsUntilExpiration: nulled('seconds_until_expiration', whole(call, 'seconds_until_expiration', 1)),
  }
}
