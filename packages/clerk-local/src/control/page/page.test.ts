import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../../test/browser.ts'
import { sdk } from '../../../test/sdk.ts'
import { standIn } from '../../../test/stand-in.ts'
import { defaultSettings } from '../../instance/settings.ts'
import { settingAt, settingGroups } from './settings-fields.ts'

const ADA = 'user_ada000000000000000000000000'
const ACME = 'org_acme00000000000000000000000'

const local = await standIn({ instances: { shop: {} } })
let browser: Browser
beforeEach(() => void (browser = new Browser(local, local.url)))

const read = async (path: string) => (await browser.raw('GET', path)).text()

/** Sends a form of the page, and says where it leads. */
async function send(path: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await browser.raw('POST', `/_control/page${path}`, fields)
  expect(answer.status).toBe(303)
  return decodeURIComponent(answer.headers.get('location') ?? '')
}

/** What the settings form holds, as a browser would send it. */
async function settingsForm(): Promise<Record<string, string>> {
  const fields = settingGroups.flatMap((group) => group.fields)
  return Object.fromEntries(
    fields.flatMap(({ path, kind }) => {
      const value = settingAt(local.settings, path)
      if (kind === 'tick') return value === true ? [[path, 'true']] : []
      if (kind === 'json') return [[path, JSON.stringify(value)]]
      return [[path, Array.isArray(value) ? value.join(', ') : value === null ? '' : String(value)]]
    }),
  )
}

describe('users', () => {
  it('are found, created and changed, and the app sees it', async () => {
    expect(await read('/users?query=hopper')).toMatch(/grace@example\.com/)
    expect(await read('/users?query=hopper')).not.toMatch(/ada@example\.com/)
    const made = await send('/users', { email_address: 'edsger@example.com', password: 'structured-1', first_name: 'Edsger' })
    expect(made).toMatch(/^\/users\/user_\w+\?done=Created\.$/)
    await send(`/users/${ADA}`, { first_name: 'Augusta', public_metadata: '{"plan":"pro"}', private_metadata: '{}', unsafe_metadata: '{}', password: 'other-password' })
    expect(await sdk(local).users.getUser(ADA)).toMatchObject({ firstName: 'Augusta', lastName: null, publicMetadata: { plan: 'pro' } })
    await expect(new Browser(local).signIn('ada@example.com', 'other-password')).resolves.toBeTruthy()
  })

  it('are refused with a sentence, beside what was there before', async () => {
    expect(await send('/users', { email_address: 'ada@example.com' })).toBe('/users?problem=That email address is taken. Please try another.')
    expect(await send(`/users/${ADA}`, { public_metadata: 'no json' })).toMatch(/^\/users\/user_ada0+\?problem=.*JSON/)
    expect(await read(`/users/${ADA}?problem=${encodeURIComponent('<script>1</script>')}`)).not.toContain('<script>1')
    expect((await sdk(local).users.getUser(ADA)).firstName).toBe('Ada')
  })

  it('are banned, locked, freed and deleted', async () => {
    const ada = new Browser(local)
    await ada.signIn('ada@example.com')
    await send(`/users/${ADA}/ban`)
    expect((await ada.send('GET', '/v1/me')).status).toBe(401)
    expect((await ada.send('POST', '/v1/client/sign_ins', { identifier: 'ada@example.com', password: 'throughline-dev' })).errors).toMatchObject([{ code: 'user_banned' }])
    await send(`/users/${ADA}/unban`)
    await send(`/users/${ADA}/lock`)
    expect((await ada.send('POST', '/v1/client/sign_ins', { identifier: 'ada@example.com', password: 'throughline-dev' })).errors).toMatchObject([{ code: 'user_locked' }])
    expect((await sdk(local).users.getUser(ADA)).raw?.lockout_expires_in_seconds).toBe(3600)
    await send(`/users/${ADA}/unlock`)
    await ada.signIn('ada@example.com')
    expect(await send(`/users/${ADA}/delete`)).toBe('/users?done=Deleted.')
    expect(await sdk(local).users.getCount()).toBe(3)
  })

  it('get and lose addresses, but not the primary one', async () => {
    await send(`/users/${ADA}/emails`, { email_address: 'lovelace@example.com' })
    const [first, second] = (await sdk(local).users.getUser(ADA)).emailAddresses
    expect(await send(`/users/${ADA}/emails/${first?.id}/remove`)).toContain('problem=The primary address stays.')
    await send(`/users/${ADA}/emails/${second?.id}/primary`)
    await send(`/users/${ADA}/emails/${first?.id}/remove`)
    expect((await sdk(local).users.getUser(ADA)).emailAddresses.map(({ emailAddress }) => emailAddress)).toEqual(['lovelace@example.com'])
  })
})

