import { expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { standIn } from '../../test/stand-in.ts'
import { servedRoutes } from '../conformance/conformance.ts'

const settings = { passkeys: true, social: ['google'], attributes: { phoneNumber: { enabled: true } }, apiKeys: { user: true, organization: true }, secondFactor: { totp: true, backupCodes: true }, organizations: { userMayCreate: true, domains: { enabled: true } } }
const local = await standIn({ settings })

/** Every id and secret of Ada's that a path could name, gathered by herself and with the secret key. */
async function idsOfAda(ada: Browser, session: string): Promise<{ ids: string[]; organization: string }> {
  const server = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${local.secretKey}`, 'content-type': 'application/json' }
    return (await fetch(local.url + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })).json() as Promise<Record<string, unknown>> // only ids are read
  }
  const pending = new Browser(local)
  const signIn = await pending.send<{ id: string }>('POST', '/v1/client/sign_ins', { identifier: 'ada@example.com' })
  const signUp = await pending.send<{ id: string }>('POST', '/v1/client/sign_ups', { email_address: 'ada.two@example.com' })
  const { response: me } = await ada.send<{ id: string; email_addresses: { id: string }[] }>('GET', '/v1/me')
  const made = await ada.send<{ id: string }>('POST', '/v1/organizations', { name: 'Secrets of Ada' })
  const organization = made.response.id
  const others = await Promise.all([
    ada.send<{ id: string }>('POST', '/v1/me/phone_numbers', { phone_number: '+12015550155' }),
    ada.send<{ id: string }>('POST', '/v1/me/passkeys'),
    ada.send<{ id: string }>('POST', '/v1/me/external_accounts', { strategy: 'oauth_google', redirect_url: 'http://localhost:3000/' }),
    ada.send<{ id: string }>('POST', `/v1/organizations/${organization}/invitations`, { email_address: 'guest@example.com', role: 'org:member' }),
    ada.send<{ id: string }>('POST', `/v1/organizations/${organization}/domains`, { name: 'secrets.example' }),
  ])
  const key = await server('POST', '/api_keys', { name: 'Key of Ada', subject: me.id })
  const ids = [session, signIn.response.id, signUp.response.id, me.id, organization, String(key['id']), ...me.email_addresses.map(({ id }) => id), ...others.map(({ response, errors }) => response?.id ?? JSON.stringify(errors))]
  for (const id of ids) expect(id).toMatch(/^[a-z]+_\w+/)
  return { ids, organization }
}

/** Whether an answer shows something that only Ada and her organization have. */
const ADAS = /Secrets of Ada|Key of Ada|guest@example\.com|secrets\.example|2015550155|ada@example\.com|Lovelace/

/** What is for whoever comes; `:provider` is a page of a provider that is played, which lists accounts on purpose. */
const OPEN = /^(GET \/oauth\/:provider|(GET|POST) \/oauth\/|GET \/portal\/|GET \/v1\/(environment|client|client\/handshake)$)/

it.each(['nobody', 'another user'])('shows nothing of a user to a browser of %s, whichever id a route is asked for', async (who) => {
  const ada = new Browser(local)
  const session = (await ada.signIn('ada@example.com')).id
  const { ids } = await idsOfAda(ada, session)
  const before = await ada.send('GET', '/v1/me')
  const found: string[] = []
  let asked = 0
  for (const route of servedRoutes().frontend.filter((each) => /:\w+/.test(each) && !OPEN.test(each))) {
    const [method = '', path = ''] = route.split(' ')
    const stranger = new Browser(local)
    if (who === 'another user') await stranger.signIn('linus@example.com')
    for (const id of ids) {
      for (const query of ['', `?_clerk_session_id=${session}`]) {
        const address = path.replace(/^\/\//, '/').replace(/:\w+/g, id) + query
        const answer = await stranger.raw(method, address, { strategy: 'email_code', code: '424242', role: 'org:admin', name: 'Taken', user_id: ids[3] ?? '', email_address: 'eve@example.com' })
        const content = await answer.text()
        asked++
        if (![400, 401, 403, 404, 422].includes(answer.status) || ADAS.test(content)) found.push(`${answer.status} ${method} ${address} ${content.slice(0, 200)}`)
      }
    }
  }
  expect(found).toEqual([])
  expect(asked).toBeGreaterThan(1000)
  expect((await ada.send('GET', '/v1/me')).response).toEqual(before.response)
}, 60_000)

it('tells nobody anything by a route without an id', async () => {
  const found: string[] = []
  for (const route of servedRoutes().frontend.filter((each) => / \/v1\/me\b| \/v1\/organizations$|api_keys$/.test(each) && !each.includes(':'))) {
    const [method = '', path = ''] = route.split(' ')
    const answer = await new Browser(local).raw(method, path.replace(/^\/\//, '/'), { name: 'Taken', subject: 'user_ada000000000000000000000000' })
    await answer.text()
    if (answer.status !== 401) found.push(`${answer.status} ${route}`)
  }
  expect(found).toEqual([])
})

it('lets a member without permissions, one who has left and one of another organization change nothing of an organization', async () => {
  const ada = new Browser(local)
  const session = (await ada.signIn('ada@example.com')).id
  const { ids, organization } = await idsOfAda(ada, session)
  const linus = new Browser(local)
  const linusId = (await linus.signIn('linus@example.com')).user?.id ?? ''
  const routes = servedRoutes().frontend.filter((each) => /^(POST|PATCH|PUT|DELETE) \/v1\/organizations\/:/.test(each))
  expect(routes.length).toBeGreaterThan(10)
  const changed = async () => {
    const found: string[] = []
    for (const route of routes)
      for (const id of ids) {
        const [method = '', path = ''] = route.split(' ')
        const address = path.replace(/:\w+/, organization).replace(/:\w+/g, id)
        const { status } = await linus.send(method, address, { name: 'Taken', role: 'org:admin', user_id: linusId, email_address: 'eve@example.com' })
        if (![403, 404].includes(status)) found.push(`${status} ${method} ${address}`)
      }
    return found
  }
  expect(await changed()).toEqual([]) // of another organization
  const headers = { authorization: `Bearer ${local.secretKey}`, 'content-type': 'application/json' }
  const joined = await fetch(`${local.url}/v1/organizations/${organization}/memberships`, { method: 'POST', headers, body: JSON.stringify({ user_id: linusId, role: 'org:member' }) })
  expect(joined.status).toBe(200)
  expect(await changed()).toEqual([])
  await fetch(`${local.url}/v1/organizations/${organization}/memberships/${linusId}`, { method: 'DELETE', headers })
  expect(await changed()).toEqual([])
}, 60_000)
