import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { freePorts, portProblems, portsOf } from './ports.ts'

it.each(['127.0.0.1', '::1'])('names a port that is taken on %s and the variable that changes it', async (host) => {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a TCP server
  expect(await portProblems({ ...(await freePorts()), api: port })).toEqual([`Port ${port} is taken; set API_PORT to use another.`])
  server.close()
})

it('names a port that two want, and what is no port', async () => {
  const ports = portsOf({ NODE_ENV: 'test', WEB_PORT: '70000', API_PORT: '', CLERK_LOCAL_PORT: '4000' })
  expect(await portProblems(ports)).toContain('WEB_PORT is not a port; set it to a number such as 3000.')
  expect(await portProblems(ports)).toContain('Port 4000 is wanted twice, by API_PORT and CLERK_LOCAL_PORT; set CLERK_LOCAL_PORT to use another.')
})