it('makes this browser a user, and goes on to the app with cookies for it', async () => {
  const answer = await browser.raw('POST', `/_control/page/users/${ADA}/sign-in`, { app: 'http://localhost:3000' })
  const handshake = await browser.raw('GET', answer.headers.get('location') ?? '')
  expect(handshake.headers.get('location')).toMatch(/^http:\/\/localhost:3000\/\?__clerk_handshake=/)
  expect((await browser.send('GET', '/v1/me')).response).toMatchObject({ first_name: 'Ada' })
  for (const app of ['https://example.com', 'javascript:alert(1)', '']) expect(await send(`/users/${ADA}/sign-in`, { app })).toContain('is no address of an app on this machine')
})

it('offers the apps that have asked', async () => {
  await new Browser(local, 'http://localhost:5173').send('GET', '/v1/environment')
  expect(await read(`/users/${ADA}`)).toContain('<option value="http://localhost:5173">')
})

describe('organizations', () => {
  it('are created, renamed and deleted', async () => {
    const made = await send('/organizations', { name: 'Initech', slug: 'initech' })
    const id = /org_\w+/.exec(made)?.[0] ?? ''
    await send(`/organizations/${id}`, { name: 'Initrode', slug: 'initrode', max_allowed_memberships: '5', public_metadata: '{"a":1}', private_metadata: '{}' })
    expect(await sdk(local).organizations.getOrganization({ slug: 'initrode' })).toMatchObject({ name: 'Initrode', maxAllowedMemberships: 5, publicMetadata: { a: 1 } })
    expect(await send('/organizations', { name: 'Again', slug: 'acme' })).toContain('That slug is taken')
    expect(await send('/organizations', { name: 'Again', slug: 'No Slug' })).toContain('problem=It takes a name')
    await send(`/organizations/${id}/delete`)
    expect((await sdk(local).organizations.getOrganizationList()).totalCount).toBe(2)
  })

  it('get members, who change their role and leave', async () => {
    await send(`/organizations/${ACME}/members`, { user: 'linus@example.com', role: 'org:member' })
    const { id: linus } = (await sdk(local).users.getUserList({ emailAddress: ['linus@example.com'] })).data[0] ?? { id: '' }
    await send(`/organizations/${ACME}/members/${linus}`, { role: 'org:agent' })
    expect(await read(`/organizations/${ACME}`)).toMatch(/linus@example\.com.*<option value="org:agent" selected>/)
    expect(await send(`/organizations/${ACME}/members`, { user: 'linus@example.com', role: 'org:member' })).toContain('problem=')
    await send(`/organizations/${ACME}/members/${linus}/remove`)
    expect((await sdk(local).organizations.getOrganizationMembershipList({ organizationId: ACME })).totalCount).toBe(3)
  })
})

it('ends one session, or all', async () => {
  const [ada, alan] = [new Browser(local), new Browser(local)]
  const session = await ada.signIn('ada@example.com')
  await alan.signIn('alan@example.com')
  expect(await send(`/sessions/${session.id}/revoke`, { back: `/users/${ADA}` })).toBe(`/users/${ADA}?done=Revoked.`)
  expect([(await ada.send('GET', '/v1/me')).status, (await alan.send('GET', '/v1/me')).status]).toEqual([401, 200])
  expect(await send(`/sessions/revoke-all`, { back: 'https://example.com' })).toBe('/sessions?done=Revoked.')
  expect((await alan.send('GET', '/v1/me')).status).toBe(401)
})

