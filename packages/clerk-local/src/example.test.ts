import { createClerkClient, verifyToken } from '@clerk/backend'
import { createClerkLocal } from './index.ts'
import { expect, it } from 'vitest'

it('is a Clerk of its own for each test', async () => {
  const clerk = await createClerkLocal() // a free port, state in memory
  const { CLERK_SECRET_KEY: secretKey, CLERK_API_URL: apiUrl } = clerk.env.api() // or start your app with them
  const sdk = createClerkClient({ secretKey, apiUrl, telemetry: { disabled: true } })

  const token = await clerk.token('alan@example.com') // Acme active
  const { sub, o } = await verifyToken(token, { jwtKey: clerk.jwtKey })
  expect(o).toMatchObject({ slg: 'acme', rol: 'agent' })

  const personal = await clerk.token('alan@example.com', { organization: null })
  expect((await verifyToken(personal, { jwtKey: clerk.jwtKey })).o).toBeUndefined()
  const expired = await clerk.token('alan@example.com', { expiresIn: -10 })
  await expect(verifyToken(expired, { jwtKey: clerk.jwtKey })).rejects.toThrow('expired')
  const forged = await clerk.token('alan@example.com', { header: { alg: 'none' } })
  await expect(verifyToken(forged, { jwtKey: clerk.jwtKey })).rejects.toThrow('alg')

  clerk.fail('GET /v1/users/:id', 503, { times: 1 }) // a route that does not exist is an error at once
  await expect(sdk.users.getUser(sub)).rejects.toMatchObject({ status: 503 })
  clerk.latency('GET /v1/users/:id', 20)
  expect((await sdk.users.getUser(sub)).firstName).toBe('Alan')
  expect(clerk.requests.filter(({ path }) => path.startsWith('/v1/users/'))).toHaveLength(2)

  clerk.clock.advance(61_000) // for what comes next: codes, sessions and tokens by the stand-in's time
  clerk.setTokenLifetime(5)
  expect(clerk.outbox).toEqual([]) // otherwise { to, kind, code, at }, oldest first

  clerk.reset() // back to the seed, between tests
  await clerk.close()
})
