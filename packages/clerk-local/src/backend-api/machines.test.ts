import { createClerkClient } from '@clerk/backend'
import { describe, expect, it } from 'vitest'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'
import { createClerkLocal } from '../clerk-local.ts'

const local = await standIn()
const clerk = sdk(local)

const ADA = 'user_ada000000000000000000000000'
const ACME = 'org_acme00000000000000000000000'

/** What an app's server makes of a request with such a token. */
async function authenticated(token: string, acceptsToken: 'api_key' | 'm2m_token' | 'any', machineSecretKey?: string) {
  const client = machineSecretKey === undefined ? clerk : createClerkClient({ secretKey: local.secretKey, publishableKey: local.publishableKey, apiUrl: local.env.api()['CLERK_API_URL'], telemetry: { disabled: true }, machineSecretKey })
  const request = new Request('http://localhost:3000/api', { headers: { authorization: `Bearer ${token}` } })
  const state = await client.authenticateRequest(request, { acceptsToken, ...(machineSecretKey !== undefined && { machineSecretKey }) })
  return { state, auth: state.toAuth() }
}

describe('an API key', () => {
  it('stands for its user or organization in a request', async () => {
    const key = await clerk.apiKeys.create({ name: 'ci', subject: ADA, scopes: ['read'], claims: { team: 'a' }, createdBy: ADA })
    expect(key).toMatchObject({ id: expect.stringMatching(/^ak_/), secret: expect.stringMatching(/^ak_/), expiration: null, revoked: false, createdBy: ADA })
    expect((await authenticated(key.secret ?? '', 'api_key')).auth).toMatchObject({ tokenType: 'api_key', isAuthenticated: true, userId: ADA, scopes: ['read'], claims: { team: 'a' } })
    const { secret } = await clerk.apiKeys.create({ name: 'ci', subject: ACME })
    expect((await authenticated(secret ?? '', 'any')).auth).toMatchObject({ tokenType: 'api_key', orgId: ACME, userId: null })
    expect((await clerk.apiKeys.get(key.id)).lastUsedAt).toBeGreaterThan(0)
  })

  it('is worth nothing once it is revoked, has expired or was never given out', async () => {
    const revoked = await clerk.apiKeys.create({ name: 'a', subject: ADA })
    expect(await clerk.apiKeys.revoke({ apiKeyId: revoked.id, revocationReason: 'lost' })).toMatchObject({ revoked: true, revocationReason: 'lost' })
    const expired = await clerk.apiKeys.create({ name: 'b', subject: ADA, secondsUntilExpiration: 60 })
    local.clock.advance(61_000)
    expect(await clerk.apiKeys.get(expired.id)).toMatchObject({ expired: true })
    for (const secret of [revoked.secret, expired.secret, 'ak_guessed']) {
      await expect(clerk.apiKeys.verify(secret ?? '')).rejects.toMatchObject({ status: 404 })
      expect((await authenticated(secret ?? '', 'api_key')).state.status).toBe('signed-out')
    }
  })

  it('is worth nothing after its owner is gone', async () => {
    const { id } = await clerk.users.createUser({ emailAddress: ['new@example.com'], password: 'structured-1' })
    const { secret } = await clerk.apiKeys.create({ name: 'a', subject: id })
    await clerk.users.deleteUser(id)
    await expect(clerk.apiKeys.verify(secret ?? '')).rejects.toMatchObject({ status: 404 })
    await expect(clerk.apiKeys.create({ name: 'a', subject: id })).rejects.toMatchObject({ status: 422 })
  })

  it('is listed for its owner, changed, shown again and deleted', async () => {
    const key = await clerk.apiKeys.create({ name: 'a', subject: ADA })
    await clerk.apiKeys.create({ name: 'of Acme', subject: ACME })
    const gone = await clerk.apiKeys.create({ name: 'b', subject: ADA })
    await clerk.apiKeys.revoke({ apiKeyId: gone.id })
    const names = async (includeInvalid: boolean) => (await clerk.apiKeys.list({ subject: ADA, includeInvalid })).data.map(({ name }) => name)
    expect(await names(false)).toEqual(['a'])
    expect(await names(true)).toEqual(['b', 'a'])
    expect(await clerk.apiKeys.update({ apiKeyId: key.id, subject: ADA, description: 'for CI', scopes: ['write'], secondsUntilExpiration: 60 })).toMatchObject({ description: 'for CI', scopes: ['write'], expiration: expect.any(Number) })
    expect(await clerk.apiKeys.getSecret(key.id)).toEqual({ secret: key.secret })
    expect((await clerk.apiKeys.get(key.id)).secret).toBeUndefined()
    expect(await clerk.apiKeys.delete(key.id)).toMatchObject({ id: key.id, deleted: true })
    await expect(clerk.apiKeys.get(key.id)).rejects.toMatchObject({ status: 404 })
  })

  it('has a name that no other valid key of its owner has', async () => {
    const { id } = await clerk.apiKeys.create({ name: 'a', subject: ADA })
    await expect(clerk.apiKeys.create({ name: 'a', subject: ADA })).rejects.toMatchObject({ status: 409, errors: [{ code: 'token_creation_conflict' }] })
    await clerk.apiKeys.revoke({ apiKeyId: id })
    await clerk.apiKeys.create({ name: 'a', subject: ADA })
  })
})