describe('settings', () => {
  it('all have a place in the form, each of its kind', () => {
    const leaves = (value: unknown, path: string): string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && !fields.includes(path) ? Object.entries(value).flatMap(([name, each]) => leaves(each, path === '' ? name : `${path}.${name}`)) : [path]
    const fields = settingGroups.flatMap((group) => group.fields.map(({ path }) => path))
    expect(fields.toSorted()).toEqual(leaves(defaultSettings, '').toSorted())
  })

  it('stay as they are when the form is saved as it is', async () => {
    const before = structuredClone(local.settings)
    await send('/settings', await settingsForm())
    expect(local.settings).toEqual(before)
  })

  it('change what the app is told, and survive no reset', async () => {
    await send('/settings', { ...(await settingsForm()), applicationName: 'Shop', social: 'google, github', 'lockout.durationSeconds': '', signUpMode: 'restricted' })
    expect(local.settings).toMatchObject({ applicationName: 'Shop', social: ['google', 'github'], lockout: { durationSeconds: null } })
    const environment = await (await fetch(`${local.url}/v1/environment`)).json()
    expect(environment).toMatchObject({ display_config: { application_name: 'Shop' }, user_settings: { sign_up: { mode: 'restricted' } } })
    local.reset()
    expect(local.settings.applicationName).toBe('Throughline')
  })

  it('are refused where one is not what it has to be', async () => {
    const form = await settingsForm()
    for (const [name, value] of Object.entries({ tokenLifetimeSeconds: '-1', roles: '[]', signUpMode: 'anybody', sessionClaims: '{' }))
      expect(await send('/settings', { ...form, [name]: value })).toMatch(/^\/settings\?problem=/)
  })
})

it('belongs to the instance that the path names', async () => {
  expect(await read('/i/shop/users')).toContain('href="/i/shop/users/user_ada')
  const answer = await browser.raw('POST', '/i/shop/_control/page/users', { email_address: 'shopper@example.com' })
  expect(answer.headers.get('location')).toMatch(/^\/i\/shop\/users\/user_/)
  expect([await sdk(local).users.getCount(), await sdk(local.instance('shop')).users.getCount()]).toEqual([4, 5])
})

it('takes no form of another page', async () => {
  const foreign = new Browser(local, 'http://localhost:3000')
  expect((await foreign.raw('POST', `/_control/page/users/${ADA}/delete`)).status).toBe(403)
})

describe('webhooks', () => {
  it('are added, delivered, shown and sent again', async () => {
    const heard: string[] = []
    const receiver = createServer((request, response) => {
      heard.push(String(request.headers['svix-id']))
      response.writeHead(heard.length === 1 ? 500 : 200).end('<b>said</b>')
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const url = `http://localhost:${(receiver.address() as AddressInfo).port}/hook` // a TCP server's address is never a string
    expect(await send('/webhooks', { url, events: 'user.created' })).toBe('/webhooks?done=Added.')
    await send('/users', { email_address: 'edsger@example.com' })
    await local.webhooks.settled()
    const [delivery] = local.webhooks.deliveries
    expect(await read(`/webhooks/${delivery?.id}`)).toMatch(/edsger@example\.com/)
    expect(await read(`/webhooks/${delivery?.id}`)).not.toContain('<b>said')
    await send(`/webhooks/${delivery?.id}/replay`)
    await local.webhooks.settled()
    expect(await read('/webhooks')).toMatch(/user\.created.*delivered/)
    expect(heard).toEqual([delivery?.messageId, delivery?.messageId])
    await send(`/webhooks/${local.webhooks.endpoints[0]?.id}/remove`)
    expect(local.webhooks.endpoints).toEqual([])
    receiver.close()
  })

  it('go to no other machine', async () => {
    expect(await send('/webhooks', { url: 'https://example.com/hook' })).toContain('problem=Webhooks go to this machine only')
  })
})
