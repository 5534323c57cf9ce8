import { createHmac } from 'node:crypto'
import { instance } from '@throughline/clerk-local'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bearer, start, type Started } from '../../test/start.ts'
import { token } from '../../test/tokens.ts'
import { ClerkWebhooks, type ClerkMessage } from '../index.ts'

const { webhookSecret } = instance
const now = () => Math.floor(Date.now() / 1000)

let app: Started
let received: ClerkMessage[]
let fail: Error | null
beforeAll(async () => {
  app = await start({ clerk: { webhookSecret } })
  app.app.get(ClerkWebhooks).onMessage((message) => {
    received.push(message)
    if (fail) throw fail
  })
})
beforeEach(() => {
  received = []
  fail = null
})
afterAll(() => app.close())

/** The headers of a message, signed as Clerk's sender signs: HMAC-SHA256 over id, time and body. */
function signed(body: string, { id = 'msg_1', at = now(), secret = webhookSecret }: { id?: string; at?: number; secret?: string } = {}): Record<string, string> {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
  return { 'svix-id': id, 'svix-timestamp': String(at), 'svix-signature': `v1,${signature}`, 'content-type': 'application/json' }
}

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>, to = app) => fetch(`${to.url}/webhooks/clerk`, { method: 'POST', headers, body })
const send = (event: object) => post(JSON.stringify(event), signed(JSON.stringify(event)))
const statusOf = async (authorization: Record<string, string>) => [(await app.get('/trpc/desk.user', authorization)).status, (await app.get('/api/user', authorization)).status]

describe('a message that Clerk has signed', () => {
  it.each(['session.revoked', 'session.ended', 'session.removed'])('%s ends the session at the next request, seen before or not, and no other one', async (type) => {
    const sid = `sess_${type.replace('.', '')}`
    const [seen, fresh, other] = [token({ sid }), token({ sid, jti: 'another' }), token()]
    expect(await statusOf(bearer(seen))).toEqual([200, 200])
    expect((await send({ type, object: 'event', data: { object: 'session', id: sid, user_id: 'user_1' } })).status).toBe(200)
    for (const refused of [seen, fresh]) expect(await statusOf(bearer(refused))).toEqual([401, 401])
    expect(await statusOf(bearer(other))).toEqual([200, 200])
  })

  it('session.ended ends the open streams of the session, in such a way that their clients come back and are refused', async () => {
    const mine = bearer(token({ sid: 'sess_watching' }))
    const watch = () => app.get('/trpc/feed.endless', { accept: 'text/event-stream', ...mine })
    const frames = (await watch()).text()
    expect((await send({ type: 'session.ended', data: { id: 'sess_watching' } })).status).toBe(200)
    expect(await frames).toContain('event: connected')
    expect(await frames).not.toMatch(/event: (return|serialized-error)/)
    expect(await (await watch()).text()).toContain('token-invalid')
  })

  it('user.deleted ends all sessions of the user', async () => {
    const [one, two] = [token({ sub: 'user_gone', sid: 'sess_g1' }), token({ sub: 'user_gone', sid: 'sess_g2' })]
    expect(await statusOf(bearer(one))).toEqual([200, 200])
    expect((await send({ type: 'user.deleted', object: 'event', data: { object: 'user', id: 'user_gone', deleted: true } })).status).toBe(200)
    for (const refused of [one, two]) expect(await statusOf(bearer(refused))).toEqual([401, 401])
  })

  it.each([
    { type: 'session.created', data: { object: 'session', id: 'sess_1' } },
    { type: 'user.updated', data: { object: 'user', id: 'user_1' } },
    { type: 'something.new', data: { id: 'user_1' } },
    { type: 'session.revoked', data: null },
    { type: 'user.deleted', data: { id: 7 } },
    { type: 'user.deleted' },
    { type: null, data: {} },
    {},
    [],
  ])('%j is taken, and ends nothing', async (event) => {
    expect((await send(event)).status).toBe(200)
    expect(await statusOf(bearer(token()))).toEqual([200, 200])
  })

  it('reaches the app with its id, once each time that it comes', async () => {
    const event = { type: 'user.created', object: 'event', data: { id: 'user_2', first_name: 'Zoë' } }
    const body = JSON.stringify(event)
    for (let times = 0; times < 2; times += 1) expect((await post(body, signed(body, { id: 'msg_again' }))).status).toBe(200)
    expect(received.map(({ id }) => id)).toEqual(['msg_again', 'msg_again'])
    expect(received[0]!.event).toMatchObject(event)
  })

  it('that the app could not deal with is asked for again, and says nothing of why', async () => {
    fail = new Error('secret db password=hunter2')
    const response = await send({ type: 'user.created', data: { id: 'user_2' } })
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({ error: { message: 'Internal server error', code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, requestId: response.headers.get('x-request-id') } })
    expect(app.logged.flat()).toContainEqual(expect.objectContaining({ err: fail }))
  })

  it('may be 299 seconds old, and from as far in the future', async () => {
    for (const at of [now() - 299, now() + 299]) expect((await post('{}', signed('{}', { at }))).status).toBe(200)
  })

  it('is taken whatever its content type says', async () => {
    expect((await post('{}', { ...signed('{}'), 'content-type': 'text/plain' })).status).toBe(200)
  })
})

