import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { request } from 'node:http'
import { createClerkLocal } from '@throughline/clerk-local'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFixture, WEB, type Fixture } from '../../test/fixture-app.ts'
import { start } from '../../test/start.ts'
import { cookieSuffix } from './credential.ts'

let fixture: Fixture
let suffix: string
beforeAll(async () => {
  fixture = await startFixture()
  suffix = cookieSuffix(fixture.clerk.publishableKey)
})
afterAll(() => fixture.close())

type Headers = [name: string, value: string][]
interface Answer {
  status: number
  reason: string | undefined
}

/** Sends raw headers, repeated ones too, which fetch would join. */
function send(method: string, path: string, headers: Headers): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(fixture.url)
    const flat = [['host', `${hostname}:${port}`], ...headers].flat()
    const outgoing = request({ hostname, port, method, path, headers: flat as never }, (response) => { // Node takes a flat list
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, reason: /"reason":"([a-z-]+)"/.exec(text)?.[1] }))
    })
    outgoing.on('error', reject).end(method === 'POST' ? '{}' : undefined)
  })
}

const bearer = (token: string): Headers => [['authorization', `Bearer ${token}`]]
const cookie = (name: string, token: string): Headers => [['cookie', `${name}=${token}`]]
const trpc = (headers: Headers) => send('GET', '/trpc/note.mine', headers)
const rest = (headers: Headers) => send('GET', '/rest/mine', headers)

const invalid = { status: 401, reason: 'token-invalid' }
const base64url = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const forge = (header: unknown, payload: unknown, signature = 'c2lnbmF0dXJl') => `${base64url(header)}.${base64url(payload)}.${signature}`
const token = (options: Parameters<Fixture['clerk']['token']>[1] = {}) => fixture.clerk.token('ada@example.com', options)
const payloadOf = (jwt: string): Record<string, unknown> => JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString())
const now = () => Math.floor(Date.now() / 1000)

describe('a good token', () => {
  it.each(['Bearer', 'cookie with the key’s suffix', 'plain cookie'])('is taken as %s, by tRPC and by REST', async (way) => {
    const good = await token()
    const headers = way === 'Bearer' ? bearer(good) : cookie(way === 'plain cookie' ? '__session' : `__session_${suffix}`, good)
    expect((await trpc(headers)).status).toBe(200)
    expect((await rest(headers)).status).toBe(200)
  })
})

describe('a forged token is refused, by tRPC and by REST', () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signedBy = (hash: string, key: typeof other.privateKey, header: object, payload: object) => {
    const signed = `${base64url(header)}.${base64url(payload)}`
    return `${signed}.${sign(hash, Buffer.from(signed), key).toString('base64url')}`
  }
  const kid = 'ins_throughlineLocalStandIn000'
  const cases: [name: string, make: (payload: object) => Promise<string> | string][] = [
    ['alg none', (payload) => forge({ alg: 'none', typ: 'JWT', kid }, payload, '')],
    ['HS256 signed with the public key', (payload) => {
      const signed = `${base64url({ alg: 'HS256', typ: 'JWT', kid })}.${base64url(payload)}`
      return `${signed}.${createHmac('sha256', fixture.clerk.jwtKey).update(signed).digest('base64url')}`
    }],
    ['an embedded key', (payload) =>
      signedBy('RSA-SHA256', other.privateKey, { alg: 'RS256', typ: 'JWT', jwk: createPublicKey(other.privateKey).export({ format: 'jwk' }) }, payload)],
    ['a key to fetch elsewhere', (payload) => signedBy('RSA-SHA256', other.privateKey, { alg: 'RS256', typ: 'JWT', kid, jku: 'http://127.0.0.1:9/jwks' }, payload)],
    ['another key', (payload) => signedBy('RSA-SHA256', other.privateKey, { alg: 'RS256', typ: 'JWT', kid }, payload)],
    ['RS384', (payload) => signedBy('RSA-SHA384', other.privateKey, { alg: 'RS384', typ: 'JWT', kid }, payload)],
    ['RS512', (payload) => signedBy('RSA-SHA512', other.privateKey, { alg: 'RS512', typ: 'JWT', kid }, payload)],
    ['RS512 in the header of a good one', () => token({ header: { alg: 'RS512' } })],
    ['a tampered payload', async () => {
      const [head, , signature] = (await token()).split('.')
      return `${head}.${base64url({ ...payloadOf(await token()), sub: 'user_linus0000000000000000000000' })}.${signature}`
    }],
    ['a payload of null', () => forge({ alg: 'RS256', typ: 'JWT', kid }, 'null')],
    ['a payload that is an array', () => forge({ alg: 'RS256', typ: 'JWT', kid }, [])],
    ['a payload that is not JSON', () => forge({ alg: 'RS256', typ: 'JWT', kid }, '{')],
    ['a header of null', (payload) => forge('null', payload)],
    ['a header that is an array', (payload) => forge([], payload)],
    ['two parts', (payload) => forge({ alg: 'RS256' }, payload).split('.').slice(0, 2).join('.')],
    ['no text at all', () => '...'],
  ]
  it.each(cases)('%s', async (_, make) => {
    const forged = await make(payloadOf(await token()))
    expect(await trpc(bearer(forged))).toEqual(invalid)
    expect(await rest(bearer(forged))).toEqual(invalid)
    expect((await trpc(cookie('__session', forged))).status).toBe(401)
  })
})

