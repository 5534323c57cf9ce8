import type { WebhookEventType } from '@clerk/backend/webhooks'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'
import { WebhookReceiver } from '../../test/webhook-receiver.ts'
import { instance } from '../instance/instance.ts'
import { defaultSeed } from '../seed/seed.ts'
import { eventTypes, type EventType } from './event-types.ts'

const PHONE = '+15555550100'

const app = new WebhookReceiver(instance.webhookSecret)
const url = await app.listen()
afterAll(() => app.close())
const local = await standIn({
  seed: { ...defaultSeed, users: [...defaultSeed.users, { phones: [{ number: PHONE }] }] },
  settings: { attributes: { phoneNumber: { enabled: true, signIn: true } } },
  webhooks: [{ url }],
  webhookDelivery: { retryMs: [0, 0] },
})
beforeEach(() => {
  app.received.length = 0
  app.statuses.length = 0
})

/** Every type that a test has made the stand-in send. */
const seen = new Set<string>()

const ADA = 'user_ada000000000000000000000000'

/** The types that arrive of what `act` does, none of which its receiver could not verify. */
async function typesOf(act: () => Promise<unknown>): Promise<string[]> {
  await local.webhooks.settled() // what led here
  app.received.length = 0
  await act()
  await local.webhooks.settled()
  expect(local.webhooks.deliveries.filter(({ state }) => state !== 'delivered')).toEqual([])
  for (const type of app.types) seen.add(type)
  return app.types
}

it('knows every event that the SDK has a type for, but those of billing', () => {
  type Billing = `paymentAttempt.${string}` | `subscription.${string}` | `subscriptionItem.${string}`
  const missing: [Exclude<WebhookEventType, EventType | Billing>] extends [never] ? true : false = true
  const invented: [Exclude<EventType, WebhookEventType>] extends ['session.pending'] ? true : false = true
  expect([missing, invented]).toEqual([true, true])
})

