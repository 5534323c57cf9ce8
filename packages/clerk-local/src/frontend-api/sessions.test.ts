import { verifyToken } from '@clerk/backend'
import type { EmailAddressJSON, UserJSON } from '@clerk/shared/types'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'
import { createClerkLocal } from '../clerk-local.ts'

const local = await standIn()
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

const tokenOf = async (session: string, fields = {}) => {
  const answer = await browser.raw('POST', `/v1/client/sessions/${session}/tokens`, fields)
  return { status: answer.status, body: (await answer.json()) as { object: string; jwt: string } }
}

describe('a session', () => {
  it('gives bare tokens, for the active organization or none', async () => {
    const { id } = await browser.signIn('ada@example.com')
    const { body } = await tokenOf(id)
    expect(body).toEqual({ object: 'token', jwt: expect.any(String) })
    expect((await verifyToken(body.jwt, { jwtKey: local.jwtKey })).o).toMatchObject({ slg: 'acme', rol: 'admin' })
    expect((await verifyToken((await tokenOf(id, { organization_id: '' })).body.jwt, { jwtKey: local.jwtKey })).o).toBeUndefined()
  })

  it('switches to no organization and refuses one that the user is not in', async () => {
    const { id } = await browser.signIn('ada@example.com')
    const touch = (active_organization_id: string) => browser.send<{ last_active_organization_id: string | null }>('POST', `/v1/client/sessions/${id}/touch`, { active_organization_id })
    expect((await touch('')).response.last_active_organization_id).toBeNull()
    expect((await touch('globex')).status).toBe(404)
    expect((await tokenOf(id, { organization_id: 'globex' })).status).toBe(404)
  })

  it('switches between the user’s own organizations, and its tokens follow', async () => {
    const members = { 'solo@example.com': 'org:admin' }
    const seed = { users: [{ email: 'solo@example.com', password: 'throughline-dev' }], roles: {}, organizations: [{ name: 'One', slug: 'one', members }, { name: 'Two', slug: 'two', members }] }
    const other = await createClerkLocal({ seed })
    try {
      browser = new Browser(other)
      const { id } = await browser.signIn('solo@example.com')
      const { client } = await browser.send('POST', `/v1/client/sessions/${id}/touch`, { active_organization_id: 'two' })
      const jwts = [client?.sessions[0]?.last_active_token?.jwt ?? '', (await tokenOf(id)).body.jwt]
      for (const jwt of jwts) expect((await verifyToken(jwt, { jwtKey: other.jwtKey })).o).toMatchObject({ slg: 'two' })
    } finally {
      await other.close()
    }
  })

  it('is closed to every other browser, signed in or not', async () => {
    const { id } = await browser.signIn('ada@example.com')
    browser = new Browser(local)
    expect((await tokenOf(id)).status).toBe(401)
    await browser.signIn('grace@example.com')
    expect((await tokenOf(id)).status).toBe(401)
  })

  it('is over after a week', async () => {
    const { id } = await browser.signIn('ada@example.com')
    local.clock.advance(7 * 86_400_000 - 1_000)
    expect((await tokenOf(id)).status).toBe(200)
    local.clock.advance(2_000)
    expect((await tokenOf(id)).status).toBe(401)
    expect((await browser.send('GET', '/v1/client')).response).toMatchObject({ sessions: [], last_active_session_id: null })
  })

  it('ends by signing out, and when the Backend API revokes it', async () => {
    const { id } = await browser.signIn('ada@example.com')
    const { response } = await browser.send<{ sessions: unknown[] }>('DELETE', '/v1/client/sessions')
    expect(response.sessions).toEqual([])
    expect((await tokenOf(id)).status).toBe(401)
    expect((await sdk(local).sessions.getSession(id)).status).toBe('removed')
    const again = await browser.signIn('ada@example.com')
    await sdk(local).sessions.revokeSession(again.id)
    expect((await tokenOf(again.id)).status).toBe(401)
  })
})

