import { instance } from '@throughline/clerk-local'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startKeyServer, type KeyServer } from '../../test/key-server.ts'
import { bearer, start, type Started } from '../../test/start.ts'
import { keys, token } from '../../test/tokens.ts'
import { SessionRevocations } from './session-revocations.ts'

let server: KeyServer
let app: Started
beforeEach(async () => {
  server = await startKeyServer({ [instance.id]: keys.publicKey })
})
afterEach(async () => {
  await app.close()
  server.close()
})

const begin = async (state: KeyServer['state'] = 'up') => {
  server.state = state
  app = await start({ clerk: { jwtKey: undefined, apiUrl: server.url } })
}

/** Status by tRPC and by REST, and the reason that the first of them gives. */
async function ask(presented: string) {
  const answers = await Promise.all([app.get('/trpc/desk.user', bearer(presented)), app.get('/api/user', bearer(presented))])
  const [trpc, rest] = await Promise.all(answers.map((answer) => answer.text()))
  return { status: answers.map(({ status }) => status), reason: [trpc, rest].map((text) => /"reason":"([a-z-]+)"/.exec(text!)?.[1]) }
}

it('fetches the keys at boot, so that the first caller does not wait for them', async () => {
  await begin()
  await expect.poll(() => server.fetches).toBe(1)
  expect((await ask(token())).status).toEqual([200, 200])
  expect(server.fetches).toBe(1)
})

it('boots without the key server', async () => {
  await begin('failing')
  expect((await app.get('/api/anybody')).status).toBe(200)
})

it.each(['failing', 'silent'] as const)('answers 503 within two seconds at a cold start whose key server is %s', async (state) => {
  await begin(state)
  const startedAt = performance.now()
  expect(await ask(token())).toEqual({ status: [503, 503], reason: [undefined, undefined] })
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

it('needs no key to refuse what is no token, or a longer one than any', async () => {
  await begin('failing')
  const refused = { status: [401, 401], reason: ['token-invalid', 'token-invalid'] }
  for (const presented of ['nonsense', 'a.b.c', token({}, { alg: 'none' }), token({}, { kid: undefined }), token({ note: 'x'.repeat(9_000) })]) expect(await ask(presented)).toEqual(refused)
})

it('answers 200 again as soon as the key server is back', async () => {
  await begin('failing')
  expect((await ask(token())).status).toEqual([503, 503])
  server.state = 'up'
  await expect.poll(async () => (await ask(token())).status, { timeout: 4_000 }).toEqual([200, 200])
})

it('goes on with the keys that it has while the key server is down', async () => {
  await begin()
  expect((await ask(token())).status).toEqual([200, 200])
  server.state = 'failing'
  for (let jti = 0; jti < 5; jti += 1) expect((await ask(token({ jti }))).status).toEqual([200, 200])
})

it('fetches once for fifty callers who come while the keys are on their way', async () => {
  await begin()
  const statuses = await Promise.all(Array.from({ length: 50 }, async (_, jti) => (await app.get('/api/user', bearer(token({ jti })))).status))
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(server.fetches).toBe(1)
})

it('fetches once for a hundred callers with made-up keys', async () => {
  await begin()
  for (let n = 0; n < 50; n += 1) expect((await ask(token({}, { kid: `made-up-${n}` }))).status).toEqual([401, 401])
  expect(server.fetches).toBe(1)
})

it('refuses a token that was good a moment ago, once its session is revoked, and says that a fresh one will not help', async () => {
  await begin()
  const good = token({ sid: 'sess_out' })
  expect((await ask(good)).status).toEqual([200, 200])
  app.app.get(SessionRevocations).revokeSession('sess_out')
  expect(await ask(good)).toEqual({ status: [401, 401], reason: ['token-invalid', 'token-invalid'] })
  expect((await ask(token({ sid: 'sess_in' }))).status).toEqual([200, 200])
})
