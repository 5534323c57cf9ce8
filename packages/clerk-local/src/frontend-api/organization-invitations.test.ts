import type { OrganizationInvitationJSON, UserOrganizationInvitationJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()
let acme: string
let ada: Browser
let linus: Browser
beforeEach(async () => {
  ;[ada, linus] = [new Browser(local, 'http://localhost:3100'), new Browser(local)]
  await Promise.all([ada.signIn('ada@example.com'), linus.signIn('linus@example.com')])
  acme = (await sdk(local).organizations.getOrganization({ slug: 'acme' })).id
})

type Page<T> = { data: T[]; total_count: number }
const codes = ({ status, errors }: { status: number; errors: { code: string }[] }) => [status, errors[0]?.code]
const invite = (email_address: string, role = 'org:member') => ada.send<OrganizationInvitationJSON>('POST', `/v1/organizations/${acme}/invitations`, { email_address, role })
const mine = async (browser: Browser, status = 'pending') => (await browser.send<Page<UserOrganizationInvitationJSON>>('GET', `/v1/me/organization_invitations?status=${status}`)).response

it('sends everybody who is invited a link to the app’s page to sign in, or up', async () => {
  expect((await invite('Linus@example.com', 'org:agent')).response).toMatchObject({ object: 'organization_invitation', email_address: 'linus@example.com', role: 'org:agent', role_name: 'Agent', status: 'pending' })
  await invite('new@example.com')
  const links = local.outbox.map(({ to, slug, link }) => ({ to, slug, link: new URL(link ?? '') }))
  expect(links.map(({ to, slug, link }) => [to, slug, link.origin + link.pathname, link.searchParams.get('__clerk_status')])).toEqual([
    ['linus@example.com', 'organization_invitation', 'http://localhost:3100/sign-in', 'sign_in'],
    ['new@example.com', 'organization_invitation', 'http://localhost:3100/sign-up', 'sign_up'],
  ])
  expect(links[0]?.link.searchParams.get('__clerk_ticket')).not.toBe(links[1]?.link.searchParams.get('__clerk_ticket'))
})

it('shows a user what they are invited to, and makes them a member when they accept', async () => {
  const { response } = await invite('linus@example.com', 'org:agent')
  expect(await mine(linus)).toMatchObject({ total_count: 1, data: [{ id: response.id, public_organization_data: { slug: 'acme', name: 'Acme' }, role: 'org:agent' }] })
  const accepted = await linus.send('POST', `/v1/me/organization_invitations/${response.id}/accept`)
  expect(accepted.response).toMatchObject({ status: 'accepted' })
  expect(accepted.client?.sessions[0]?.user.organization_memberships.map(({ role }) => role)).toEqual(['org:admin', 'org:agent'])
  expect(await mine(linus)).toMatchObject({ total_count: 0 })
  expect(codes(await linus.send('POST', `/v1/me/organization_invitations/${response.id}/accept`))).toEqual([404, 'organization_invitation_not_pending'])
})

it('lets nobody accept an invitation of somebody else’s, or one that was revoked or is late', async () => {
  const { response } = await invite('new@example.com')
  expect(codes(await linus.send('POST', `/v1/me/organization_invitations/${response.id}/accept`))).toEqual([404, 'organization_invitation_not_found'])
  const own = (await invite('linus@example.com')).response
  expect((await ada.send('POST', `/v1/organizations/${acme}/invitations/${own.id}/revoke`)).response).toMatchObject({ status: 'revoked' })
  expect(codes(await linus.send('POST', `/v1/me/organization_invitations/${own.id}/accept`))).toEqual([404, 'organization_invitation_not_pending'])
  const again = (await invite('linus@example.com')).response
  local.clock.advance(31 * 86_400_000)
  linus = new Browser(local)
  await linus.signIn('linus@example.com')
  expect(await mine(linus)).toMatchObject({ total_count: 0 })
  expect(await mine(linus, 'pending,expired')).toMatchObject({ data: [{ id: again.id, status: 'expired' }] })
})

it('invites several at once, and names who is a member or invited already', async () => {
  const bulk = (addresses: string[]) => ada.raw('POST', `/v1/organizations/${acme}/invitations/bulk`, new URLSearchParams([...addresses.map((address): [string, string] => ['email_address', address]), ['role', 'org:member']]))
  expect(await (await bulk(['one@example.com', 'two@example.com'])).json()).toMatchObject({ response: [{ email_address: 'one@example.com' }, { email_address: 'two@example.com' }] })
  expect(await (await bulk(['three@example.com', 'two@example.com'])).json()).toMatchObject({ errors: [{ code: 'duplicate_record', meta: { email_addresses: ['two@example.com'] } }] })
  expect(await (await bulk(['three@example.com', 'alan@example.com'])).json()).toMatchObject({ errors: [{ code: 'already_a_member_in_organization', long_message: 'alan@example.com is already a member of the organization.' }] })
  const { response } = await ada.send<Page<OrganizationInvitationJSON>>('GET', `/v1/organizations/${acme}/invitations?status=pending&limit=10&offset=0`)
  expect(response).toMatchObject({ total_count: 2, data: [{ email_address: 'two@example.com' }, { email_address: 'one@example.com' }] })
  expect((await ada.send('GET', `/v1/organizations/${acme}`)).response).toMatchObject({ pending_invitations_count: 2 })
})

it('lets only those invite, see and revoke invitations who may manage members', async () => {
  const { response } = await invite('new@example.com')
  const alan = new Browser(local)
  await alan.signIn('alan@example.com')
  for (const [method, path] of [['GET', ''], ['POST', ''], ['POST', '/bulk'], ['POST', `/${response.id}/revoke`]] as const)
    expect(codes(await alan.send(method, `/v1/organizations/${acme}/invitations${path}`, { email_address: 'x@example.com', role: 'org:admin' }))).toEqual([403, 'missing_organization_permission'])
  const globex = (await sdk(local).organizations.getOrganization({ slug: 'globex' })).id
  expect(codes(await linus.send('POST', `/v1/organizations/${globex}/invitations/${response.id}/revoke`))).toEqual([404, 'organization_invitation_not_found'])
  expect(codes(await invite('no address'))).toEqual([422, 'form_param_format_invalid'])
  expect(codes(await invite('x@example.com', 'org:nobody'))).toEqual([404, 'resource_not_found'])
})