describe('the SDK’s verifyWebhook accepts', () => {
  it('what happens to a user, once for each request', async () => {
    const clerk = sdk(local)
    let id = ''
    expect(await typesOf(async () => void ({ id } = await clerk.users.createUser({ emailAddress: ['edsger@example.com'], password: 'structured-1', externalId: 'ext_1' })))).toEqual(['user.created'])
    expect(app.received[0]).toMatchObject({ event: { data: { object: 'user', id, email_addresses: [{ email_address: 'edsger@example.com' }] } }, body: { object: 'event', instance_id: instance.id } })
    expect(await typesOf(() => clerk.users.updateUser(id, { firstName: 'Edsger', lastName: 'Dijkstra' }))).toEqual(['user.updated'])
    expect(app.received[0]?.event.data).toMatchObject({ first_name: 'Edsger', private_metadata: {} })
    expect(await typesOf(() => clerk.users.updateUserMetadata(id, { privateMetadata: {} }))).toEqual([])
    expect(await typesOf(() => clerk.users.updateUserMetadata(id, { publicMetadata: { updated_at: 1 } }))).toEqual(['user.updated'])
    expect(await typesOf(() => clerk.users.updateUser(id, { password: 'a-new-password-1' }))).toEqual(['user.updated'])
    expect(await typesOf(() => clerk.users.deleteUser(id))).toEqual(['user.deleted'])
    expect(app.received[0]?.event.data).toEqual({ object: 'user', id, deleted: true, external_id: 'ext_1' })
  })

  it('a sign-up with its email, its user and its session, and who asked', async () => {
    const browser = new Browser(local)
    const { response } = await browser.send<{ id: string }>('POST', '/v1/client/sign_ups', { email_address: 'new@example.com', password: 'a-good-password' })
    const path = `/v1/client/sign_ups/${response.id}`
    expect(await typesOf(() => browser.send('POST', `${path}/prepare_verification`, { strategy: 'email_code' }))).toEqual(['email.created'])
    expect(app.received[0]?.event.data).toMatchObject({ object: 'email', slug: 'verification_code', to_email_address: 'new@example.com', data: { otp_code: '424242' } })
    expect(await typesOf(() => browser.send('POST', `${path}/attempt_verification`, { strategy: 'email_code', code: '424242' }))).toEqual(['user.created', 'session.created'])
    expect(app.received[1]).toMatchObject({
      event: { data: { object: 'session', status: 'active', user: { email_addresses: [{ email_address: 'new@example.com' }] } } },
      body: { event_attributes: { http_request: { client_ip: '127.0.0.1', user_agent: expect.stringMatching(/node|undici/i) } } },
    })
  })

  it('the end of a session, by its user, by an administrator, and with its user', async () => {
    const browser = new Browser(local)
    const session = await browser.signIn('ada@example.com')
    expect(await typesOf(() => browser.send('POST', `/v1/client/sessions/${session.id}/end`))).toEqual(['session.ended'])
    const { id } = await sdk(local).sessions.createSession({ userId: ADA })
    expect(await typesOf(() => sdk(local).sessions.revokeSession(id))).toEqual(['session.revoked'])
    await new Browser(local).signIn('ada@example.com')
    expect(await typesOf(() => sdk(local).users.deleteUser(ADA))).toEqual(['session.removed', 'organizationMembership.deleted', 'user.deleted'])
    expect(app.received[1]?.event.data).toMatchObject({ object: 'organization_membership', organization: { slug: 'acme' }, public_user_data: { user_id: ADA, identifier: 'ada@example.com' } })
  })

  it('a session that expired or was replaced as one that ended', async () => {
    const browser = new Browser(local)
    await browser.signIn('ada@example.com')
    local.clock.advance(8 * 86_400_000)
    expect(await typesOf(() => browser.send('GET', '/v1/client'))).toEqual(['session.ended'])
    expect(app.received[0]?.event.data).toMatchObject({ object: 'session', status: 'expired', user: { id: ADA } })
  })

  it('a session that has something left to do as pending', async () => {
    local.changeSettings({ organizations: { forceSelection: true } })
    await sdk(local).users.createUser({ emailAddress: ['loner@example.com'], password: 'structured-1' })
    expect(await typesOf(() => new Browser(local).signIn('loner@example.com', 'structured-1'))).toEqual(['session.pending'])
  })

  it('what happens to an organization, its members, invitations and domains', async () => {
    const { organizations } = sdk(local)
    let id = ''
    expect(await typesOf(async () => void ({ id } = await organizations.createOrganization({ name: 'Initech', createdBy: ADA, slug: 'initech' })))).toEqual(['organization.created', 'organizationMembership.created'])
    expect(app.received[0]?.event.data).toMatchObject({ object: 'organization', id, slug: 'initech', members_count: 1, created_by: ADA })
    expect(await typesOf(() => organizations.updateOrganization(id, { name: 'Initrode' }))).toEqual(['organization.updated'])
    const grace = { organizationId: id, userId: 'user_grace0000000000000000000000' }
    expect(await typesOf(() => organizations.createOrganizationMembership({ ...grace, role: 'org:member' }))).toEqual(['organizationMembership.created'])
    expect(await typesOf(() => organizations.updateOrganizationMembership({ ...grace, role: 'org:admin' }))).toEqual(['organizationMembership.updated'])
    expect(app.received[0]?.event.data).toMatchObject({ role: 'org:admin', organization: { id, name: 'Initrode' }, public_user_data: { user_id: grace.userId } })
    let invitationId = ''
    expect(await typesOf(async () => void ({ id: invitationId } = await organizations.createOrganizationInvitation({ organizationId: id, emailAddress: 'guest@example.com', role: 'org:member' })))).toEqual(['organizationInvitation.created', 'email.created'])
    expect(app.received[0]?.event.data).toMatchObject({ email_address: 'guest@example.com', organization_id: id, status: 'pending' })
    expect(await typesOf(() => organizations.revokeOrganizationInvitation({ organizationId: id, invitationId, requestingUserId: ADA }))).toEqual(['organizationInvitation.revoked'])
    let domainId = ''
    expect(await typesOf(async () => void ({ id: domainId } = await organizations.createOrganizationDomain({ organizationId: id, name: 'initech.com', enrollmentMode: 'manual_invitation', verified: true })))).toEqual(['organizationDomain.created'])
    expect(await typesOf(() => organizations.updateOrganizationDomain({ organizationId: id, domainId, verified: false }))).toEqual(['organizationDomain.updated'])
    expect(await typesOf(() => organizations.deleteOrganizationDomain({ organizationId: id, domainId }))).toEqual(['organizationDomain.deleted'])
    expect(app.received[0]?.event.data).toEqual({ object: 'organization_domain', id: domainId, deleted: true })
    expect((await typesOf(() => organizations.deleteOrganization(id))).toSorted()).toEqual(['organization.deleted', 'organizationMembership.deleted', 'organizationMembership.deleted'])
    expect(app.received.find(({ event }) => event.type === 'organization.deleted')?.event.data).toEqual({ object: 'organization', id, slug: 'initech', deleted: true })
  })

  it('an invitation that is accepted, with who accepted it', async () => {
    const { organizations, users } = sdk(local)
    const { id: organizationId } = await organizations.getOrganization({ slug: 'acme' })
    await organizations.createOrganizationInvitation({ organizationId, emailAddress: 'linus@example.com', role: 'org:member' })
    const ticket = new URL(local.outbox.at(-1)?.link ?? '').searchParams.get('__clerk_ticket') ?? ''
    const linus = (await users.getUserList({ emailAddress: ['linus@example.com'] })).data[0]?.id
    expect(await typesOf(() => new Browser(local).send('POST', '/v1/client/sign_ins', { strategy: 'ticket', ticket }))).toEqual(expect.arrayContaining(['organizationInvitation.accepted', 'organizationMembership.created', 'session.created']))
    expect(app.received.find(({ event }) => event.type === 'organizationInvitation.accepted')?.event.data).toMatchObject({ status: 'accepted', user_id: linus, email_address: 'linus@example.com' })
  })

  it('a text message with its code', async () => {
    expect(await typesOf(() => new Browser(local).send('POST', '/v1/client/sign_ins', { strategy: 'phone_code', identifier: PHONE }))).toEqual(['sms.created'])
    expect(app.received[0]?.event.data).toMatchObject({ object: 'sms_message', slug: 'verification_code', to_phone_number: PHONE, message: expect.stringContaining('424242'), phone_number_id: expect.stringMatching(/^idn_/) })
  })

  it('somebody on the waitlist, and what becomes of them', async () => {
    const { waitlistEntries } = sdk(local)
    let id = ''
    expect(await typesOf(async () => void ({ id } = await waitlistEntries.create({ emailAddress: 'eager@example.com', notify: false })))).toEqual(['waitlistEntry.created'])
    expect(app.received[0]?.event.data).toMatchObject({ object: 'waitlist_entry', id, email_address: 'eager@example.com', status: 'pending' })
    expect(await typesOf(() => waitlistEntries.reject(id))).toEqual(['waitlistEntry.updated'])
  })

  it('roles and permissions that come, change and go', async () => {
    const roles = { ...local.settings.roles, 'org:guest': { name: 'Guest', permissions: ['org:ticket:read'] } }
    expect(await typesOf(async () => local.changeSettings({ roles }))).toEqual(['permission.created', 'role.created'])
    expect(app.received[1]?.event.data).toMatchObject({ object: 'role', key: 'org:guest', permissions: expect.arrayContaining([expect.objectContaining({ key: 'org:ticket:read' })]) })
    expect(await typesOf(async () => local.changeSettings({ roles: { ...roles, 'org:guest': { name: 'Visitor', permissions: [] } } }))).toEqual(['permission.deleted', 'role.updated'])
    const { 'org:guest': _, ...rest } = roles
    const permissions = { 'org:ticket:create': { name: 'Create tickets', description: '' } }
    expect(await typesOf(async () => local.changeSettings({ roles: rest, permissions }))).toEqual(expect.arrayContaining(['permission.updated', 'role.deleted']))
  })

  it('all of them, by what is above', () => {
    expect(eventTypes.filter((type) => !seen.has(type))).toEqual([])
  })
})

