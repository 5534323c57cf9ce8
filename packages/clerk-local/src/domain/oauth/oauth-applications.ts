import { randomBytes } from 'node:crypto'
import { fieldError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { OAuthApplication } from '../../store/rows/oauth-application.ts'
import type { World } from '../../world.ts'

export interface ApplicationFields {
  readonly name?: string | undefined
  readonly redirectUris?: readonly string[] | undefined
  readonly scopes?: string | undefined
  /** Without a secret, as in a browser or on a phone; needs PKCE instead. Only when it is made. */
  readonly isPublic?: boolean | undefined
  /** True by default. */
  readonly consentScreen?: boolean | undefined
}

/** What an application may ask for, with what its users are told of it. */
export const SCOPES: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  profile: 'View your profile',
  email: 'View your email address',
  offline_access: 'Keep access while you are away',
  public_metadata: 'View your public metadata',
  private_metadata: 'View your private metadata',
  'user:org:read': 'View your organizations',
}

const DEFAULT_SCOPES = 'profile email'

export function createApplication(world: World, { name = '', redirectUris = [], scopes = DEFAULT_SCOPES, isPublic = false, consentScreen = true }: ApplicationFields): OAuthApplication {
  check({ name, redirectUris, scopes })
  const now = world.clock.now()
  return world.store.oauthApplications.insert({ id: newId('oa'), name, clientId: randomBytes(8).toString('hex'), clientSecret: isPublic ? null : freshSecret(), scopes, redirectUris, consentScreen, createdAt: now, updatedAt: now })
}

export function changeApplication(world: World, application: OAuthApplication, { name = application.name, redirectUris = application.redirectUris, scopes = application.scopes, isPublic, consentScreen = application.consentScreen }: ApplicationFields): OAuthApplication {
  check({ name, redirectUris, scopes })
  const clientSecret = isPublic === undefined ? application.clientSecret : isPublic ? null : (application.clientSecret ?? freshSecret())
  return world.store.oauthApplications.update(application, { name, redirectUris, scopes, consentScreen, clientSecret, updatedAt: world.clock.now() })
}

/** A new secret; the old one is worth nothing from now on. Refuses an application that has none. */
export function rotateSecret(world: World, application: OAuthApplication): OAuthApplication {
  if (application.clientSecret === null) throw fieldError('form_param_value_invalid', 'A public application has no secret.', 'public')
  return world.store.oauthApplications.update(application, { clientSecret: freshSecret(), updatedAt: world.clock.now() })
}

/** Deletes it with everything that users have let it do. */
export function deleteApplication({ store }: World, { id }: OAuthApplication): void {
  for (const grant of store.oauthGrants.by('application', id)) store.oauthGrants.remove(grant.id)
  store.oauthApplications.remove(id)
}

export function applicationById({ store }: World, id: string): OAuthApplication {
  const application = store.oauthApplications.get(id)
  if (!application) throw notFound(`OAuth application ${id}`)
  return application
}

function check({ name, redirectUris, scopes }: { name: string; redirectUris: readonly string[]; scopes: string }): void {
  if (name.trim() === '') throw fieldError('form_param_missing', 'name must be included.', 'name')
  if (name.length > 256) throw fieldError('form_param_value_invalid', 'name has at most 256 characters.', 'name')
  const wrongUri = redirectUris.find((uri) => !URL.canParse(uri) || /^(javascript|data|vbscript):/i.test(uri))
  if (wrongUri !== undefined) throw fieldError('form_param_format_invalid', `${wrongUri} is not a redirect URI.`, 'redirect_uris')
  const wrongScope = scopes.split(' ').find((scope) => !Object.hasOwn(SCOPES, scope))
  if (wrongScope !== undefined) throw fieldError('form_param_value_invalid', `${wrongScope} is not a scope; they are ${Object.keys(SCOPES).join(', ')}.`, 'scopes')
}

const freshSecret = (): string => randomBytes(24).toString('base64url')
