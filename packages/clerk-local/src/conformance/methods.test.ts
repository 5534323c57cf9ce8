import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'
import { totpCode } from '../domain/verification/totp.ts'

const local = await standIn({ settings: { passkeys: true, social: ['google'], secondFactor: { totp: true, backupCodes: true }, attributes: { phoneNumber: { enabled: true } } } })
const clerk = sdk(local)
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

const ADA = 'user_ada000000000000000000000000'

describe('browsers and sessions, for servers', () => {
  it('are listed, found by id, and known by a session’s token', async () => {
    const { id, last_active_token } = await browser.signIn('ada@example.com')
    const [client] = (await clerk.clients.getClientList()).data
    expect(client).toMatchObject({ sessionIds: [id], sessions: [{ id, userId: ADA }], lastActiveSessionId: id })
    expect(await clerk.clients.getClient(client?.id ?? '')).toMatchObject({ id: client?.id })
    expect(await clerk.clients.verifyClient(last_active_token?.jwt ?? '')).toMatchObject({ id: client?.id })
    await expect(clerk.clients.verifyClient('guessed')).rejects.toMatchObject({ status: expect.any(Number) })
    await expect(clerk.clients.getClient('client_nobody')).rejects.toMatchObject({ status: 404 })
  })

  it('come with the keys that their tokens are verified by', async () => {
    const { keys = [] } = await clerk.jwks.getJwks()
    expect(keys).toMatchObject([{ kty: 'RSA', alg: 'RS256', use: 'sig' }])
    const { id, last_active_token } = await browser.signIn('ada@example.com')
    const token = last_active_token?.jwt ?? ''
    expect(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).toMatchObject({ kid: keys[0]?.kid })
    expect(await clerk.sessions.verifySession(id, token)).toMatchObject({ id, userId: ADA, status: 'active' })
    await expect(clerk.sessions.verifySession(id, 'guessed')).rejects.toMatchObject({ status: expect.any(Number) })
  })

  it('hand over the cookies of a handshake once', async () => {
    await browser.signIn('ada@example.com')
    const answer = await browser.raw('GET', '/v1/client/handshake?format=nonce&redirect_url=http%3A%2F%2Flocalhost%3A3000%2F')
    const nonce = new URL(answer.headers.get('location') ?? '').searchParams.get('__clerk_handshake_nonce') ?? ''
    expect(await clerk.clients.getHandshakePayload({ nonce })).toMatchObject({ directives: expect.arrayContaining([expect.stringMatching(/^__session=/)]) })
    await expect(clerk.clients.getHandshakePayload({ nonce })).rejects.toMatchObject({ status: 404 })
  })

  it('can be entered as another user until that is taken back', async () => {
    const { id, status } = await clerk.actorTokens.create({ userId: ADA, actor: { sub: 'user_support' } })
    expect(status).toBe('pending')
    expect(await clerk.actorTokens.revoke(id)).toMatchObject({ id, status: 'revoked' })
  })
})

describe('what a user has', () => {
  it('loses an authenticator app by a server’s hand', async () => {
    await browser.signIn('ada@example.com')
    const { response } = await browser.send<{ secret: string }>('POST', '/v1/me/totp')
    await browser.send('POST', '/v1/me/totp/attempt_verification', { code: totpCode(response.secret, local.clock.now()) })
    expect((await clerk.users.getUser(ADA)).totpEnabled).toBe(true)
    expect(await clerk.users.deleteUserTOTP(ADA)).toEqual({ user_id: ADA })
    expect((await clerk.users.getUser(ADA)).totpEnabled).toBe(false)
  })

  it('has no passkey, wallet or account that could be deleted by a guessed id', async () => {
    const refused = { status: 404 }
    await expect(clerk.users.deleteUserPasskey({ userId: ADA, passkeyIdentificationId: 'idn_nobody' })).rejects.toMatchObject(refused)
    await expect(clerk.users.deleteUserWeb3Wallet({ userId: ADA, web3WalletIdentificationId: 'idn_nobody' })).rejects.toMatchObject(refused)
    await expect(clerk.users.deleteUserExternalAccount({ userId: ADA, externalAccountId: 'eac_nobody' })).rejects.toMatchObject(refused)
  })

  it('shows no token of a provider that is not connected', async () => {
    const answer = await clerk.users.getUserOauthAccessToken(ADA, 'google').then(({ data }) => data, ({ status }: { status: number }) => status)
    expect([400, 404, []]).toContainEqual(answer)
  })

  it('has its phone number replaced, and lists its invitations', async () => {
    await clerk.users.replaceUserPhoneNumber(ADA, { phoneNumber: '+15555550100' })
    expect((await clerk.users.getUser(ADA)).phoneNumbers.map(({ phoneNumber }) => phoneNumber)).toEqual(['+15555550100'])
    const { id: organizationId } = await clerk.organizations.getOrganization({ slug: 'globex' })
    await clerk.organizations.createOrganizationInvitation({ organizationId, emailAddress: 'ada@example.com', role: 'org:member' })
    expect(await clerk.users.getOrganizationInvitationList({ userId: ADA })).toMatchObject({ data: [{ emailAddress: 'ada@example.com', organizationId, status: 'pending' }], totalCount: 1 })
  })
})

describe('roles', () => {
  it('are found by the ids that their lists give', async () => {
    const [permission] = (await clerk.organizationPermissions.getOrganizationPermissionList()).data
    expect(await clerk.organizationPermissions.getOrganizationPermission(permission?.id ?? '')).toEqual(permission)
    const [set] = (await clerk.roleSets.getRoleSetList()).data
    for (const key of [set?.id ?? '', set?.key ?? '']) expect(await clerk.roleSets.getRoleSet(key)).toMatchObject({ id: set?.id, key: set?.key })
  })
})
