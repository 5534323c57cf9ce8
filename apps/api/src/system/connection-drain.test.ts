import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { createTestApp } from '../../test/create-test-app.ts'

it.each([
  ['half a header', 'POST /trpc/user.updateProfile HTTP/1.1\r\nHost: localhost\r\nContent-Le'],
  ['half a body', 'POST /trpc/user.updateProfile HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'],
])('a connection that has sent %s does not keep the server from closing', async (_, sent) => {
  const app = await createTestApp()
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(sent)
  await once(socket, 'connect')
  // Something whole after it, so that the half has arrived.
  await fetch(`${app.url}/health/live`)
  await Promise.all([app.close(), once(socket, 'close')])
  expect(socket.destroyed).toBe(true)
})
