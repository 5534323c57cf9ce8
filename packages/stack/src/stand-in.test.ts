import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, vi } from 'vitest'
import { environments } from './environment.ts'
import * as paths from './paths.ts'
import { freePorts } from './ports.ts'
import { startChild } from './processes/child.ts'
import { createLeash } from './processes/leash.ts'
import { untilReady } from './processes/ready.ts'
import { standInArgs } from './stand-in.ts'

/** As the API checks it, with what the API is given. */
function isSigned({ headers }: IncomingMessage, body: string, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${headers['svix-id']}.${headers['svix-timestamp']}.${body}`).digest('base64')
  return headers['svix-signature'] === `v1,${signature}`
}

it('tells the API of the same stack what changes, once, signed with the secret that this one has, also after another start', async () => {
  const ports = await freePorts()
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-stand-in-'))
  const { api: env } = environments({ mode: 'development', ports, given: { PATH: process.env['PATH'], NODE_ENV: 'development' }, dataDir })
  const told: string[] = []
  const api = createServer(async (request, response) => {
    const body = await text(request)
    const { type, data } = JSON.parse(body) as { type: string; data: { first_name?: string } } // the stand-in's own
    told.push(`${request.url} ${isSigned(request, body, env['CLERK_WEBHOOK_SIGNING_SECRET'] ?? '')} ${type} ${data.first_name}`)
    response.end()
  })
  await new Promise<void>((resolve) => api.listen(ports.api, '127.0.0.1', resolve))
  const leash = createLeash()
  const headers = { authorization: `Bearer ${env['CLERK_SECRET_KEY']}`, 'content-type': 'application/json' }
  try {
    for (const name of ['Augusta', 'Countess']) {
      const standIn = startChild({ name: 'clerk', args: standInArgs(ports, dataDir), cwd: paths.clerkLocal, env, leash })
      try {
        await untilReady(`http://127.0.0.1:${ports.clerk}/health`, standIn)
        const [ada] = (await (await fetch(`${env['CLERK_API_URL']}/v1/users?query=ada@example.com`, { headers })).json()) as { id: string }[] // Clerk's list of users
        await fetch(`${env['CLERK_API_URL']}/v1/users/${ada!.id}`, { method: 'PATCH', headers, body: JSON.stringify({ first_name: name }) })
        await vi.waitFor(() => expect(told.at(-1)).toBe(`/webhooks/clerk true user.updated ${name}`), 5_000)
      } finally {
        await standIn.stop()
      }
    }
    expect(told).toHaveLength(2)
  } finally {
    leash.close()
    await new Promise((resolve) => api.close(resolve))
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 60_000)
