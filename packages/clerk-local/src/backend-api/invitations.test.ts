import { describe, expect, it } from 'vitest'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()
const clerk = sdk(local)

const DAY_MS = 86_400_000

describe('an invitation to the application', () => {
  it('goes out as an email with a link, and can be taken back once', async () => {
    const invitation = await clerk.invitations.createInvitation({ emailAddress: 'New@example.com', publicMetadata: { plan: 'pro' }, redirectUrl: 'http://localhost:3000/welcome' })
    expect(invitation).toMatchObject({ emailAddress: 'new@example.com', status: 'pending', publicMetadata: { plan: 'pro' }, revoked: false })
    expect(local.outbox).toMatchObject([{ to: 'new@example.com', slug: 'invitation', link: invitation.url }])
    expect(await clerk.invitations.revokeInvitation(invitation.id)).toMatchObject({ status: 'revoked', revoked: true })
    await expect(clerk.invitations.revokeInvitation(invitation.id)).rejects.toMatchObject({ status: 400, errors: [{ code: 'invitation_already_revoked' }] })
  })

  it('is refused for somebody who has one or an account, unless that is to be ignored', async () => {
    await clerk.invitations.createInvitation({ emailAddress: 'new@example.com', notify: false })
    expect(local.outbox).toEqual([])
    await expect(clerk.invitations.createInvitation({ emailAddress: 'new@example.com' })).rejects.toMatchObject({ status: 400, errors: [{ code: 'duplicate_record', meta: expect.anything() }] })
    await expect(clerk.invitations.createInvitation({ emailAddress: 'ada@example.com' })).rejects.toMatchObject({ errors: [{ code: 'form_identifier_exists' }] })
    for (const emailAddress of ['new@example.com', 'ada@example.com']) expect(await clerk.invitations.createInvitation({ emailAddress, ignoreExisting: true })).toMatchObject({ status: 'pending' })
    await expect(clerk.invitations.createInvitation({ emailAddress: 'nobody' })).rejects.toMatchObject({ errors: [{ code: 'form_param_format_invalid' }] })
    for (const redirectUrl of ['http://[', 'javascript:alert(1)']) await expect(clerk.invitations.createInvitation({ emailAddress: 'other@example.com', redirectUrl })).rejects.toMatchObject({ status: 422 })
  })

  it('expires after 30 days, or when it was told to', async () => {
    await clerk.invitations.createInvitation({ emailAddress: 'month@example.com' })
    await clerk.invitations.createInvitation({ emailAddress: 'week@example.com', expiresInDays: 7 })
    const expired = async () => (await clerk.invitations.getInvitationList({ status: 'expired' })).data.map(({ emailAddress }) => emailAddress)
    local.clock.advance(8 * DAY_MS)
    expect(await expired()).toEqual(['week@example.com'])
    local.clock.advance(23 * DAY_MS)
    expect(await expired()).toEqual(['week@example.com', 'month@example.com'])
  })

  it('is sent to many at once, or to nobody where one may not be invited', async () => {
    const sent = await clerk.invitations.createInvitationBulk([{ emailAddress: 'a@example.com' }, { emailAddress: 'b@example.com' }])
    expect(sent.map(({ emailAddress }) => emailAddress)).toEqual(['a@example.com', 'b@example.com'])
    await expect(clerk.invitations.createInvitationBulk([{ emailAddress: 'c@example.com' }, { emailAddress: 'a@example.com' }])).rejects.toMatchObject({ errors: [{ code: 'duplicate_record' }] })
    await expect(clerk.invitations.createInvitationBulk([{ emailAddress: 'd@example.com' }, { emailAddress: 'D@example.com' }])).rejects.toMatchObject({ errors: [{ code: 'duplicate_record' }] })
    expect((await clerk.invitations.getInvitationList()).totalCount).toBe(2)
  })

  it('is listed with pages, order and search, and without those that were revoked', async () => {
    for (const name of ['b', 'a', 'c']) await clerk.invitations.createInvitation({ emailAddress: `${name}@example.com` })
    const [newest] = (await clerk.invitations.getInvitationList()).data
    await clerk.invitations.revokeInvitation(newest?.id ?? '')
    const listed = async (params: Parameters<typeof clerk.invitations.getInvitationList>[0]) => (await clerk.invitations.getInvitationList(params)).data.map(({ emailAddress }) => emailAddress.slice(0, 1))
    expect(await listed({})).toEqual(['a', 'b'])
    expect(await listed({ orderBy: '-email_address' })).toEqual(['b', 'a'])
    expect(await listed({ orderBy: 'email_address', limit: 1, offset: 1 })).toEqual(['b'])
    expect(await listed({ query: 'B@' })).toEqual(['b'])
    expect(await listed({ status: 'revoked' })).toEqual(['c'])
  })

  it('is deleted with its email', async () => {
    const { id } = await clerk.invitations.createInvitation({ emailAddress: 'new@example.com' })
    expect(await clerk.invitations.deleteInvitation(id)).toMatchObject({ id, deleted: true })
    expect(local.outbox).toEqual([])
    await expect(clerk.invitations.deleteInvitation(id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('the lists of who may sign up', () => {
  it('are kept, told about and emptied', async () => {
    const told = await clerk.allowlistIdentifiers.createAllowlistIdentifier({ identifier: 'new@example.com', notify: true })
    expect(told).toMatchObject({ identifier: 'new@example.com', identifierType: 'email_address', invitationId: expect.stringMatching(/^inv_/) })
    expect(local.outbox).toHaveLength(1)
    await clerk.allowlistIdentifiers.createAllowlistIdentifier({ identifier: '*@acme.com', notify: true })
    await expect(clerk.allowlistIdentifiers.createAllowlistIdentifier({ identifier: 'nonsense', notify: false })).rejects.toMatchObject({ status: 422 })
    await expect(clerk.allowlistIdentifiers.createAllowlistIdentifier({ identifier: 'NEW@example.com', notify: false })).rejects.toMatchObject({ errors: [{ code: 'duplicate_record' }] })
    expect(await clerk.allowlistIdentifiers.getAllowlistIdentifierList({ limit: 1 })).toMatchObject({ data: [{ identifier: '*@acme.com' }], totalCount: 2 })
    await clerk.allowlistIdentifiers.deleteAllowlistIdentifier(told.id)
    expect((await clerk.allowlistIdentifiers.getAllowlistIdentifierList()).totalCount).toBe(1)
  })

  it('hold numbers and addresses to keep out', async () => {
    const { id } = await clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier: '+15555550100' })
    expect(await clerk.blocklistIdentifiers.getBlocklistIdentifierList()).toMatchObject({ data: [{ id, identifierType: 'phone_number' }], totalCount: 1 })
    await clerk.blocklistIdentifiers.deleteBlocklistIdentifier(id)
    await expect(clerk.blocklistIdentifiers.deleteBlocklistIdentifier(id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('the waitlist', () => {
  it('takes an address once, and lets it in by an invitation', async () => {
    const entry = await clerk.waitlistEntries.create({ emailAddress: 'New@example.com' })
    expect(await clerk.waitlistEntries.create({ emailAddress: 'new@example.com' })).toMatchObject({ id: entry.id })
    expect(local.outbox).toMatchObject([{ to: 'new@example.com', slug: 'waitlist_confirmation' }])
    const invited = await clerk.waitlistEntries.invite(entry.id)
    expect(invited).toMatchObject({ status: 'invited', invitation: { status: 'pending', emailAddress: 'new@example.com' } })
    expect(local.outbox[1]).toMatchObject({ slug: 'waitlist_invitation', link: expect.stringContaining('ticket=') })
    await expect(clerk.waitlistEntries.invite(entry.id)).rejects.toMatchObject({ errors: [{ code: 'waitlist_entry_already_invited' }] })
    await clerk.waitlistEntries.invite(entry.id, { ignoreExisting: true })
    await expect(clerk.waitlistEntries.delete(entry.id)).rejects.toMatchObject({ status: 400 })
  })

  it('turns people away, taking their invitation back', async () => {
    const { id } = await clerk.waitlistEntries.create({ emailAddress: 'new@example.com', notify: false })
    await clerk.waitlistEntries.invite(id)
    expect(await clerk.waitlistEntries.reject(id)).toMatchObject({ status: 'rejected', invitation: { status: 'revoked' } })
  })

  it('is filled at once, listed by status, order and search, and emptied', async () => {
    const [first] = await clerk.waitlistEntries.createBulk([{ emailAddress: 'b@example.com' }, { emailAddress: 'a@example.com', notify: false }])
    await clerk.waitlistEntries.invite(first?.id ?? '')
    const listed = async (params: Parameters<typeof clerk.waitlistEntries.list>[0]) => (await clerk.waitlistEntries.list(params)).data.map(({ emailAddress }) => emailAddress.slice(0, 1))
    expect(await listed({ orderBy: '+email_address' })).toEqual(['a', 'b'])
    expect(await listed({ orderBy: '-invited_at' })).toEqual(['b', 'a'])
    expect(await listed({ status: 'pending' })).toEqual(['a'])
    expect(await listed({ query: 'b@' })).toEqual(['b'])
    const [pending] = (await clerk.waitlistEntries.list({ status: 'pending' })).data
    expect(await clerk.waitlistEntries.delete(pending?.id ?? '')).toMatchObject({ deleted: true })
    await expect(clerk.waitlistEntries.createBulk([{ emailAddress: 'c@example.com' }, { emailAddress: 'nobody' }])).rejects.toMatchObject({ status: 422 })
    expect((await clerk.waitlistEntries.list()).totalCount).toBe(1)
  })
})
