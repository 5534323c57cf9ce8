import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createClerkLocal, defaultSeed } from '@throughline/clerk-local'
import { expect, it } from 'vitest'
import { ApiServer } from './api-server.ts'
import { environments } from './environment.ts'
import { freePorts } from './ports.ts'
import { createLeash } from './processes/leash.ts'
import { Reloader } from './reloader.ts'

const EDITS = 20
const BETWEEN_MS = 500

it('twenty edits in ten seconds end with every row intact', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-edits-'))
  const ports = await freePorts()
  const clerk = await createClerkLocal({ port: ports.clerk })
  const leash = createLeash()
  const { api: env } = environments({ mode: 'development', ports, given: { PATH: process.env['PATH'], NODE_ENV: 'development' }, dataDir })
  const api = new ApiServer({ bundle: '.dev', env, port: ports.api, leash, warm: true })
  const errors: unknown[] = []
  let reloaded = 0
  const reloader = new Reloader({ build: () => api.build(), stop: () => api.stop(), start: () => api.start(), onReload: () => (reloaded += 1), onError: (error) => errors.push(error) })
  try {
    await api.build()
    await api.start()
    // Everybody's row is written all the while; what the API has answered must be there at the end.
    const address = `http://127.0.0.1:${ports.api}`
    let writing = true
    const writers = defaultSeed.users.map(async ({ email }) => {
      const authorization = `Bearer ${await clerk.token(email, { azp: `http://localhost:${ports.web}`, expiresIn: 600 })}`
      const answered: string[] = []
      while (writing) {
        const displayName = `${email} ${answered.length + 1}`
        if (await write(address, authorization, displayName).catch(() => false)) answered.push(displayName)
      }
      return { email, authorization, answered }
    })
    const reloads: Promise<void>[] = []
    for (let edit = 0; edit < EDITS; edit += 1) {
      reloads.push(reloader.request())
      await delay(BETWEEN_MS)
    }
    await Promise.all(reloads)
    writing = false
    const results = await Promise.all(writers)

    expect(errors).toEqual([])
    expect(reloaded).toBeGreaterThanOrEqual(3)
    for (const { email, authorization, answered } of results) {
      expect(answered.length).toBeGreaterThan(reloaded)
      const profile = await (await fetch(`${address}/api/profile`, { headers: { authorization } })).json()
      expect(profile).toMatchObject({ displayName: answered.at(-1), email })
    }
  } finally {
    await api.close()
    leash.close()
    await clerk.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 90_000)

async function write(address: string, authorization: string, displayName: string): Promise<boolean> {
  const response = await fetch(`${address}/trpc/user.updateProfile`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ json: { displayName, bio: '', timeZone: 'UTC' } }),
  })
  await response.body?.cancel()
  return response.ok
}
