import type { ClientJSON, SignUpJSON } from '@clerk/shared/types'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const PAGES = { redirect_url: 'http://localhost:3000/sso-callback', action_complete_redirect_url: 'http://localhost:3000/done' }
const PASSWORD = 'structured-1'

const local = await standIn({ settings: { social: ['google'] } })
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

const signUp = (fields: Record<string, string>, by = browser) => by.send<SignUpJSON>('POST', '/v1/client/sign_ups', fields)
const change = (id: string, fields: Record<string, string>, by = browser) => by.send<SignUpJSON>('PATCH', `/v1/client/sign_ups/${id}`, fields)
const client = async () => (await browser.send<ClientJSON>('GET', '/v1/client')).response
const usersWith = async (emailAddress: string) => (await sdk(local).users.getUserList({ emailAddress: [emailAddress] })).totalCount

async function prove(id: string, by = browser) {
  await by.send('POST', `/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' })
  return by.send<SignUpJSON>('POST', `/v1/client/sign_ups/${id}/attempt_verification`, { strategy: 'email_code', code: '424242' })
}

/** Comes back from the provider's page with an account there. */
async function comeBack(address: string | null | undefined, email: string): Promise<void> {
  const state = new URL(address ?? '').searchParams.get('state') ?? ''
  await browser.raw('POST', '/i/dev/v1/oauth_callback', { state, email_address: email })
}

const wayOut = ({ verifications }: SignUpJSON) => verifications?.external_account?.external_verification_redirect_url

describe('where an invitation is needed', () => {
  beforeEach(() => local.changeSettings({ signUpMode: 'restricted' }))

  it('nobody gets in by a way through a provider that they leave for the form', async () => {
    const { response: { id } } = await signUp({ strategy: 'oauth_google', ...PAGES })
    await change(id, { email_address: 'edsger@example.com', password: PASSWORD })
    expect((await prove(id)).errors).toMatchObject([{ code: 'sign_up_mode_restricted' }])
    expect(await usersWith('edsger@example.com')).toBe(0)
  })

  it('nobody gets in by a ticket that is none', async () => {
    await browser.send('POST', '/v1/client/sign_ins', { identifier: 'ada@example.com' })
    expect((await signUp({ strategy: 'ticket', ticket: 'none' })).status).toBe(400)
    const id = (await client()).sign_up?.id ?? ''
    await change(id, { email_address: 'edsger@example.com', password: PASSWORD })
    await prove(id)
    expect(await usersWith('edsger@example.com')).toBe(0)
  })
})

describe('an invitation', () => {
  const invite = async () => {
    const { id } = await sdk(local).invitations.createInvitation({ emailAddress: 'edsger@example.com' })
    return { id, ticket: new URL(local.outbox[0]?.link ?? '').searchParams.get('ticket') ?? '' }
  }

  it('lets in the address that it went to, and no other', async () => {
    const { response: { id } } = await signUp({ strategy: 'ticket', ticket: (await invite()).ticket })
    expect(await change(id, { email_address: 'other@example.com' })).toMatchObject({ status: 422, errors: [{ code: 'form_param_value_invalid' }] })
  })

  it('that is revoked while somebody fills in the form leaves no user behind', async () => {
    const { id: invitationId, ticket } = await invite()
    const { response: { id } } = await signUp({ strategy: 'ticket', ticket })
    await sdk(local).invitations.revokeInvitation(invitationId)
    expect((await change(id, { password: PASSWORD })).errors).toMatchObject([{ code: 'invitation_revoked' }])
    expect(await usersWith('edsger@example.com')).toBe(0)
  })

  it('into an organization that has no room leaves no user behind', async () => {
    const { id: organizationId } = await sdk(local).organizations.getOrganization({ slug: 'acme' })
    await sdk(local).organizations.createOrganizationInvitation({ organizationId, emailAddress: 'edsger@example.com', role: 'org:agent', redirectUrl: 'http://localhost:3000/sign-up' })
    await sdk(local).organizations.updateOrganization(organizationId, { maxAllowedMemberships: 1 })
    const ticket = new URL(local.outbox[0]?.link ?? '').searchParams.get('__clerk_ticket') ?? ''
    expect((await signUp({ strategy: 'ticket', ticket, password: PASSWORD })).errors).toMatchObject([{ code: 'organization_membership_quota_exceeded' }])
    expect(await usersWith('edsger@example.com')).toBe(0)
  })

  it('keeps its address for whoever goes on with a provider', async () => {
    const { response: { id } } = await signUp({ strategy: 'ticket', ticket: (await invite()).ticket })
    await comeBack(wayOut((await change(id, { strategy: 'oauth_google', ...PAGES })).response), 'dijkstra@gmail.example')
    expect((await client()).sessions[0]?.user).toMatchObject({ email_addresses: [{ email_address: 'edsger@example.com' }], external_accounts: [{ email_address: 'dijkstra@gmail.example' }] })
  })
})

describe('of two who want the same', () => {
  it('the second is told that the username is taken by now', async () => {
    local.changeSettings({ attributes: { username: { enabled: true, required: true } } })
    const other = new Browser(local)
    const { response: first } = await signUp({ email_address: 'one@example.com', username: 'edsger', password: PASSWORD })
    const { response: second } = await signUp({ email_address: 'two@example.com', username: 'edsger', password: PASSWORD }, other)
    expect((await prove(first.id)).response.status).toBe('complete')
    expect((await prove(second.id, other)).errors).toMatchObject([{ code: 'form_identifier_exists', meta: { param_name: 'username' } }])
  })

  it('the second is told that the address is taken, where none is proven', async () => {
    local.changeSettings({ enumerationProtection: true, attributes: { emailAddress: { verifyAtSignUp: false } } })
    expect((await signUp({ email_address: 'ada@example.com', password: PASSWORD })).errors).toMatchObject([{ code: 'form_identifier_exists' }])
    expect(await usersWith('ada@example.com')).toBe(1)
  })
})