describe('anything else is 400, in the form of every error, and reaches nobody', () => {
  const body = JSON.stringify({ type: 'session.revoked', data: { id: 'sess_1' } })
  const altered = body.replace('sess_1', 'sess_2')
  const without = (name: string) => {
    const { [name]: _, ...rest } = signed(body)
    return rest
  }
  const cases: [name: string, body: string | Uint8Array<ArrayBuffer>, headers: () => Record<string, string>][] = [
    ['no headers at all', body, () => ({})],
    ['no id', body, () => without('svix-id')],
    ['no time', body, () => without('svix-timestamp')],
    ['no signature', body, () => without('svix-signature')],
    ['an empty signature', body, () => ({ ...signed(body), 'svix-signature': '' })],
    ['a made-up signature', body, () => ({ ...signed(body), 'svix-signature': 'v1,bm9wZQ==' })],
    ['a signature of another version', body, () => ({ ...signed(body), 'svix-signature': signed(body)['svix-signature']!.replace('v1,', 'v2,') })],
    ['the signature of another secret', body, () => signed(body, { secret: `whsec_${Buffer.from('another secret of theirs').toString('base64')}` })],
    ['an altered body', altered, () => signed(body)],
    ['white space behind the body', `${body} `, () => signed(body)],
    ['a byte order mark before the body', `\uFEFF${body}`, () => signed(body)],
    ['bytes that are no text', Buffer.concat([Buffer.from(body.slice(0, -1)), Buffer.from([0xff]), Buffer.from('}')]), () => signed(`${body.slice(0, -1)}\uFFFD}`)],
    ['no body', '', () => signed(body)],
    ['a swapped id', body, () => ({ ...signed(body), 'svix-id': 'msg_2' })],
    ['a swapped time', body, () => ({ ...signed(body), 'svix-timestamp': String(now() - 1) })],
    ['a time that is no number', body, () => ({ ...signed(body), 'svix-timestamp': 'now' })],
    ['301 seconds of age', body, () => signed(body, { at: now() - 301 })],
    ['302 seconds of youth', body, () => signed(body, { at: now() + 302 })], // a second may pass on the way
    ['text that is not JSON', 'revoke!', () => signed('revoke!')],
  ]
  it.each(cases)('%s', async (_, sent, headers) => {
    const response = await post(sent, headers())
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: { message: 'This is not a message that Clerk has signed for this server.', code: 'BAD_REQUEST', httpStatus: 400, requestId: response.headers.get('x-request-id') },
    })
    expect(received).toEqual([])
    expect(await statusOf(bearer(token()))).toEqual([200, 200])
  })

  it('a body larger than any message of Clerk’s is refused unread', async () => {
    const response = await post('x'.repeat(600_000), signed(''))
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { code: 'PAYLOAD_TOO_LARGE' } })
  })
})

it('does not exist without a secret', async () => {
  const without = await start()
  try {
    expect((await post('{}', signed('{}'), without)).status).toBe(404)
  } finally {
    await without.close()
  }
})

it('keeps the app from starting with what is no secret', async () => {
  await expect(start({ clerk: { webhookSecret: 'whsec_' } })).rejects.toThrow('clerk.webhookSecret')
})