describe('a delivery', () => {
  it('is tried again with the same message, as often as the schedule says', async () => {
    app.statuses.push(503, 500)
    await sdk(local).users.updateUser(ADA, { firstName: 'Augusta' })
    await local.webhooks.settled()
    const [delivery] = local.webhooks.deliveries
    expect(delivery).toMatchObject({ type: 'user.updated', url, state: 'delivered', nextAttemptAt: null, attempts: [{ status: 503, error: 'It answered 503.' }, { status: 500 }, { status: 200, error: null, response: 'noted' }] })
    expect(new Set(app.received.map(({ id }) => id)).size).toBe(1)
  })

  it('is given up after the last, and goes again when it is replayed', async () => {
    app.statuses.push(500, 500, 500)
    await sdk(local).users.updateUser(ADA, { firstName: 'Augusta' })
    await local.webhooks.settled()
    const [delivery] = local.webhooks.deliveries
    expect(delivery).toMatchObject({ state: 'failed', attempts: { length: 3 } })
    local.webhooks.replay(delivery?.id ?? '')
    await local.webhooks.settled()
    expect(delivery).toMatchObject({ state: 'delivered', attempts: { length: 4 } })
    expect(app.received[3]?.id).toBe(app.received[0]?.id)
  })

  it('says what stood in its way', async () => {
    const closed = new WebhookReceiver('')
    const gone = await closed.listen()
    await closed.close()
    local.webhooks.add({ url: gone, events: ['user.updated'] })
    await sdk(local).users.updateUser(ADA, { firstName: 'Augusta' })
    await local.webhooks.settled()
    expect(local.webhooks.deliveries[1]).toMatchObject({ url: gone, state: 'failed', attempts: [{ status: null, error: 'Nothing listens there.' }, {}, {}] })
  })

  it('arrives after those that were before it', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `Ada ${index}`)
    for (const firstName of names) await sdk(local).users.updateUser(ADA, { firstName })
    await local.webhooks.settled()
    expect(app.received.map(({ event }) => (event.data as { first_name?: string }).first_name)).toEqual(names) // all of them are users
  })
})

