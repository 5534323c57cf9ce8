import { verifyToken } from '@clerk/backend'
import type { SignInJSON } from '@clerk/shared/types'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

const start = (identifier = 'ada@example.com') => browser.send<SignInJSON>('POST', '/v1/client/sign_ins', { identifier })
const attempt = (id: string, fields: Record<string, string>) => browser.send<SignInJSON>('POST', `/v1/client/sign_ins/${id}/attempt_first_factor`, fields)
const askForCode = (id: string) => browser.send<SignInJSON>('POST', `/v1/client/sign_ins/${id}/prepare_first_factor`, { strategy: 'email_code' })

describe('a sign-in', () => {
  it('asks for the password first and offers an email code beside it', async () => {
    const { response } = await start()
    expect(response.status).toBe('needs_first_factor')
    expect(response.supported_first_factors?.map(({ strategy }) => strategy)).toEqual(['password', 'email_code', 'reset_password_email_code'])
  })

  it('by password starts a session with the organization active that was joined last, for the app that asked', async () => {
    const { response: { id } } = await start('alan@example.com')
    const { response, client } = await attempt(id, { strategy: 'password', password: 'throughline-dev' })
    expect(response).toMatchObject({ status: 'complete', created_session_id: client?.last_active_session_id })
    expect(client?.sign_in).toBeNull()
    const claims = await verifyToken(client?.sessions[0]?.last_active_token?.jwt ?? '', { jwtKey: local.jwtKey, authorizedParties: ['http://localhost:3000'] })
    expect(claims).toMatchObject({ azp: 'http://localhost:3000', o: { slg: 'acme', rol: 'agent' } })
  })

  it('by email code takes the code that was mailed', async () => {
    const { response: { id } } = await start('grace@example.com')
    await askForCode(id)
    expect(local.outbox).toMatchObject([{ to: 'grace@example.com', code: '424242' }])
    expect((await attempt(id, { strategy: 'email_code', code: '424242' })).response.status).toBe('complete')
  })

  it('by a ticket of the Backend API works once', async () => {
    const clerk = sdk(local)
    const [ada] = (await clerk.users.getUserList({ emailAddress: ['ada@example.com'] })).data
    const { token: ticket } = await clerk.signInTokens.createSignInToken({ userId: ada?.id ?? '', expiresInSeconds: 60 })
    expect((await browser.send<SignInJSON>('POST', '/v1/client/sign_ins', { strategy: 'ticket', ticket })).response.status).toBe('complete')
    expect(await new Browser(local).send('POST', '/v1/client/sign_ins', { strategy: 'ticket', ticket })).toMatchObject({ status: 400, errors: [{ code: 'sign_in_token_already_used_code' }] })
  })

  it('by a ticket fails once the ticket’s time is up', async () => {
    const { token: ticket } = await sdk(local).signInTokens.createSignInToken({ userId: 'user_ada000000000000000000000000', expiresInSeconds: 60 })
    local.clock.advance(61_000)
    expect(await browser.send('POST', '/v1/client/sign_ins', { strategy: 'ticket', ticket })).toMatchObject({ status: 400, errors: [{ code: 'ticket_expired_code' }] })
  })

  it('is not found by another browser', async () => {
    const { response: { id } } = await start()
    const stranger = await new Browser(local).send('POST', `/v1/client/sign_ins/${id}/attempt_first_factor`, { strategy: 'password', password: 'throughline-dev' })
    expect(stranger.status).toBe(404)
  })
})

describe('a sign-in is refused', () => {
  it('beside the field that is wrong', async () => {
    expect(await start('nobody@example.com')).toMatchObject({ status: 422, errors: [{ code: 'form_identifier_not_found', meta: { param_name: 'identifier' } }] })
    const { response: { id } } = await start()
    expect(await attempt(id, { strategy: 'password', password: 'wrong' })).toMatchObject({ status: 422, errors: [{ code: 'form_password_incorrect', meta: { param_name: 'password' } }] })
    await askForCode(id)
    expect(await attempt(id, { strategy: 'email_code', code: '111111' })).toMatchObject({ status: 422, errors: [{ code: 'form_code_incorrect', meta: { param_name: 'code' } }] })
  })

  it('when the code is late, and after five wrong ones', async () => {
    const { response: { id } } = await start()
    await askForCode(id)
    local.clock.advance(11 * 60_000)
    expect(await attempt(id, { strategy: 'email_code', code: '424242' })).toMatchObject({ errors: [{ code: 'verification_expired' }] })
    await askForCode(id)
    for (let wrong = 0; wrong < 5; wrong++) await attempt(id, { strategy: 'email_code', code: '111111' })
    expect(await attempt(id, { strategy: 'email_code', code: '424242' })).toMatchObject({ errors: [{ code: 'verification_failed' }] })
  })

  it('while somebody is signed in, with the client beside it', async () => {
    await browser.signIn('ada@example.com')
    const second = await start('grace@example.com')
    expect(second).toMatchObject({ status: 400, errors: [{ code: 'session_exists' }] })
    expect(second.meta?.client.sessions).toHaveLength(1)
  })

  it('when the account is banned', async () => {
    const clerk = sdk(local)
    const [ada] = (await clerk.users.getUserList({ emailAddress: ['ada@example.com'] })).data
    await clerk.users.banUser(ada?.id ?? '')
    expect(await browser.send('POST', '/v1/client/sign_ins', { identifier: 'ada@example.com', password: 'throughline-dev' })).toMatchObject({ status: 403, errors: [{ code: 'user_banned' }] })
  })
})
