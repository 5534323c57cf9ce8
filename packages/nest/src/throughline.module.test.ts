import { createTRPCClient, httpBatchLink, httpBatchStreamLink } from '@trpc/client'
import type { RouterOf } from '@throughline/contract'
import superjson from 'superjson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFixture, type Fixture } from '../test/fixture-app.ts'
import type { contract } from '../test/fixture-contract.ts'

type AppRouter = RouterOf<typeof contract>

let fixture: Fixture
beforeAll(async () => {
  fixture = await startFixture()
})
afterAll(() => fixture.close())

const clientOf = (token?: string) =>
  createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${fixture.url}/trpc`, transformer: superjson, headers: token ? { authorization: `Bearer ${token}` } : {} })],
  })
const as = async (user: string, organization?: string | null) =>
  clientOf(await fixture.clerk.token(`${user}@example.com`, organization === undefined ? {} : { organization }))
const dataOf = (call: Promise<unknown>) => call.then(() => 'passed', (error: { data: unknown }) => error.data)

describe('the contract, served', () => {
  it('answers with the caller that the token names', async () => {
    const ada = await as('ada')
    await expect(ada.note.mine.query()).resolves.toEqual({ userId: 'user_ada000000000000000000000000', orgRole: 'org:admin' })
    await expect(clientOf().note.open.query()).resolves.toEqual({ userId: null, orgRole: null })
  })

  it('keeps dates through the transformer', async () => {
    await expect((await as('ada')).note.rename.mutate({ name: 'x', size: 1 })).resolves.toEqual({ name: 'x', at: new Date(0) })
  })

  it('asks the policy for permissions and roles', async () => {
    const [ada, alan, grace] = await Promise.all(['ada', 'alan', 'grace'].map((user) => as(user)))
    await expect(alan!.note.assign.mutate()).resolves.toMatchObject({ orgRole: 'org:agent' })
    await expect(ada!.note.manage.mutate()).resolves.toMatchObject({ orgRole: 'org:admin' })
    expect(await dataOf(grace!.note.assign.mutate())).toMatchObject({ code: 'FORBIDDEN', httpStatus: 403, reason: 'permission-missing' })
    expect(await dataOf(alan!.note.manage.mutate())).toMatchObject({ code: 'FORBIDDEN', reason: 'permission-missing' })
    expect(await dataOf((await as('ada', null)).note.manage.mutate())).toMatchObject({ code: 'FORBIDDEN', reason: 'organization-required' })
  })

  it('answers 401 before it looks at the input', async () => {
    const wrong = { name: '', size: 'x' } as unknown as { name: string; size: number } // as a JavaScript caller sends it
    expect(await dataOf(clientOf().note.rename.mutate(wrong))).toEqual({
      code: 'UNAUTHORIZED',
      httpStatus: 401,
      path: 'note.rename',
      reason: 'token-missing',
      requestId: expect.any(String),
    })
  })

  it('keys invalid input by field, unknown fields too', async () => {
    const wrong = { name: '', size: 1.5, role: 'admin' }
    expect(await dataOf((await as('ada')).note.rename.mutate(wrong))).toEqual({
      code: 'BAD_REQUEST',
      httpStatus: 400,
      path: 'note.rename',
      requestId: expect.any(String),
      fieldErrors: { name: ['Enter a name.'], size: [expect.any(String)], role: [expect.any(String)] },
    })
  })

  it('streams a batch as JSON lines', async () => {
    const token = await fixture.clerk.token('ada@example.com')
    const client = createTRPCClient<AppRouter>({
      links: [httpBatchStreamLink({ url: `${fixture.url}/trpc`, transformer: superjson, headers: { authorization: `Bearer ${token}` } })],
    })
    await expect(Promise.all([client.note.mine.query(), client.note.open.query()])).resolves.toHaveLength(2)
  })

  it('streams tracked events, checks each one, and ends', async () => {
    const token = await fixture.clerk.token('ada@example.com')
    const ids: string[] = []
    const response = await fetch(`${fixture.url}/trpc/note.ticks?input=${encodeURIComponent(JSON.stringify({ json: { until: 3 } }))}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    })
    for (const [, id] of (await response.text()).matchAll(/^id: (.+)$/gm)) ids.push(id!)
    expect(ids).toEqual(['1', '2', '3'])
  })

  it('ends a stream whose event breaks the contract, without showing it', async () => {
    const token = await fixture.clerk.token('ada@example.com')
    const response = await fetch(`${fixture.url}/trpc/note.ticks?input=${encodeURIComponent(JSON.stringify({ json: { until: 101 } }))}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    })
    const text = await response.text()
    expect(text).toContain('"n":100')
    expect(text).not.toContain('"n":101')
    expect(text).toContain('serialized-error')
  })
})

describe('errors', () => {
  it('map from domain errors and from Nest’s exceptions', async () => {
    const error = (how: 'domain' | 'http') => clientOf().note.fail.query({ how }).catch((thrown: Error) => thrown)
    expect(await error('domain')).toMatchObject({ message: 'That note is taken.', data: { code: 'CONFLICT', httpStatus: 409 } })
    expect(await error('http')).toMatchObject({ message: 'Taken, says Nest.', data: { code: 'CONFLICT', httpStatus: 409 } })
  })

  it.each(['unknown', 'output'] as const)('mask what nobody expected (%s), with the request’s id and without a stack', async (how) => {
    const response = await fetch(`${fixture.url}/trpc/note.fail?input=${encodeURIComponent(JSON.stringify({ json: { how } }))}`, {
      headers: { 'x-request-id': 'from-the-web_1' },
    })
    expect(response.status).toBe(500)
    expect(response.headers.get('x-request-id')).toBe('from-the-web_1')
    const { error } = (await response.json()) as { error: { json: unknown } } // superjson's envelope
    expect(error.json).toEqual({
      message: 'Internal server error',
      code: -32603,
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, path: 'note.fail', requestId: 'from-the-web_1' },
    })
  })

  it('do not take a request id that could break a log', async () => {
    const response = await fetch(`${fixture.url}/rest/open`, { headers: { 'x-request-id': 'a b' } })
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('say the same over REST', async () => {
    const get = async (path: string) => (await (await fetch(`${fixture.url}${path}`)).json()) as object // JSON by contract
    expect(await get('/rest/mine')).toEqual({
      error: { message: 'Sign in first.', code: 'UNAUTHORIZED', httpStatus: 401, reason: 'token-missing', requestId: expect.any(String) },
    })
    expect(await get('/nowhere')).toMatchObject({ error: { code: 'NOT_FOUND', httpStatus: 404 } })
  })

  it('never show a stack or a cause over REST', async () => {
    const token = await fixture.clerk.token('ada@example.com')
    const response = await fetch(`${fixture.url}/rest/unknown`, { headers: { authorization: `Bearer ${token}` } })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/hunter2|at .*\.ts/)
  })
})