describe('a machine', () => {
  it('is made, listed by name, changed and deleted with its scopes', async () => {
    const b = await clerk.machines.create({ name: 'Billing' })
    const a = await clerk.machines.create({ name: 'Accounts', scopedMachines: [b.id], defaultTokenTtl: 60 })
    expect(a).toMatchObject({ secretKey: expect.stringMatching(/^ak_/), defaultTokenTtl: 60, scopedMachines: [{ id: b.id, name: 'Billing' }] })
    expect((await clerk.machines.list({ orderBy: '+name' })).data.map(({ name }) => name)).toEqual(['Accounts', 'Billing'])
    expect((await clerk.machines.list({ query: 'billing' })).data.map(({ name }) => name)).toEqual(['Billing'])
    expect(await clerk.machines.update({ machineId: a.id, name: 'c' })).toMatchObject({ name: 'c', defaultTokenTtl: 60 })
    expect((await clerk.machines.get(a.id)).secretKey).toBeUndefined()
    expect(await clerk.machines.getSecretKey(a.id)).toMatchObject({ secret: a.secretKey })
    await clerk.machines.delete(b.id)
    expect((await clerk.machines.get(a.id)).scopedMachines).toEqual([])
    await expect(clerk.machines.create({ name: 'd', scopedMachines: [b.id] })).rejects.toMatchObject({ status: 404 })
  })

  it('lets tokens through to machines in its scopes only', async () => {
    const receiver = await clerk.machines.create({ name: 'receiver' })
    const sender = await clerk.machines.create({ name: 'sender' })
    const token = () => clerk.m2m.createToken({ machineSecretKey: sender.secretKey ?? '', claims: { job: 'sync' } })
    const before = await token()
    expect(await clerk.machines.createScope(sender.id, receiver.id)).toMatchObject({ fromMachineId: sender.id, toMachineId: receiver.id })
    const after = await token()
    expect((await authenticated(before.token ?? '', 'm2m_token', receiver.secretKey)).state.status).toBe('signed-out')
    expect((await authenticated(after.token ?? '', 'm2m_token', receiver.secretKey)).auth).toMatchObject({ tokenType: 'm2m_token', isAuthenticated: true, subject: sender.id, scopes: [receiver.id], claims: { job: 'sync' } })
    await clerk.machines.deleteScope(sender.id, receiver.id)
    expect((await token()).scopes).toEqual([])
    await expect(clerk.machines.deleteScope(sender.id, receiver.id)).rejects.toMatchObject({ status: 404 })
  })

  it('rotates its secret key, and keeps the old one for as long as it is told to', async () => {
    const { id, secretKey: old = '' } = await clerk.machines.create({ name: 'a' })
    const { secret } = await clerk.machines.rotateSecretKey({ machineId: id, previousTokenTtl: 60 })
    for (const machineSecretKey of [old, secret]) expect(await clerk.m2m.createToken({ machineSecretKey })).toMatchObject({ subject: id })
    local.clock.advance(61_000)
    await expect(clerk.m2m.createToken({ machineSecretKey: old })).rejects.toMatchObject({ status: 401, errors: [{ code: 'machine_secret_key_invalid' }] })
    await clerk.machines.rotateSecretKey({ machineId: id, previousTokenTtl: 0 })
    await expect(clerk.m2m.createToken({ machineSecretKey: secret })).rejects.toMatchObject({ status: 401 })
  })
})

