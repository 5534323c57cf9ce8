import { expect, it } from 'vitest'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn({ settings: { apiKeys: { user: true, organization: true } } })
const clerk = sdk(local)

const ADA = 'user_ada000000000000000000000000'
const ALAN = 'user_alan00000000000000000000000'
const ACME = 'org_acme00000000000000000000000'

interface Reply {
  readonly id: string
  readonly secret?: string
  readonly data: { name: string }[]
  readonly total_count: number
  readonly errors?: { code: string }[]
}

/** A request as clerk-js makes it: no cookie, the session's token, JSON. */
async function ask(as: string | null, method: string, path: string, body?: object): Promise<Reply & { status: number }> {
  const token = as === null ? 'none' : await local.token(as)
  const init = { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) }
  const answer = await fetch(local.url + path, init)
  return { ...((await answer.json()) as Reply), status: answer.status } // one of the forms of Reply
}

const ada = (method: string, path: string, body?: object) => ask('ada@example.com', method, path, body)

it('a user makes keys of their own, sees their secret once, and revokes them', async () => {
  const made = await ada('POST', '/api_keys', { type: 'api_key', name: 'ci', subject: ADA, seconds_until_expiration: 86_400 })
  expect(await clerk.apiKeys.verify(made.secret ?? '')).toMatchObject({ id: made.id, subject: ADA, createdBy: ADA })
  expect(await ada('GET', `/api_keys?subject=${ADA}&limit=10&offset=0&query=`)).toMatchObject({ total_count: 1, data: [{ name: 'ci' }] })
  expect((await ada('GET', `/api_keys?subject=${ADA}&query=other`)).total_count).toBe(0)
  expect((await ada('POST', '/api_keys', { name: 'ci', subject: ADA })).errors).toMatchObject([{ code: 'token_creation_conflict' }])
  await ada('POST', `//api_keys/${made.id}/revoke`, { revocation_reason: 'lost' })
  await expect(clerk.apiKeys.verify(made.secret ?? '')).rejects.toMatchObject({ status: 404 })
})

it('keys are listed in the order in which they were made: the component shows a new one on the last page', async () => {
  for (const name of ['first', 'second']) await ada('POST', '/api_keys', { name, subject: ADA })
  expect(await ada('GET', `/api_keys?subject=${ADA}`)).toMatchObject({ data: [{ name: 'first' }, { name: 'second' }] })
})

it('nobody reaches another user’s keys', async () => {
  const { id } = await clerk.apiKeys.create({ name: 'of Alan', subject: ALAN })
  const answers = [await ada('GET', `/api_keys?subject=${ALAN}`), await ada('POST', '/api_keys', { name: 'mine', subject: ALAN }), await ada('POST', `/api_keys/${id}/revoke`, {})]
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
  expect((await ask(null, 'GET', `/api_keys?subject=${ADA}`)).status).toBe(401)
})

it('an organization’s keys are for members who may', async () => {
  const made = await ada('POST', '/api_keys', { name: 'of Acme', subject: ACME })
  expect(made.status).toBe(200)
  for (const who of ['grace@example.com', 'linus@example.com']) {
    const answers = [await ask(who, 'GET', `/api_keys?subject=${ACME}`), await ask(who, 'POST', `/api_keys/${made.id}/revoke`, {})]
    expect(answers.map(({ status }) => status >= 400)).toEqual([true, true])
  }
})

it('keys are for who has them switched on', async () => {
  local.changeSettings({ apiKeys: { user: false, organization: false } })
  for (const subject of [ADA, ACME]) expect((await ada('GET', `/api_keys?subject=${subject}`)).status).toBe(403)
})

it('a token that was changed, has expired or whose session has ended is nobody’s', async () => {
  const token = await local.token('ada@example.com')
  const status = async (bearer: string) => (await fetch(`${local.url}/api_keys?subject=${ADA}`, { headers: { authorization: `Bearer ${bearer}` } })).status
  expect(await status(token)).toBe(200)
  const [head = '', payload = '', signature = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object // a token's claims
  expect(await status([head, Buffer.from(JSON.stringify({ ...claims, sub: ALAN })).toString('base64url'), signature].join('.'))).toBe(401)
  expect(await status(await local.token('ada@example.com', { expiresIn: -10 }))).toBe(401)
  for (const { id } of (await clerk.sessions.getSessionList({ userId: ADA, status: 'active' })).data) await clerk.sessions.revokeSession(id)
  expect(await status(token)).toBe(401)
})