describe('an endpoint', () => {
  it('gets the events that it asked for, by name or by group, signed with its own secret', async () => {
    const secret = `whsec_${Buffer.from('another secret of theirs').toString('base64')}`
    const picky = new WebhookReceiver(secret)
    local.webhooks.add({ url: await picky.listen(), events: ['user.*', 'email.created'], secret })
    await new Browser(local).signIn('grace@example.com')
    await sdk(local).users.updateUser(ADA, { firstName: 'Augusta' })
    await local.webhooks.settled()
    expect(picky.types).toEqual(['user.updated'])
    expect(app.types).toEqual(['session.created', 'user.updated'])
    await picky.close()
  })

  it('is refused on another machine, and for events that do not exist', () => {
    for (const elsewhere of ['https://example.com/hook', 'http://10.0.0.7/', 'http://localhost.evil.example/', 'ftp://localhost/', 'nonsense']) expect(() => local.webhooks.add({ url: elsewhere })).toThrow(/this machine only|not an address/)
    expect(() => local.webhooks.add({ url, events: ['user.create'] })).toThrow('no event user.create')
    expect(() => local.webhooks.add({ url, secret: 'sesame' })).toThrow('whsec_')
  })

  it('hears nothing of the seed, and nothing once it is removed', async () => {
    local.reset()
    const [endpoint] = local.webhooks.endpoints
    local.webhooks.remove(endpoint?.id ?? '')
    await sdk(local).users.updateUser(ADA, { firstName: 'Augusta' })
    await local.webhooks.settled()
    expect(app.types).toEqual([])
  })
})
