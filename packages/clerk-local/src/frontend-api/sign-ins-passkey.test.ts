import type { PasskeyJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Authenticator } from '../../test/authenticator.ts'
import { Browser } from '../../test/browser.ts'
import { signInOf } from '../../test/sign-in.ts'
import { standIn } from '../../test/stand-in.ts'

const ADA = 'user_ada000000000000000000000000'
const local = await standIn({ settings: { passkeys: true } })
let browser: Browser
let signIn: ReturnType<typeof signInOf>
let authenticator: Authenticator
beforeEach(async () => {
  authenticator = new Authenticator()
  const home = new Browser(local)
  await home.signIn('ada@example.com')
  const { response: { id, verification } } = await home.send<PasskeyJSON>('POST', '/v1/me/passkeys')
  await home.send<PasskeyJSON>('POST', `/v1/me/passkeys/${id}/attempt_verification`, { strategy: 'passkey', public_key_credential: authenticator.create(verification?.nonce) })
  browser = new Browser(local)
  signIn = signInOf(browser)
})

const attempt = (id: string, credential: string) => signIn.attemptFirst(id, { strategy: 'passkey', public_key_credential: credential })

it('a passkey signs in whoever has not said who they are', async () => {
  const { response } = await signIn.create({ strategy: 'passkey' })
  expect(response).toMatchObject({ status: 'needs_first_factor', identifier: null })
  const { response: done, client } = await attempt(response.id, authenticator.get(response.first_factor_verification?.nonce, { userId: ADA }))
  expect(done).toMatchObject({ status: 'complete', first_factor_verification: { strategy: 'passkey', status: 'verified' } })
  expect(client?.sessions[0]?.user?.id).toBe(ADA)
  expect(client?.sessions[0]?.user?.passkeys[0]?.last_used_at).toBeGreaterThan(0)
})

it('a passkey is among the factors of its owner, and asked for by name', async () => {
  const { response } = await signIn.create({ identifier: 'ada@example.com' })
  expect(response.supported_first_factors.map(({ strategy }) => strategy)).toContain('passkey')
  const { response: prepared } = await signIn.prepareFirst(response.id, { strategy: 'passkey' })
  expect(JSON.parse(prepared.first_factor_verification?.nonce ?? '')).toMatchObject({ rpId: 'localhost', allowCredentials: [{ id: authenticator.id.toString('base64url') }] })
  expect((await attempt(response.id, authenticator.get(prepared.first_factor_verification?.nonce, { userId: ADA }))).response.status).toBe('complete')
})

it('an answer counts once', async () => {
  const { response } = await signIn.create({ strategy: 'passkey' })
  const credential = authenticator.get(response.first_factor_verification?.nonce, { userId: ADA })
  await attempt(response.id, credential)
  signIn = signInOf(new Browser(local))
  const { response: second } = await signIn.create({ strategy: 'passkey' })
  expect(await attempt(second.id, credential)).toMatchObject({ status: 400, errors: [{ code: 'passkey_authentication_failure' }] })
})

it('a passkey of another, of nobody, or for another page is refused', async () => {
  const { response: { id, first_factor_verification: asked } } = await signIn.create({ strategy: 'passkey' })
  expect(await attempt(id, new Authenticator().get(asked?.nonce))).toMatchObject({ status: 404, errors: [{ code: 'passkey_not_registered' }] })
  expect(await attempt(id, 'nonsense')).toMatchObject({ status: 404, errors: [{ code: 'passkey_not_registered' }] })
  expect(await attempt(id, authenticator.get(asked?.nonce, { userId: ADA, origin: 'http://localhost:9999' }))).toMatchObject({ status: 400, errors: [{ code: 'passkey_authentication_failure' }] })
  const alan = await signIn.begin('alan@example.com')
  expect(await signIn.prepareFirst(alan, { strategy: 'passkey' })).toMatchObject({ status: 400, errors: [{ code: 'strategy_for_user_invalid' }] })
  expect(await attempt(alan, authenticator.get(asked?.nonce, { userId: ADA }))).toMatchObject({ status: 400, errors: [{ code: 'verification_missing' }] })
})

it('passkeys are refused where the instance has none', async () => {
  local.changeSettings({ passkeys: false })
  expect(await signIn.create({ strategy: 'passkey' })).toMatchObject({ status: 400, errors: [{ code: 'strategy_for_user_invalid' }] })
})
