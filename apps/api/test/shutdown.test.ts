import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClerkLocal, instance, type ClerkLocal } from '@throughline/clerk-local'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildServer, startServer, type ServerProcess } from './server-process.ts'

// As many streams as one user may have, and enough users for a thousand.
const STREAMS_EACH = 50
const USERS = 20

let clerk: ClerkLocal
let dataDir: string
let server: ServerProcess
beforeAll(async () => {
  ;[clerk] = await Promise.all([createClerkLocal(), buildServer()])
  dataDir = mkdtempSync(join(tmpdir(), 'throughline-shutdown-'))
  server = startServer({ ...clerk.env.api(), CLERK_JWT_KEY: clerk.jwtKey, DATA_DIR: dataDir, API_PORT: '0' })
})
afterAll(async () => {
  server.child.kill('SIGKILL')
  await server.exit
  await clerk.close()
  rmSync(dataDir, { recursive: true })
})

it('SIGTERM ends a thousand streams so that their clients come back, lets a call finish, and the process goes within 5 s', async () => {
  const port = Number(new URL(await server.listening).port)
  const tokens = await Promise.all(Array.from({ length: USERS }, (_, number) => tokenOfNewUser(number)))
  const streams: Talk[] = []
  for (const token of tokens) {
    const opened = Array.from({ length: STREAMS_EACH }, () => talk(port, `GET /trpc/user.onProfileChange HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${token}\r\n\r\n`))
    streams.push(...opened)
    await Promise.all(opened.map(({ says }) => says('\nid: ')))
  }

  const body = JSON.stringify({ json: { displayName: 'Grace', bio: '', timeZone: 'UTC' } })
  const call = talk(port, `POST /trpc/user.updateProfile HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nAuthorization: Bearer ${tokens[0]}\r\n\r\n`)
  await call.says('100 Continue')

  const stopped = performance.now()
  server.child.kill('SIGTERM')
  const ends = await Promise.all(streams.map(({ ended }) => ended))
  call.socket.write(body)
  expect(await call.ended).toMatch(/HTTP\/1\.1 200 [^]*"displayName":"Grace"/)
  await expect(server.exit).resolves.toMatchObject({ code: 0, errors: '' })
  expect(performance.now() - stopped).toBeLessThan(5_000)

  expect(ends).toHaveLength(USERS * STREAMS_EACH)
  for (const text of ends) {
    // The last chunk, and the end of the body as HTTP writes it: nothing was cut off.
    expect(text).toMatch(/retry: \d+\n\n\n\r\n0\r\n\r\n$/)
    expect(text).not.toMatch(/event: (return|serialized-error)/)
  }
}, 60_000)

async function tokenOfNewUser(number: number): Promise<string> {
  const email = `reader${number}@example.com`
  const created = await fetch(`${clerk.url}/v1/users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${instance.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email_address: [email], skip_password_requirement: true }),
  })
  expect(created.status).toBe(200)
  return clerk.token(email)
}

interface Talk {
  readonly socket: Socket
  /** Resolves when the other side has said this. */
  says(part: string): Promise<void>
  /** All that was said, once the connection has closed. */
  readonly ended: Promise<string>
}

function talk(port: number, request: string): Talk {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => (text += chunk)).on('error', () => {})
  socket.write(request)
  const ended = once(socket, 'close').then(() => text)
  return {
    socket,
    ended,
    says: async (part) => {
      while (!text.includes(part)) {
        if (socket.closed) throw new Error(`The connection ended without ${part}: ${text.slice(0, 500)}`)
        await Promise.race([once(socket, 'data'), ended])
      }
    },
  }
}
