import { request } from 'node:http'
import { createGunzip } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from './test-stack.ts'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(() => stack.stop())

interface Chunk {
  readonly text: string
  readonly at: number
}

/** Reads a JSON-lines answer as a browser that accepts gzip does, and notes when each piece arrived. */
function readStream(path: string, token: string): Promise<{ chunks: Chunk[]; encoding: string | undefined }> {
  const headers = { authorization: `Bearer ${token}`, 'trpc-accept': 'application/jsonl', 'accept-encoding': 'gzip' }
  return new Promise((resolve, reject) => {
    const outgoing = request(`${stack.webUrl}${path}`, { headers }, (response) => {
      const encoding = response.headers['content-encoding']
      const body = encoding === 'gzip' ? response.pipe(createGunzip()) : response
      const chunks: Chunk[] = []
      body.on('data', (data: Buffer) => chunks.push({ text: data.toString(), at: performance.now() }))
      body.on('end', () => resolve({ chunks, encoding })).on('error', reject)
    })
    outgoing.on('error', reject).end()
  })
}

/** Somebody whom the API has not met: its seed has mirrored the others, and Clerk’s messages do not reach it. */
async function createUser(): Promise<string> {
  for (const { id } of stack.clerk.webhooks.endpoints) stack.clerk.webhooks.remove(id)
  const email = `newcomer-${Date.now()}@example.com`
  const response = await fetch(`${stack.clerk.url}/v1/users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stack.clerk.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email_address: [email], skip_password_requirement: true }),
  })
  expect(response.status).toBe(200)
  return email
}

describe('through the web’s address, with gzip accepted', () => {
  it('the first chunk of a stream arrives before its last', async () => {
    // A user who is met for the first time waits for Clerk; the other call of the batch does not.
    stack.clerk.latency('GET /v1/users/:id', 1_200)
    const email = await createUser()
    const token = await stack.clerk.token(email, { azp: stack.webUrl })
    const { chunks } = await readStream('/trpc/system.info,user.profile?batch=1&input=%7B%7D', token)
    const info = chunks.findIndex(({ text }) => text.includes('Throughline'))
    const profile = chunks.findIndex(({ text }) => text.includes(email))
    expect(info).toBeGreaterThanOrEqual(0)
    expect(profile).toBeGreaterThan(info)
    expect(chunks[profile]!.at - chunks[info]!.at).toBeGreaterThan(500)
  })
})

it('the web’s own origin answers tRPC and REST alike, by token and by cookie', async () => {
  const token = await stack.clerk.token('ada@example.com', { azp: stack.webUrl })
  for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: `__session=${token}` }] as Record<string, string>[]) // each has one of the two
    expect((await fetch(`${stack.webUrl}/api/profile`, { headers })).status).toBe(200)
  expect((await fetch(`${stack.webUrl}/api/profile`)).status).toBe(401)
  expect((await fetch(`${stack.webUrl}/trpc/user.profile`)).status).toBe(401)
})
