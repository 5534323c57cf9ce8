import { titleOf } from '../../instance/providers.ts'
import { newId } from '../../store/ids.ts'
import type { OAuthState } from '../../store/rows/oauth-state.ts'
import { isConnected, type ExternalAccount, type User } from '../../store/rows/user.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { isSame } from '../users/external-accounts.ts'
import { touchUser } from '../users/users.ts'
import { accountBy, refused, type Consent } from './consent.ts'
import { startOAuth, type OAuthRequest } from './oauth.ts'
import { joinedScopes } from './scopes.ts'

/** Begins to connect a provider's account: the browser is sent to the provider, and comes back with it. */
export function connectAccount(world: World, user: User, clientId: string, request: OAuthRequest): ExternalAccount {
  const now = world.clock.now()
  const id = newId('eac')
  const verification = startOAuth(world, clientId, { kind: 'connect', userId: user.id, externalAccountId: id, scopes: request.additionalScopes ?? [] }, request)
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
export function reauthorizeAccount(world: World, user: User, account: ExternalAccount, clientId: string, redirectUrl: string | undefined, scopes: readonly string[]): ExternalAccount {
  const request = { strategy: `oauth_${account.provider}`, redirectUrl, completeUrl: undefined, additionalScopes: scopes }
  const started = startOAuth(world, clientId, { kind: 'connect', userId: user.id, externalAccountId: account.id, scopes }, request)
  const verification = { ...started, status: isConnected(account) ? 'verified' : started.status } as const
  const again = { ...account, verification, updatedAt: world.clock.now() }
  touchUser(world, user, { externalAccounts: user.externalAccounts.map((each) => (each.id === account.id ? again : each)) })
  return again
}

/** Takes what the provider says of the account that was to be connected; `false` where the page has to say why it is not. */
export function finishConnect(world: World, { provider }: OAuthState, { userId, externalAccountId, scopes }: Extract<OAuthState['purpose'], { kind: 'connect' }>, consent: Consent): boolean {
  const user = world.store.users.get(userId)
  const asked = user?.externalAccounts.find(({ id }) => id === externalAccountId)
  if (!user || !asked?.verification) return false
  const open = asked.verification
  const keep = (change: Partial<ExternalAccount>) =>
    void touchUser(world, user, { externalAccounts: user.externalAccounts.map((each) => (each.id === asked.id ? { ...each, ...change, updatedAt: world.clock.now() } : each)) })
  // What was connected before stays as it was, and the page says why there is nothing new.
  const stay = (verification: Verification) => (keep({ verification: { ...verification, redirectUrl: null, status: isConnected(asked) ? 'verified' : 'failed' } }), false)
  if ('error' in consent) return stay(refused(open, provider, consent.error))
  const account = accountBy(world, provider, consent.profile, open)
  const { emailAddress, firstName, lastName, providerUserId } = account
  const another = isConnected(asked) && asked.providerUserId !== providerUserId
  if (another || isTaken(world, account, asked)) return stay({ ...open, error: { code: 'oauth_account_already_connected', message: 'Already connected', longMessage: `Another account is already connected for this particular provider (${titleOf(provider)})` } })
  const approvedScopes = joinedScopes(asked.approvedScopes, account.approvedScopes, ...scopes)
  keep({ emailAddress, firstName, lastName, providerUserId, approvedScopes, verification: { ...open, status: 'verified', redirectUrl: null, error: null } })
  return true
}

/** Whether somebody has the provider's account already, be it the same user beside the one that is being connected. */
function isTaken({ store }: World, account: ExternalAccount, asked: ExternalAccount): boolean {
  const owners = store.users.by('externalAccount', `${account.provider}:${account.providerUserId}`)
  return owners.some(({ externalAccounts }) => externalAccounts.some((each) => each.id !== asked.id && isSame(each, account)))
}
