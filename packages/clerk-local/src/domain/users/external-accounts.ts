import { notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { ExternalAccount, User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { refuseLastIdentification } from './identifications.ts'
import { startOAuth, type OAuthRequest } from '../oauth/oauth.ts'
import { touchUser } from './users.ts'

/** Begins to connect a provider's account: the browser is sent to the provider, and comes back with it. */
export function connectAccount(world: World, user: User, request: OAuthRequest): ExternalAccount {
  const now = world.clock.now()
  const id = newId('eac')
  const verification = startOAuth(world, { kind: 'connect', userId: user.id, externalAccountId: id, scopes: request.additionalScopes ?? [] }, request)
  const account: ExternalAccount = {
    id,
    identificationId: newId('idn'),
    provider: request.strategy.replace(/^oauth_/, ''),
    providerUserId: '',
    emailAddress: '',
    firstName: '',
    lastName: '',
    username: null,
    approvedScopes: '',
    publicMetadata: {},
    verification,
    createdAt: now,
    updatedAt: now,
  }
  // What was begun with the same provider and never ended is begun anew.
  const others = user.externalAccounts.filter((each) => each.provider !== account.provider || each.verification?.status === 'verified')
  touchUser(world, user, { externalAccounts: [...others, account] })
  return account
}

/**
 * Sends the browser to the provider once more, mostly for further scopes. An account that is connected stays so meanwhile,
 * and if nobody comes back.
 */
export function reauthorizeAccount(world: World, user: User, account: ExternalAccount, redirectUrl: string | undefined, scopes: readonly string[]): ExternalAccount {
  const request = { strategy: `oauth_${account.provider}`, redirectUrl, completeUrl: undefined, additionalScopes: scopes }
  const started = startOAuth(world, { kind: 'connect', userId: user.id, externalAccountId: account.id, scopes }, request)
  const verification = { ...started, status: isConnected(account) ? 'verified' : started.status } as const
  const again = { ...account, verification, updatedAt: world.clock.now() }
  touchUser(world, user, { externalAccounts: user.externalAccounts.map((each) => (each.id === account.id ? again : each)) })
  return again
}

/** Whether the provider has ever said whose it is. */
export const isConnected = ({ providerUserId }: ExternalAccount): boolean => providerUserId !== ''

/** By its own id or that of its identification, as SDKs name it by either. */
export function accountOf(user: User, id: string): ExternalAccount {
  const account = user.externalAccounts.find((each) => each.id === id || each.identificationId === id)
  if (!account) throw notFound('External account')
  return account
}

/** Disconnects it; its address stays, without the link. */
export function removeAccount(world: World, user: User, { id, identificationId }: ExternalAccount): void {
  const externalAccounts = user.externalAccounts.filter((each) => each.id !== id)
  const hasPassword = user.password !== null || user.passwordDigest !== null
  if (externalAccounts.length === 0 && !hasPassword) refuseLastIdentification(world, user)
  touchUser(world, user, { externalAccounts, emails: user.emails.map((email) => ({ ...email, linkedTo: email.linkedTo.filter((link) => link.id !== identificationId) })) })
}
