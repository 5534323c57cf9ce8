import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createClerkLocal } from '@throughline/clerk-local'
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
  const reloader = new Reloader({ build: () => api.build(), stop: () => api.stop(), start: () => api.start(), onError: (error) => errors.push(error) })
  try {
    await api.build()
    await api.start()
    // Rows are written all the while; what the API has answered must be there at the end.
    const authorization = `Bearer ${await clerk.token('ada@example.com', { azp: `http://localhost:${ports.web}`, expiresIn: 600 })}`
    const address = `http://127.0.0.1:${ports.api}`
    const write = async (displayName: string) => {
      const response = await fetch(`${address}/trpc/user.updateProfile`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ json: { displayName, bio: '', timeZone: 'UTC' } }),
      })
      return response.ok
    }
    let answered = ''
    let writing = true
    const writer = (async () => {
      for (let n = 1; writing; n += 1) if (await write(`Ada ${n}`).catch(() => false)) answered = `Ada ${n}`
    })()
    const reloads: Promise<void>[] = []
    for (let edit = 0; edit < EDITS; edit += 1) {
      reloads.push(reloader.request())
      await delay(BETWEEN_MS)
    }
    await Promise.all(reloads)
    writing = false
    await writer

    expect(errors).toEqual([])
    const profile = (await (await fetch(`${address}/api/profile`, { headers: { authorization } })).json()) as { displayName: string; email: string } // the contract's profile
    expect(profile).toMatchObject({ displayName: answered, email: 'ada@example.com' })
    expect(answered).toMatch(/^Ada \d+$/)
  } finally {
    await api.close()
    leash.close()
    await clerk.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 90_000)
