import { randomBytes } from 'node:crypto'
import { accountOf, removeAccount } from '../domain/users/external-accounts.ts'
import { invitationsFor } from '../domain/organizations/organization-enrollment.ts'
import { endSession, sessionsOf } from '../domain/sessions/sessions.ts'
import { hasPassword } from '../domain/sign-ins/sign-ins-factors.ts'
import { passwordMatches } from '../domain/sign-ins/sign-ins-password.ts'
import { takenBackupCode, takenTotp } from '../domain/sign-ins/sign-ins-second-factor.ts'
import { touchUser } from '../domain/users/users.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, remove, type Route } from '../http/router.ts'
import { backendInvitationJson } from '../serialize/organization-invitation.ts'
import type { User } from '../store/rows/user.ts'
import { flag } from './fields.ts'
import { pageOf, pageOrList } from './page.ts'
import { shown, userOf } from './users.ts'

/** What users prove who they are with: passwords, second factors, passkeys, accounts at providers. */
export const userCredentialRoutes: Route[] = [
  post('/v1/users/:id/verify_password', verifyPassword),
  post('/v1/users/:id/verify_totp', verifyTotp),
  post('/v1/users/:id/remove_password', (call) => {
    const user = userOf(call)
    if (flag(call, 'sign_out_of_other_sessions') === true) endAll(call)
    return shown(call, touchUser(call.world, user, { password: null, passwordDigest: null, passwordMustChange: false }))
  }),
  post('/v1/users/:id/password/set_compromised', (call) => {
    if (flag(call, 'revoke_all_sessions') === true) endAll(call)
    return shown(call, touchUser(call.world, userOf(call), { passwordMustChange: true }))
  }),
  post('/v1/users/:id/password/unset_compromised', (call) => shown(call, touchUser(call.world, userOf(call), { passwordMustChange: false }))),
  remove('/v1/users/:id/mfa', (call) => without(call, { totp: null, backupCodes: null, phones: userOf(call).phones.map((phone) => ({ ...phone, reservedForSecondFactor: false })) })),
  remove('/v1/users/:id/totp', (call) => without(call, { totp: null })),
  remove('/v1/users/:id/backup_code', (call) => without(call, { backupCodes: null })),
  remove('/v1/users/:id/passkeys/:passkeyId', (call) => {
    const user = userOf(call)
    const id = call.params['passkeyId'] ?? ''
    if (!user.passkeys.some((passkey) => passkey.id === id)) throw notFound('Passkey')
    touchUser(call.world, user, { passkeys: user.passkeys.filter((passkey) => passkey.id !== id) })
    return { json: { object: 'passkey', id, deleted: true } }
  }),
  remove('/v1/users/:id/web3_wallets/:walletId', (call) => {
    throw notFound(`Web3 wallet ${call.params['walletId']} of ${userOf(call).id}`)
  }),
  remove('/v1/users/:id/external_accounts/:accountId', (call) => {
    const user = userOf(call)
    const account = accountOf(user, call.params['accountId'] ?? '')
    removeAccount(call.world, user, account)
    return { json: { object: 'external_account', id: account.id, deleted: true } }
  }),
  get('/v1/users/:id/oauth_access_tokens/:provider', accessTokens),
  get('/v1/users/:id/organization_invitations', (call) => {
    const status = call.query.get('status')
    const invitations = invitationsFor(call.world, userOf(call)).filter((invitation) => status === null || invitation.status === status)
    return { json: pageOf(invitations, call.query, (invitation) => backendInvitationJson(call.world, invitation)) }
  }),
]

function without(call: Call, change: Partial<User>) {
  const { id } = touchUser(call.world, userOf(call), change)
  return { json: { user_id: id } }
}

function endAll(call: Call): void {
  for (const session of sessionsOf(call.world, userOf(call).id)) endSession(call.world, session, 'revoked')
}

async function verifyPassword(call: Call) {
  const user = userOf(call)
  if (!hasPassword(user)) throw new ApiError(400, 'no_password_set', 'no password set', {}, 'This user does not have a password set for their account')
  if (await passwordMatches(user, text(call, 'password') ?? '')) return { json: { verified: true } }
  throw new ApiError(422, 'incorrect_password', 'incorrect password', {}, 'The provided password is not the one the user has set')
}

/** Takes a code of the authenticator app or a backup code; neither works twice. */
async function verifyTotp(call: Call) {
  const { world } = call
  const user = userOf(call)
  const code = text(call, 'code') ?? ''
  if (!user.totp?.verified) throw new ApiError(400, 'totp_disabled', 'TOTP is disabled', {}, 'This user does not have TOTP enabled in their account')
  if (takenTotp(world, user, code)) return { json: { verified: true, code_type: 'totp' } }
  if (await takenBackupCode(world, user, code)) return { json: { verified: true, code_type: 'backup_code' } }
  throw new ApiError(422, 'totp_incorrect_code', 'incorrect TOTP', { param_name: 'code' }, 'The provided TOTP code is incorrect')
}

/** A token that nobody but the local provider has given out, which calls nothing at the real one. */
function accessTokens(call: Call) {
  const provider = (call.params['provider'] ?? '').replace(/^oauth_/, '')
  const accounts = userOf(call).externalAccounts.filter((account) => account.provider === provider && account.verification?.status === 'verified')
  if (accounts.length === 0) throw new ApiError(400, 'oauth_missing_access_token', 'OAuth missing access token', {}, `The user has no account at ${provider}.`)
  return {
    json: pageOrList(accounts, call.query, (account) => ({
      object: 'oauth_access_token',
      external_account_id: account.id,
      provider_user_id: account.providerUserId,
      provider: `oauth_${provider}`,
      token: `local_${randomBytes(16).toString('hex')}`,
      expires_at: Math.floor(call.world.clock.now() / 1000) + 3600,
      public_metadata: account.publicMetadata,
      label: null,
      scopes: account.approvedScopes.split(' ').filter((scope) => scope !== ''),
    })),
  }
}
