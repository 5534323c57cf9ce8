import type { ApiKeyJSON } from '@clerk/shared/types'
import { isPast } from '../domain/machines/api-keys.ts'
import type { ApiKey } from '../store/rows/machine.ts'
import type { World } from '../world.ts'

/** A key without its secret, as both APIs show it. */
export function apiKeyJson(world: World, key: ApiKey): ApiKeyJSON & { object: 'api_key' } {
  return {
    object: 'api_key',
    id: key.id,
    type: 'api_key',
    name: key.name,
    subject: key.subject,
    scopes: [...key.scopes],
    claims: key.claims,
    revoked: key.revoked,
    revocation_reason: key.revocationReason,
    expired: isPast(world, key.expireAt),
    expiration: key.expireAt,
    created_by: key.createdBy,
    description: key.description,
    last_used_at: key.lastUsedAt,
    created_at: key.createdAt,
    updated_at: key.updatedAt,
  }
}

/** With its secret, which only who makes a key is shown. */
export const newApiKeyJson = (world: World, key: ApiKey) => ({ ...apiKeyJson(world, key), secret: key.secret })
