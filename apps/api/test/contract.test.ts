import { contract } from '@throughline/api'
import { procedures, type Procedure } from '@throughline/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from './create-test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

async function statusOf(path: string, { kind }: Procedure, headers: Record<string, string> = {}): Promise<number> {
  const post = kind === 'mutation'
  const response = await fetch(`${app.url}/trpc/${path}`, {
    method: post ? 'POST' : 'GET',
    headers: { ...headers, ...(post && { 'content-type': 'application/json' }) },
    ...(post && { body: '{}' }),
  })
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) return statusInStream(response)
  await response.body?.cancel()
  return response.status
}

/** A subscription is refused by an event of its stream, in an answer whose status is 200. */
async function statusInStream(response: Response): Promise<number> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!/^data: \{"json"/m.test(text)) text += (await reader.read()).value ?? ''
  await reader.cancel()
  return Number(/"httpStatus":(\d+)/.exec(text)?.[1] ?? 200)
}

describe.each(procedures(contract))('$path', ({ path, procedure }) => {
  it(`is served with its access, ${procedure.access}`, async () => {
    const anonymous = await statusOf(path, procedure)
    const known = await statusOf(path, procedure, { authorization: `Bearer ${await app.clerk.token('ada@example.com')}` })
    const forged = await statusOf(path, procedure, { authorization: 'Bearer forged' })
    expect(forged).toBe(401)
    // An input that is missing is noticed only after the policy has let the call pass; a subscription's is optional.
    const passed = procedure.input && procedure.kind !== 'subscription' ? 400 : 200
    expect(known).toBe(passed)
    expect(anonymous).toBe(procedure.access === 'public' ? passed : 401)
  })

  it('is refused by the other method', async () => {
    const other = { ...procedure, kind: procedure.kind === 'mutation' ? 'query' : 'mutation' } as const // GET or POST
    expect(await statusOf(path, other, { authorization: `Bearer ${await app.clerk.token('ada@example.com')}` })).toBe(405)
  })
})

it('serves nothing that the contract does not name', async () => {
  for (const path of ['user.findById', 'user.constructor', 'system.onModuleInit', 'user', '']) {
    const response = await fetch(`${app.url}/trpc/${path}`)
    await response.body?.cancel()
    expect(response.status).toBe(404)
  }
})
