import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const DELAY_MS = 20

export interface BackendApi {
  readonly url: string
  /** How often anybody has asked. */
  readonly requests: number
  close(): Promise<void>
}

/** Clerk's Backend API as far away as it is at best: every user after 20 ms. */
export async function startBackendApi(): Promise<BackendApi> {
  let requests = 0
  const server = createServer((incoming, response) => {
    requests++
    setTimeout(() => response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'user', id: incoming.url?.split('/').at(-1), email_addresses: [], external_accounts: [] })), DELAY_MS)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on TCP
    get requests() {
      return requests
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
