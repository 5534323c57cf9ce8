import { expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { standIn } from '../../test/stand-in.ts'
import { servedRoutes } from './conformance.ts'

const settings = { passkeys: true, social: ['google'], apiKeys: { user: true, organization: true }, secondFactor: { totp: true, backupCodes: true }, organizations: { userMayCreate: true, domains: { enabled: true } } }
const local = await standIn({ settings })

const ADA = 'user_ada000000000000000000000000'
const QUERY = '?limit=x&offset=-1&query=%25&status=__proto__&redirect_url=http%3A%2F%2F%5B&state=__proto__&token=x&ticket=x'

/** Each by a form or as JSON: texts where objects belong, the other way round, and what is no text at all. */
const BODIES: readonly Record<string, unknown>[] = [
  {},
  { name: 5, email_address: '@', identifier: {}, password: [], strategy: 'nope', code: '', token: '.', phone_number: '+', redirect_url: 'http://[', public_metadata: 'x', unsafe_metadata: '[', role: '__proto__', subject: '%00', claims: '', user_id: 'x', to: 1, messages: [null], saml: 5, permissions: 5, on_behalf_of: '' },
  { name: 'x'.repeat(3000), user_id: ADA, subject: ADA, email_address: 'a@b.c', identifier: 'a@b.c', strategy: 'passkey', public_key_credential: '{"id":5}', provider: 'saml_okta', domains: ['a.b'], redirect_url: 'javascript:alert(1)', lifetime: -5, slug: '%%', role: 'org:admin', transfer: 'true' },
]

const filled = (path: string, id: string) => path.replace(/^\/\//, '/').replace(/:\w+/g, id) + QUERY

it('no route for servers fails of itself, whatever it is sent', async () => {
  const failed: string[] = []
  for (const route of servedRoutes().backend) {
    const [method = '', path = ''] = route.split(' ')
    for (const id of ['%00', method === 'DELETE' ? '__proto__' : ADA])
      for (const body of method === 'GET' ? [undefined] : ['[null]', ...BODIES.map((each) => JSON.stringify(each))]) {
        const headers = { authorization: `Bearer ${local.secretKey}`, 'content-type': 'application/json' }
        const answer = await fetch(local.url + filled(path, id), { method, headers, ...(body !== undefined && { body }) })
        await answer.arrayBuffer()
        if (answer.status >= 500) failed.push(`${answer.status} ${route} ${id} ${body}`)
      }
  }
  expect(failed).toEqual([])
}, 60_000)

it('no route for browsers fails of itself, whatever it is sent', async () => {
  const browser = new Browser(local)
  let { id: session } = await browser.signIn('ada@example.com')
  const failed: string[] = []
  for (const route of servedRoutes().frontend) {
    const [method = '', path = ''] = route.split(' ')
    for (const id of ['%00', session])
      for (const body of BODIES) {
        const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]))
        const answer = await browser.raw(method, `${filled(path, id)}&_clerk_session_id=${session}`, fields)
        await answer.arrayBuffer()
        if (answer.status >= 500) failed.push(`${answer.status} ${route} ${id} ${JSON.stringify(fields)}`)
      }
    const { status } = await browser.send('GET', `/v1/me?_clerk_session_id=${session}`)
    if (status === 200) continue
    local.reset() // that was signing out, or deleting oneself
    browser.cookies.clear()
    session = (await browser.signIn('ada@example.com')).id
  }
  expect(failed).toEqual([])
}, 60_000)
