import { verifyToken } from '@clerk/backend'
import type { ClientJSON, SessionJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../../test/browser.ts'
import { sdk } from '../../../test/sdk.ts'
import { standIn } from '../../../test/stand-in.ts'
import { defaultSeed } from '../../seed/seed.ts'

const loner = { email: 'loner@example.com', password: 'throughline-dev' }
const local = await standIn({ seed: { ...defaultSeed, users: [...defaultSeed.users, loner] } })
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

const claims = (session: SessionJSON) => verifyToken(session.last_active_token.jwt, { jwtKey: local.jwtKey })
const touch = async (id: string, organization: string) => (await browser.send<SessionJSON>('POST', `/v1/client/sessions/${id}/touch`, { active_organization_id: organization })).response

it('keeps a session pending until an organization is chosen, where one has to be', async () => {
  local.changeSettings({ organizations: { forceSelection: true } })
  const lonely = await browser.signIn('loner@example.com')
  expect(lonely).toMatchObject({ status: 'pending', tasks: [{ key: 'choose-organization' }] })
  expect(await claims(lonely)).toMatchObject({ sts: 'pending' })
  // A pending session may do what its tasks need.
  expect((await browser.send('GET', '/v1/me')).status).toBe(200)

  browser = new Browser(local)
  const { id } = await browser.signIn('ada@example.com')
  expect(await touch(id, '')).toMatchObject({ status: 'pending', tasks: [{ key: 'choose-organization' }] })
  const chosen = await touch(id, 'acme')
  expect(chosen).toMatchObject({ status: 'active', tasks: null })
  expect(await claims(chosen)).toMatchObject({ sts: 'active' })
})

it('starts a session active where the user’s last organization can be chosen for them', async () => {
  local.changeSettings({ organizations: { forceSelection: true } })
  expect(await browser.signIn('ada@example.com')).toMatchObject({ status: 'active', tasks: null })
})

it('asks for a second factor until there is one', async () => {
  local.changeSettings({ secondFactor: { required: true } })
  expect(await browser.signIn('ada@example.com')).toMatchObject({ status: 'pending', tasks: [{ key: 'setup-mfa' }] })
  local.changeSettings({ secondFactor: { required: false } })
  expect((await browser.send<ClientJSON>('GET', '/v1/client')).response.sessions).toMatchObject([{ status: 'active', tasks: null }])
})

it('treats a pending session as signed out on the server, unless the app asks otherwise', async () => {
  local.changeSettings({ organizations: { forceSelection: true } })
  const session = await browser.signIn('loner@example.com')
  const request = new Request('http://localhost:3000/', { headers: { authorization: `Bearer ${session.last_active_token.jwt}` } })
  const state = await sdk(local).authenticateRequest(request, { jwtKey: local.jwtKey })
  expect(state.toAuth()).toMatchObject({ userId: null })
  expect(state.toAuth({ treatPendingAsSignedOut: false })).toMatchObject({ sessionId: session.id, sessionStatus: 'pending' })
})
