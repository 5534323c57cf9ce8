import type { OrganizationDomainJSON, OrganizationMembershipRequestJSON, OrganizationSuggestionJSON, UserOrganizationInvitationJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const settings = { organizations: { domains: { enabled: true, enrollmentModes: ['automatic_invitation', 'automatic_suggestion'] } } } as const
const local = await standIn({ settings })
let acme: string
let ada: Browser
beforeEach(async () => {
  ada = new Browser(local)
  await ada.signIn('ada@example.com')
  acme = (await sdk(local).organizations.getOrganization({ slug: 'acme' })).id
})

type Page<T> = { data: T[]; total_count: number }
const codes = ({ status, errors }: { status: number; errors: { code: string }[] }) => [status, errors[0]?.code]
const domains = (path = '') => `/v1/organizations/${acme}/domains${path}`
const add = async (name: string) => (await ada.send<OrganizationDomainJSON>('POST', domains(), { name })).response
const newcomer = async (email: string) => {
  await sdk(local).users.createUser({ emailAddress: [email], password: 'structured-1' })
  const browser = new Browser(local)
  await browser.signIn(email, 'structured-1')
  return browser
}
const verified = async (name: string) => {
  const { id } = await add(name)
  await ada.send('POST', domains(`/${id}/prepare_affiliation_verification`), { affiliation_email_address: `ada@${name}` })
  await ada.send('POST', domains(`/${id}/attempt_affiliation_verification`), { code: '424242' })
  return id
}
const enroll = (id: string, enrollment_mode: string, delete_pending = 'false') => ada.send<OrganizationDomainJSON>('POST', domains(`/${id}/update_enrollment_mode`), { enrollment_mode, delete_pending })

it('verifies a domain by a code to an address of it', async () => {
  const { id, verification } = await add('Acme.dev')
  expect(verification).toBeNull()
  expect(codes(await ada.send('POST', domains(`/${id}/prepare_affiliation_verification`), { affiliation_email_address: 'ada@example.com' }))).toEqual([422, 'organization_domain_mismatch'])
  const prepared = await ada.send('POST', domains(`/${id}/prepare_affiliation_verification`), { affiliation_email_address: 'ada@acme.dev' })
  expect(prepared.response).toMatchObject({ affiliation_email_address: 'ada@acme.dev', verification: { status: 'unverified', strategy: 'email_code' } })
  expect(local.outbox.at(-1)).toMatchObject({ to: 'ada@acme.dev', code: '424242' })
  expect(codes(await ada.send('POST', domains(`/${id}/attempt_affiliation_verification`), { code: '000000' }))).toEqual([422, 'form_code_incorrect'])
  expect((await ada.send('POST', domains(`/${id}/attempt_affiliation_verification`), { code: '424242' })).response).toMatchObject({ verification: { status: 'verified' } })
})

it('invites by itself whoever has an address of a domain, before and after', async () => {
  const before = await newcomer('before@acme.dev')
  const id = await verified('acme.dev')
  expect((await enroll(id, 'automatic_invitation')).response).toMatchObject({ enrollment_mode: 'automatic_invitation', total_pending_invitations: 1 })
  const after = await newcomer('after@acme.dev')
  for (const browser of [before, after]) {
    const { response } = await browser.send<Page<UserOrganizationInvitationJSON>>('GET', '/v1/me/organization_invitations?status=pending')
    expect(response).toMatchObject({ total_count: 1, data: [{ public_organization_data: { slug: 'acme' }, role: 'org:member' }] })
  }
  expect((await enroll(id, 'manual_invitation', 'true')).response).toMatchObject({ total_pending_invitations: 0 })
  expect((await after.send<Page<object>>('GET', '/v1/me/organization_invitations?status=pending')).response.total_count).toBe(0)
})

it('suggests an organization, whose managers let in or turn away who asks', async () => {
  const id = await verified('acme.dev')
  await enroll(id, 'automatic_suggestion')
  const [first, second] = [await newcomer('first@acme.dev'), await newcomer('second@acme.dev')]
  for (const browser of [first, second]) {
    const { response } = await browser.send<Page<OrganizationSuggestionJSON>>('GET', '/v1/me/organization_suggestions?status=pending,accepted')
    expect(response).toMatchObject({ total_count: 1, data: [{ status: 'pending', public_organization_data: { name: 'Acme' } }] })
    const path = `/v1/me/organization_suggestions/${response.data[0]?.id}/accept`
    expect((await browser.send('POST', path)).response).toMatchObject({ status: 'accepted' })
    expect(codes(await browser.send('POST', path))).toEqual([400, 'organization_suggestion_already_accepted'])
    expect(codes(await ada.send('POST', path))).toEqual([404, 'resource_not_found'])
  }
  const requests = `/v1/organizations/${acme}/membership_requests`
  const { response } = await ada.send<Page<OrganizationMembershipRequestJSON>>('GET', `${requests}?status=pending`)
  expect(response.data.map(({ public_user_data }) => public_user_data.identifier)).toEqual(['first@acme.dev', 'second@acme.dev'])
  const [one, two] = response.data
  expect((await ada.send('POST', `${requests}/${one?.id}/accept`)).response).toMatchObject({ status: 'accepted' })
  expect((await ada.send('POST', `${requests}/${two?.id}/reject`)).response).toMatchObject({ status: 'revoked' })
  expect((await first.send<Page<object>>('GET', '/v1/me/organization_memberships')).response.total_count).toBe(1)
  expect((await second.send<Page<object>>('GET', '/v1/me/organization_memberships')).response.total_count).toBe(0)
  expect(codes(await first.send('POST', `${requests}/${two?.id}/accept`))).toEqual([403, 'missing_organization_permission'])
})

it('offers nothing of a domain that nobody has verified, nor to an address that nobody has', async () => {
  const { id } = await add('acme.dev')
  await enroll(id, 'automatic_suggestion')
  const browser = await newcomer('somebody@acme.dev')
  expect((await browser.send<Page<object>>('GET', '/v1/me/organization_suggestions')).response.total_count).toBe(0)
})

it('lists, filters and removes domains, for those who may', async () => {
  const id = await verified('acme.dev')
  await add('acme.org')
  await enroll(id, 'automatic_invitation')
  const { response } = await ada.send<Page<OrganizationDomainJSON>>('GET', domains('?limit=10&offset=0'))
  expect(response.data.map(({ name }) => name)).toEqual(['acme.dev', 'acme.org'])
  expect((await ada.send<Page<object>>('GET', domains('?enrollment_mode=automatic_invitation'))).response.total_count).toBe(1)
  expect((await ada.send('GET', domains(`/${id}`))).response).toMatchObject({ name: 'acme.dev' })
  const alan = new Browser(local)
  await alan.signIn('alan@example.com')
  for (const [method, path] of [['GET', ''], ['POST', ''], ['DELETE', `/${id}`], ['POST', `/${id}/update_enrollment_mode`]] as const)
    expect(codes(await alan.send(method, domains(path), { name: 'x.dev' }))).toEqual([403, 'missing_organization_permission'])
  expect((await ada.send('DELETE', domains(`/${id}`))).response).toMatchObject({ deleted: true })
  expect(codes(await ada.send('GET', domains(`/${id}`)))).toEqual([404, 'resource_not_found'])
})

it('refuses domains, and modes, that the instance has not enabled', async () => {
  local.changeSettings({ organizations: { domains: { enrollmentModes: ['automatic_invitation'] } } })
  const { id } = await add('acme.dev')
  expect(codes(await enroll(id, 'automatic_suggestion'))).toEqual([403, 'organization_domain_enrollment_mode_not_enabled'])
  local.changeSettings({ organizations: { domains: { enabled: false } } })
  expect(codes(await ada.send('POST', domains(), { name: 'acme.org' }))).toEqual([403, 'organization_domains_not_enabled'])
  expect((await ada.send('GET', domains())).status).toBe(200)
})

it('proves ownership of several domains by TXT records', async () => {
  const [one, two] = [await add('acme.dev'), await add('acme.org')]
  const bulk = async (action: string, ids: string[]) => (await ada.raw('POST', domains(`/${action}/bulk`), new URLSearchParams(ids.map((id): [string, string] => ['organization_domain_ids', id])))).json()
  expect(await bulk('attempt_ownership_verification', [one.id])).toMatchObject({ response: { data: [], errors: [{ id: one.id }] } })
  expect(await bulk('prepare_ownership_verification', [one.id, two.id, 'orgdmn_nowhere'])).toMatchObject({
    response: { data: [{ ownership_verification: { status: 'unverified', txt_record_name: '_clerk.acme.dev' } }, {}], errors: [{ id: 'orgdmn_nowhere', code: 'resource_not_found' }] },
  })
  expect(await bulk('attempt_ownership_verification', [one.id])).toMatchObject({ response: { data: [{ ownership_verification: { status: 'verified' } }] } })
})
