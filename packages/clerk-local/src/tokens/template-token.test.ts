import { createHmac, generateKeyPairSync, verify } from 'node:crypto'
import { verifyToken } from '@clerk/backend'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()
let browser: Browser
let id: string
beforeEach(async () => {
  browser = new Browser(local)
  id = (await browser.signIn('ada@example.com')).id
})

const claims = { aud: 'hasura', mail: '{{user.primary_email_address}}', org: '{{org.id}}' }
const create = (fields: object = {}) => sdk(local).jwtTemplates.create({ name: 'hasura', claims, ...fields })
const tokenOf = async (template: string) => (await (await browser.raw('POST', `/v1/client/sessions/${id}/tokens/${template}`)).json()) as { jwt: string } // the bare form of tokens
const part = (jwt: string, index: number) => JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString()) as Record<string, number> // a JWT's parts are objects

describe('a token by a template', () => {
  it('has the template’s claims, lifetime and clock skew, for browsers and servers', async () => {
    await create({ lifetime: 300, allowedClockSkew: 20 })
    for (const { jwt } of [await tokenOf('hasura'), await sdk(local).sessions.getToken(id, 'hasura')]) {
      const payload = part(jwt, 1)
      expect(payload).toMatchObject({ aud: 'hasura', mail: 'ada@example.com', org: expect.stringMatching(/^org_acme/), sub: 'user_ada000000000000000000000000', iss: local.issuer })
      expect([payload['exp'] ?? 0, payload['nbf'] ?? 0].map((at) => at - (payload['iat'] ?? 0))).toEqual([300, -20])
      expect(payload).not.toHaveProperty('sid')
      expect((await verifyToken(jwt, { jwtKey: local.jwtKey })).sub).toBe(payload['sub'])
    }
    const { jwt } = await sdk(local).sessions.getToken(id, 'hasura', 30)
    expect((part(jwt, 1)['exp'] ?? 0) - (part(jwt, 1)['iat'] ?? 0)).toBe(30)
  })

  it('signs nobody in', async () => {
    await create()
    const request = new Request('http://localhost:3000/', { headers: { authorization: `Bearer ${(await tokenOf('hasura')).jwt}` } })
    expect((await sdk(local).authenticateRequest(request, { jwtKey: local.jwtKey })).isAuthenticated).toBe(false)
  })

  it('is not found by another name', async () => {
    expect((await browser.raw('POST', `/v1/client/sessions/${id}/tokens/other`)).status).toBe(404)
  })

  it('is signed with a key of the template’s own', async () => {
    await create({ customSigningKey: true, signingAlgorithm: 'HS256', signingKey: 'a-shared-secret' })
    const [head, body, signature] = (await tokenOf('hasura')).jwt.split('.')
    expect(createHmac('sha256', 'a-shared-secret').update(`${head}.${body}`).digest('base64url')).toBe(signature)

    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    await create({ name: 'elliptic', customSigningKey: true, signingAlgorithm: 'ES256', signingKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() })
    const { jwt } = await tokenOf('elliptic')
    const signed = jwt.split('.')
    expect(part(jwt, 0)).toMatchObject({ alg: 'ES256' })
    expect(verify('sha256', Buffer.from(signed.slice(0, 2).join('.')), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signed[2] ?? '', 'base64url'))).toBe(true)
  })
})

describe('templates', () => {
  it('are listed, read, changed and removed, without their keys', async () => {
    const template = await create({ customSigningKey: true, signingAlgorithm: 'HS256', signingKey: 'a-shared-secret' })
    expect(template).toMatchObject({ name: 'hasura', claims, lifetime: 60, allowedClockSkew: 5, customSigningKey: true, signingAlgorithm: 'HS256' })
    expect(JSON.stringify(template)).not.toContain('a-shared-secret')
    const { data, totalCount } = await sdk(local).jwtTemplates.list()
    expect([totalCount, data.map(({ id }) => id)]).toEqual([1, [template.id]])
    const changed = await sdk(local).jwtTemplates.update({ templateId: template.id, name: 'other', claims: { role: 'user' }, customSigningKey: false })
    expect(changed).toMatchObject({ name: 'other', customSigningKey: false, signingAlgorithm: 'RS256' })
    await sdk(local).jwtTemplates.delete(template.id)
    await expect(sdk(local).jwtTemplates.get(template.id)).rejects.toMatchObject({ status: 404 })
  })

  it('may not set Clerk’s own claims, take a name twice, or have a key that does not fit', async () => {
    await create()
    await expect(create()).rejects.toMatchObject({ status: 400, errors: [{ code: 'duplicate_record' }] })
    await expect(create({ name: 'a', claims: { sub: 'me' } })).rejects.toMatchObject({ status: 400, errors: [{ code: 'jwt_template_reserved_claim', longMessage: "You can't use the reserved claim: 'sub'" }] })
    await expect(create({ name: 'a', lifetime: 5 })).rejects.toMatchObject({ status: 422, errors: [{ meta: { paramName: 'lifetime' } }] })
    await expect(create({ name: 'a', customSigningKey: true, signingAlgorithm: 'RS256', signingKey: 'no key' })).rejects.toMatchObject({ errors: [{ meta: { paramName: 'signing_key' } }] })
    await expect(create({ name: 'a', customSigningKey: true, signingAlgorithm: 'none', signingKey: 'x' })).rejects.toMatchObject({ errors: [{ meta: { paramName: 'signing_algorithm' } }] })
  })
})
