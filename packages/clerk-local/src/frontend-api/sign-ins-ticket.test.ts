import { verifyToken } from '@clerk/backend'
import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { signInOf } from '../../test/sign-in.ts'
import { standIn } from '../../test/stand-in.ts'
import { defaultSeed } from '../seed/seed.ts'

const ADA = 'user_ada000000000000000000000000'
const ALAN = 'user_alan00000000000000000000000'
const tom = { email: 'tom@example.com', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }

const local = await standIn({ seed: { ...defaultSeed, users: [...defaultSeed.users, tom] } })
let browser: Browser
let signIn: ReturnType<typeof signInOf>
beforeEach(() => {
  browser = new Browser(local)
  signIn = signInOf(browser)
})

const enter = (ticket: string, steps = signIn) => steps.create({ strategy: 'ticket', ticket })

it('a sign-in token is enough by itself, without a second factor', async () => {
  const clerk = sdk(local)
  const [user] = (await clerk.users.getUserList({ emailAddress: [tom.email] })).data
  const { token } = await clerk.signInTokens.createSignInToken({ userId: user?.id ?? '', expiresInSeconds: 60 })
  expect((await enter(token)).response).toMatchObject({ status: 'complete', identifier: tom.email, first_factor_verification: { strategy: 'ticket', status: 'verified' } })
})

it('a sign-in token that was used, revoked or made up is refused, each in its own words', async () => {
  const clerk = sdk(local)
  const { token } = await clerk.signInTokens.createSignInToken({ userId: ADA, expiresInSeconds: 60 })
  await enter(token, signInOf(new Browser(local)))
  expect(await enter(token)).toMatchObject({ status: 400, errors: [{ code: 'sign_in_token_already_used_code' }] })
  const { id, token: taken } = await clerk.signInTokens.createSignInToken({ userId: ADA, expiresInSeconds: 60 })
  await clerk.signInTokens.revokeSignInToken(id)
  expect(await enter(taken)).toMatchObject({ status: 400, errors: [{ code: 'sign_in_token_revoked_code' }] })
  expect(await enter('made-up')).toMatchObject({ status: 400, errors: [{ code: 'ticket_invalid_code' }] })
  expect(await signIn.create({ strategy: 'ticket' })).toMatchObject({ status: 422, errors: [{ code: 'form_param_missing' }] })
})

it('a sign-in token is not spent on somebody who is signed in already', async () => {
  const { token } = await sdk(local).signInTokens.createSignInToken({ userId: ADA, expiresInSeconds: 60 })
  await browser.signIn('alan@example.com')
  expect(await enter(token)).toMatchObject({ status: 400, errors: [{ code: 'session_exists' }] })
  expect((await enter(token, signInOf(new Browser(local)))).response.status).toBe('complete')
})

it('an actor token takes on another’s account, in the place of one’s own session, for as long as it says', async () => {
  await browser.signIn('ada@example.com')
  const { token } = await sdk(local).actorTokens.create({ userId: ALAN, actor: { sub: ADA }, expiresInSeconds: 60, sessionMaxDurationInSeconds: 120 })
  const { response, client } = await enter(token ?? '')
  const [session, ...others] = client?.sessions ?? []
  expect({ status: response.status, user: session?.user?.id, actor: session?.actor, others }).toEqual({ status: 'complete', user: ALAN, actor: { sub: ADA }, others: [] })
  expect(await verifyToken(session?.last_active_token?.jwt ?? '', { jwtKey: local.jwtKey })).toMatchObject({ sub: ALAN, act: { sub: ADA } })
  local.clock.advance(121_000)
  expect((await browser.send('GET', '/v1/me')).status).toBe(401)
})

it('an invitation into an organization signs its addressee in and makes them a member', async () => {
  const clerk = sdk(local)
  const { data: [globex] } = await clerk.organizations.getOrganizationList({ query: 'Globex' })
  await clerk.organizations.createOrganizationInvitation({ organizationId: globex?.id ?? '', emailAddress: 'grace@example.com', role: 'org:member' })
  const ticket = new URL(local.outbox.at(-1)?.link ?? '').searchParams.get('__clerk_ticket') ?? ''
  const { response, client } = await enter(ticket)
  expect(response).toMatchObject({ status: 'complete', identifier: 'grace@example.com' })
  expect(client?.sessions[0]?.last_active_organization_id).toBe(globex?.id)
  expect(await enter(ticket, signInOf(new Browser(local)))).toMatchObject({ status: 400, errors: [{ code: 'organization_invitation_already_accepted' }] })
})

it('an invitation of somebody without an account sends them to sign up', async () => {
  const clerk = sdk(local)
  const { data: [globex] } = await clerk.organizations.getOrganizationList({ query: 'Globex' })
  await clerk.organizations.createOrganizationInvitation({ organizationId: globex?.id ?? '', emailAddress: 'new@example.com', role: 'org:member' })
  const ticket = new URL(local.outbox.at(-1)?.link ?? '').searchParams.get('__clerk_ticket') ?? ''
  expect(await enter(ticket)).toMatchObject({ status: 400, errors: [{ code: 'organization_invitation_identification_not_exist' }] })
})