describe('a token that Clerk signed and this API does not take', () => {
  const cases: [name: string, options: NonNullable<Parameters<Fixture['clerk']['token']>[1]>][] = [
    ['another app’s azp', { azp: 'http://localhost:3001' }],
    ['no azp', { claims: { azp: undefined } }],
    ['an azp that is not text', { claims: { azp: [WEB] } }],
    ['another issuer', { claims: { iss: 'https://clerk.example.com' } }],
    ['no issuer', { claims: { iss: undefined } }],
    ['another class of token', { header: { cat: 'cl_B7d4PD222AAA' } }],
    ['no sid', { claims: { sid: undefined } }],
    ['an empty sub', { claims: { sub: '' } }],
    ['a malformed sub', { claims: { sub: 'user_ada; drop table' } }],
    ['a pending session', { claims: { sts: 'pending' } }],
    ['a life of ten years', { expiresIn: 315_360_000 }],
    ['an unknown crit', { header: { crit: ['exp'] } }],
    ['not yet valid', { claims: { nbf: now() + 60 } }],
    ['issued in the future', { claims: { iat: now() + 60 } }],
    ['times that are text', { claims: { exp: '9999999999' } }],
  ]
  it.each(cases)('%s', async (_, options) => {
    const refused = await token(options)
    expect(await trpc(bearer(refused))).toEqual(invalid)
    expect(await rest(bearer(refused))).toEqual(invalid)
  })

  it('says of an expired one that it has expired, so that a client fetches another', async () => {
    const expired = { status: 401, reason: 'token-expired' }
    expect(await trpc(bearer(await token({ expiresIn: -10 })))).toEqual(expired)
    expect(await rest(cookie('__session', await token({ expiresIn: -10 })))).toEqual(expired)
  })

  it('refuses one over 8 kB, however good', async () => {
    expect(await trpc(bearer(await token({ claims: { note: 'x'.repeat(9_000) } })))).toEqual(invalid)
  })
})

describe('where a request names itself twice', () => {
  it('a bad Bearer token is not made good by a cookie', async () => {
    expect(await trpc([...bearer('bad'), ...cookie('__session', await token())])).toEqual(invalid)
  })

  it('a good Bearer token decides over a bad cookie', async () => {
    expect((await trpc([...bearer(await token()), ...cookie('__session', 'bad')])).status).toBe(200)
  })

  it('two Authorization headers are refused, even if one is good', async () => {
    const good = await token()
    expect(await trpc([...bearer(good), ...bearer(good)])).toEqual(invalid)
  })

  it('two session cookies of one name are refused', async () => {
    const good = await token()
    expect(await trpc([['cookie', `__session=${good}; __session=${good}`]])).toEqual(invalid)
    expect(await trpc([...cookie('__session', good), ...cookie('__session', 'other')])).toEqual(invalid)
  })

  it('another app’s plain cookie does not hide the one with our key’s suffix', async () => {
    expect((await trpc([['cookie', `__session=foreign; __session_${suffix}=${await token()}`]])).status).toBe(200)
  })

  it('Basic with a cookie is refused', async () => {
    expect(await trpc([['authorization', 'Basic YTpi'], ...cookie('__session', await token())])).toEqual(invalid)
  })
})

describe('a public procedure', () => {
  const open = (headers: Headers) => send('GET', '/trpc/note.open', headers)

  it('refuses a bad Bearer token, whose sender believes to be signed in', async () => {
    expect(await open(bearer('bad'))).toEqual(invalid)
    expect(await send('GET', '/rest/open', bearer('bad'))).toEqual(invalid)
  })

  it('ignores a bad cookie, which another app may have set', async () => {
    expect((await open(cookie('__session', 'foreign'))).status).toBe(200)
  })
})

describe('a write with a cookie', () => {
  const json: Headers = [['content-type', 'application/json']]
  const write = async (headers: Headers) => [
    (await send('POST', '/trpc/note.manage', [...json, ...headers])).status,
    (await send('POST', '/rest/write', [...json, ...headers])).status,
  ]

  it('is refused from another origin, from another site, and from an opaque one', async () => {
    const mine = cookie('__session', await token())
    for (const from of [['origin', 'https://evil.example'], ['origin', 'null'], ['sec-fetch-site', 'cross-site'], ['sec-fetch-site', 'same-site']] as const)
      expect(await write([...mine, [...from]])).toEqual([403, 403])
    expect(await send('POST', '/rest/write', [...json, ...mine, ['origin', 'https://evil.example'], ['x-forwarded-host', 'evil.example']])).toEqual({ status: 403, reason: 'cross-origin' })
  })

  it('passes from the web’s own origin', async () => {
    const [trpcStatus, restStatus] = await write([...cookie('__session', await token()), ['origin', WEB]])
    expect(trpcStatus).toBe(200)
    expect(restStatus).toBe(201)
  })

  it('is no concern with a Bearer token, which no other site can send', async () => {
    expect(await write([...bearer(await token()), ['origin', 'https://evil.example']])).toEqual([200, 201])
  })
})

describe('without a key in the configuration', () => {
  it('verifies with the published keys and never calls another of Clerk’s routes', async () => {
    const remote = await startFixture({ remoteKeys: true })
    try {
      const answer = await fetch(`${remote.url}/trpc/note.mine`, { headers: { authorization: `Bearer ${await remote.clerk.token('ada@example.com')}` } })
      expect(answer.status).toBe(200)
      expect(new Set(remote.clerk.requests.map(({ path }) => path))).toEqual(new Set(['/v1/jwks']))
    } finally {
      await remote.close()
    }
  })

  it('answers 503 and not 401 while the keys cannot be had', async () => {
    const [good, gone] = [await token(), await createClerkLocal()]
    await gone.close()
    const cold = await start({ clerk: { jwtKey: undefined, apiUrl: gone.env.api()['CLERK_API_URL'] } })
    try {
      for (const path of ['/api/user', '/trpc/desk.user']) expect((await cold.get(path, { authorization: `Bearer ${good}` })).status).toBe(503)
    } finally {
      await cold.close()
    }
  })
})