describe('of several instances', () => {
  it('a machine’s key leads to its own, as the secret key does', async () => {
    const both = await createClerkLocal({ instances: { shop: {} } })
    try {
      const { secretKey, publishableKey } = both.instance('shop')
      const shop = createClerkClient({ secretKey, publishableKey, apiUrl: both.url, telemetry: { disabled: true } })
      const { id, secretKey: machineSecretKey = '' } = await shop.machines.create({ name: 'Till' })
      const { token = '', subject } = await shop.m2m.createToken({ machineSecretKey })
      expect(subject).toBe(id)
      expect(await shop.m2m.verify({ token })).toMatchObject({ subject: id })
      await expect(sdk(both).m2m.verify({ token })).rejects.toMatchObject({ status: 404 })
      await expect(sdk(both).machines.get(id)).rejects.toMatchObject({ status: 404 })
    } finally {
      await both.close()
    }
  })
})

describe('a machine token', () => {
  it('is refused to the instance, and its key opens nothing else', async () => {
    const { secretKey = '' } = await clerk.machines.create({ name: 'a' })
    await expect(clerk.m2m.createToken()).rejects.toMatchObject({ status: 401, errors: [{ code: 'machine_secret_key_invalid' }] })
    const asMachine = await fetch(`${local.url}/v1/users`, { headers: { authorization: `Bearer ${secretKey}` } })
    expect(asMachine.status).toBe(401)
    expect((await fetch(`${local.url}/m2m_tokens/verify`, { method: 'POST' })).status).toBe(401)
  })

  it('is a JWT where that is asked for, which the SDK verifies without a request', async () => {
    const receiver = await clerk.machines.create({ name: 'receiver' })
    const sender = await clerk.machines.create({ name: 'sender', scopedMachines: [receiver.id] })
    const { token = '', id } = await clerk.m2m.createToken({ machineSecretKey: sender.secretKey ?? '', tokenFormat: 'jwt', claims: { job: 'sync' } })
    expect(await clerk.m2m.verify({ token })).toMatchObject({ id, subject: sender.id, scopes: [receiver.id], claims: { job: 'sync' }, expired: false })
    expect((await authenticated(token, 'any')).auth).toMatchObject({ tokenType: 'm2m_token', subject: sender.id })
  })

  it('is revoked, expires, and is listed for its machine', async () => {
    const { id: subject, secretKey = '' } = await clerk.machines.create({ name: 'a' })
    const { secretKey: foreign = '' } = await clerk.machines.create({ name: 'b' })
    const [revoked, expired, good] = [await clerk.m2m.createToken({ machineSecretKey: secretKey }), await clerk.m2m.createToken({ machineSecretKey: secretKey, secondsUntilExpiration: 30 }), await clerk.m2m.createToken({ machineSecretKey: secretKey })]
    await expect(clerk.m2m.revokeToken({ m2mTokenId: revoked.id, machineSecretKey: foreign })).rejects.toMatchObject({ status: 404 })
    expect(await clerk.m2m.revokeToken({ m2mTokenId: revoked.id, revocationReason: 'lost' })).toMatchObject({ revoked: true, revocationReason: 'lost', token: undefined })
    local.clock.advance(31_000)
    for (const { token = '' } of [revoked, expired]) await expect(clerk.m2m.verify({ token })).rejects.toMatchObject({ status: 404 })
    expect(await clerk.m2m.verify({ token: good.token ?? '' })).toMatchObject({ id: good.id })
    const ids = async (params: object) => (await clerk.m2m.list({ subject, ...params })).data.map(({ id }) => id)
    expect(await ids({})).toEqual([good.id])
    expect(await ids({ revoked: true })).toEqual([good.id, revoked.id])
    expect(await ids({ expired: true, machineSecretKey: secretKey })).toEqual([good.id, expired.id])
    expect(await ids({ machineSecretKey: foreign })).toEqual([])
  })

  it('is given again while it lives long enough and claims the same', async () => {
    const { secretKey: machineSecretKey = '' } = await clerk.machines.create({ name: 'a' })
    const first = await clerk.m2m.createToken({ machineSecretKey, claims: { job: 'sync' } })
    expect(await clerk.m2m.createToken({ machineSecretKey, claims: { job: 'sync' }, minRemainingTtlSeconds: 240 })).toMatchObject({ id: first.id, token: first.token })
    expect((await clerk.m2m.createToken({ machineSecretKey, claims: { job: 'other' }, minRemainingTtlSeconds: 240 })).id).not.toBe(first.id)
    await expect(clerk.m2m.createToken({ machineSecretKey, minRemainingTtlSeconds: 3600 })).rejects.toMatchObject({ status: 400 })
    local.clock.advance(3_500_000)
    expect((await clerk.m2m.createToken({ machineSecretKey, claims: { job: 'sync' }, minRemainingTtlSeconds: 240 })).id).not.toBe(first.id)
  })
})
