import type { PasskeyJSON, SessionVerificationJSON, UserJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Authenticator } from '../../test/authenticator.ts'
import { Browser } from '../../test/browser.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn({ settings: { passkeys: true } })
let browser: Browser
beforeEach(async () => {
  browser = new Browser(local)
  await browser.signIn('ada@example.com')
})

const begin = async (owner = browser) => (await owner.send<PasskeyJSON>('POST', '/v1/me/passkeys')).response
const confirm = (id: string, credential: string, owner = browser) => owner.send<PasskeyJSON>('POST', `/v1/me/passkeys/${id}/attempt_verification`, { strategy: 'passkey', public_key_credential: credential })
const mine = async () => (await browser.send<UserJSON>('GET', '/v1/me')).response.passkeys?.map(({ name }) => name)

it('a passkey is kept once the browser has made it, and can be named and removed', async () => {
  const { id, verification } = await begin()
  expect(await mine()).toEqual([])
  const { response } = await confirm(id, new Authenticator().create(verification?.nonce))
  expect(response.verification).toMatchObject({ status: 'verified', strategy: 'passkey' })
  expect(response.verification).not.toHaveProperty('nonce')
  await browser.send('PATCH', `/v1/me/passkeys/${id}`, { name: 'Telephone' })
  expect(await mine()).toEqual(['Telephone'])
  expect(await browser.send('DELETE', `/v1/me/passkeys/${id}`)).toMatchObject({ response: { object: 'passkey', deleted: true } })
  expect(await mine()).toEqual([])
})

it('a browser is told which passkeys its user has, and the same one is not kept twice', async () => {
  const authenticator = new Authenticator()
  const first = await begin()
  await confirm(first.id, authenticator.create(first.verification?.nonce))
  const second = await begin()
  expect(JSON.parse(second.verification?.nonce ?? '')).toMatchObject({ excludeCredentials: [{ id: authenticator.id.toString('base64url') }] })
  expect(await confirm(second.id, authenticator.create(second.verification?.nonce))).toMatchObject({ status: 422, errors: [{ code: 'passkey_already_exists' }] })
})

it('a passkey that was made for something else is refused', async () => {
  const { id, verification } = await begin()
  expect(await confirm(id, new Authenticator().create(verification?.nonce, 'http://localhost:9999'))).toMatchObject({ status: 422, errors: [{ code: 'passkey_invalid_public_key_credential' }] })
  expect(await confirm(id, 'nonsense')).toMatchObject({ status: 422, errors: [{ code: 'passkey_invalid_public_key_credential' }] })
  const late = await begin()
  local.clock.advance(11 * 60_000)
  expect(await confirm(late.id, new Authenticator().create(late.verification?.nonce))).toMatchObject({ status: 400, errors: [{ code: 'verification_expired' }] })
})

it('nobody touches another’s passkeys', async () => {
  const { id, verification } = await begin()
  const stranger = new Browser(local)
  await stranger.signIn('grace@example.com')
  expect((await confirm(id, new Authenticator().create(verification?.nonce), stranger)).status).toBe(404)
  expect((await stranger.send('PATCH', `/v1/me/passkeys/${id}`, { name: 'Mine' })).status).toBe(404)
  expect((await stranger.send('DELETE', `/v1/me/passkeys/${id}`)).status).toBe(404)
})

it('a passkey proves anew who is signed in, and nobody else’s does', async () => {
  const authenticator = new Authenticator()
  const { id, verification } = await begin()
  await confirm(id, authenticator.create(verification?.nonce))
  const { client } = await browser.send('POST', `/v1/client/sessions/${(await browser.send<{ last_active_session_id: string }>('GET', '/v1/client')).response.last_active_session_id}/verify`, { level: 'first_factor' })
  const verify = (step: string, fields: Record<string, string>) => browser.send<SessionVerificationJSON>('POST', `/v1/client/sessions/${client?.last_active_session_id}/verify/${step}`, fields)
  const { response } = await verify('prepare_first_factor', { strategy: 'passkey' })
  expect(response.supported_first_factors?.map(({ strategy }) => strategy)).toContain('passkey')
  const nonce = response.first_factor_verification?.nonce
  expect(await verify('attempt_first_factor', { strategy: 'passkey', public_key_credential: new Authenticator().get(nonce) })).toMatchObject({ status: 404, errors: [{ code: 'passkey_not_registered' }] })
  expect((await verify('attempt_first_factor', { strategy: 'passkey', public_key_credential: authenticator.get(nonce) })).response.status).toBe('complete')
})