describe('a signed-in user', () => {
  it('changes their name and sees it at once', async () => {
    const { id } = await browser.signIn('ada@example.com')
    const { response, client } = await browser.send('PATCH', `/v1/me?_clerk_session_id=${id}`, { first_name: 'Augusta', last_name: 'King' })
    expect(response).toMatchObject({ first_name: 'Augusta', last_name: 'King' })
    expect(client?.sessions[0]?.user).toMatchObject({ first_name: 'Augusta' })
  })

  it('adds an address, proves it by code, makes it primary and removes the old one, but never the last', async () => {
    await browser.signIn('ada@example.com')
    const { response: added } = await browser.send<EmailAddressJSON>('POST', '/v1/me/email_addresses', { email_address: 'countess@example.com' })
    expect(await new Browser(local).send('POST', '/v1/client/sign_ins', { identifier: 'countess@example.com' })).toMatchObject({ status: 422 })
    await browser.send('POST', `/v1/me/email_addresses/${added.id}/prepare_verification`, { strategy: 'email_code' })
    const { response: proven } = await browser.send<EmailAddressJSON>('POST', `/v1/me/email_addresses/${added.id}/attempt_verification`, { code: '424242' })
    expect(proven.verification?.status).toBe('verified')
    const { response: user } = await browser.send<UserJSON>('PATCH', '/v1/me', { primary_email_address_id: added.id })
    const old = user.email_addresses.find(({ id }) => id !== added.id)
    expect((await browser.send('DELETE', `/v1/me/email_addresses/${old?.id}`)).status).toBe(200)
    expect(await browser.send('DELETE', `/v1/me/email_addresses/${added.id}`)).toMatchObject({ status: 400 })
    await expect(new Browser(local).signIn('countess@example.com')).resolves.toBeTruthy()
  })

  it('changes the password only by the one before', async () => {
    await browser.signIn('ada@example.com')
    const change = (current_password: string) => browser.send('POST', '/v1/me/change_password', { current_password, new_password: 'analytical-1' })
    expect(await change('guess')).toMatchObject({ status: 422, errors: [{ code: 'form_password_incorrect' }] })
    expect((await change('throughline-dev')).status).toBe(200)
    await expect(new Browser(local).signIn('ada@example.com', 'analytical-1')).resolves.toBeTruthy()
  })

  it('signs out their other devices with a new password where the box is ticked', async () => {
    const phone = new Browser(local)
    await phone.signIn('ada@example.com')
    await browser.signIn('ada@example.com')
    await browser.send('POST', '/v1/me/change_password', { current_password: 'throughline-dev', new_password: 'analytical-1', sign_out_of_other_sessions: 'true' })
    expect([(await browser.send('GET', '/v1/me')).status, (await phone.send('GET', '/v1/me')).status]).toEqual([200, 401])
  })

  it('lists and revokes their own devices, nobody else’s', async () => {
    const phone = new Browser(local)
    const onPhone = await phone.signIn('ada@example.com')
    const grace = await new Browser(local).signIn('grace@example.com')
    await browser.signIn('ada@example.com')
    const devices = await (await browser.raw('GET', '/v1/me/sessions/active')).json()
    expect(devices).toMatchObject([{ id: onPhone.id, latest_activity: { object: 'session_activity' } }, {}])
    expect((await browser.send('POST', `/v1/me/sessions/${grace.id}/revoke`)).status).toBe(404)
    expect((await browser.send('POST', `/v1/me/sessions/${onPhone.id}/revoke`)).status).toBe(200)
    expect((await phone.send('GET', '/v1/me')).status).toBe(401)
  })

  it('is nobody when signed out', async () => {
    for (const path of ['/v1/me', '/v1/me/sessions/active', '/v1/me/organization_memberships']) expect((await browser.send('GET', path)).status).toBe(401)
  })
})
