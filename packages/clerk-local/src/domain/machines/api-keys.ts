import { randomBytes } from 'node:crypto'
import { ApiError, fieldError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { ApiKey } from '../../store/rows/machine.ts'
import type { Metadata } from '../../store/rows/metadata.ts'
import type { World } from '../../world.ts'
import { defined } from '../users/users.ts'

export interface ApiKeyFields {
  readonly description?: string | null | undefined
  readonly claims?: Metadata | null | undefined
  readonly scopes?: readonly string[] | undefined
  /** From now on; `null` for a key that does not expire. */
  readonly secondsUntilExpiration?: number | null | undefined
}

export interface NewApiKey extends ApiKeyFields {
  readonly name: string
  readonly subject: string
  readonly createdBy?: string | null | undefined
}

/** Makes a key for a user or an organization. Two valid keys of one subject cannot have one name. */
export function createApiKey(world: World, { name, subject, createdBy = null, description = null, claims = null, scopes = [], secondsUntilExpiration = null }: NewApiKey): ApiKey {
  requireSubject(world, subject)
  if (apiKeysOf(world, subject).some((key) => key.name === name && isValidKey(world, key)))
    throw new ApiError(409, 'token_creation_conflict', 'An API key with this name exists already.', { param_name: 'name' })
  const now = world.clock.now()
  return world.store.apiKeys.insert({
    id: newId('ak'),
    name,
    description,
    subject,
    scopes,
    claims,
    secret: `ak_${randomBytes(32).toString('hex')}`,
    revoked: false,
    revocationReason: null,
    expireAt: expiryOf(world, secondsUntilExpiration),
    createdBy,
    lastUsedAt: null,
    createdAt: now,
    updatedAt: now,
  })
}

export function changeApiKey(world: World, key: ApiKey, { secondsUntilExpiration, ...fields }: ApiKeyFields & { readonly subject?: string | undefined }): ApiKey {
  if (fields.subject !== undefined) requireSubject(world, fields.subject)
  const expireAt = secondsUntilExpiration === undefined ? undefined : expiryOf(world, secondsUntilExpiration)
  return world.store.apiKeys.update(key, { ...defined({ ...fields, expireAt }), updatedAt: world.clock.now() })
}

/** Makes it useless at once and for good. */
export function revokeApiKey(world: World, key: ApiKey, revocationReason: string | null): ApiKey {
  return world.store.apiKeys.update(key, { revoked: true, revocationReason, updatedAt: world.clock.now() })
}

/** The key of a secret. Says no more than that there is none where it was revoked, has expired or lost its owner. */
export function verifyApiKey(world: World, secret: string): ApiKey {
  const [key] = world.store.apiKeys.by('secret', secret)
  if (!key || !isValidKey(world, key) || !hasSubject(world, key.subject)) throw new ApiError(404, 'api_key_not_found', 'The API key was not found.')
  return world.store.apiKeys.update(key, { lastUsedAt: world.clock.now() })
}

export const apiKeysOf = (world: World, subject: string): ApiKey[] => world.store.apiKeys.by('subject', subject)

export const isValidKey = (world: World, key: ApiKey): boolean => !key.revoked && !isPast(world, key.expireAt)

/** Whether a moment has come; `null` never does. */
export const isPast = (world: World, moment: number | null): boolean => moment !== null && moment <= world.clock.now()

export function apiKeyById(world: World, id: string): ApiKey {
  const key = world.store.apiKeys.get(id)
  if (!key) throw notFound(`API key ${id}`)
  return key
}

const expiryOf = ({ clock }: World, seconds: number | null): number | null => (seconds === null ? null : clock.now() + seconds * 1000)

const hasSubject = ({ store }: World, subject: string): boolean => store.users.has(subject) || store.organizations.has(subject)

function requireSubject(world: World, subject: string): void {
  if (!hasSubject(world, subject)) throw fieldError('form_param_value_invalid', `There is no user and no organization ${subject}.`, 'subject')
}
