import type { KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of public keys that a test may rotate, break and silence. */
export interface KeyServer {
  readonly url: string
  /** Requests since the start. */
  fetches: number
  keys: Record<string, KeyObject>
  /** `silent` takes requests and answers none. */
  state: 'up' | 'failing' | 'silent'
  close(): void
}

export async function startKeyServer(keys: Record<string, KeyObject>): Promise<KeyServer> {
  const server = createServer((_, response) => {
    keyServer.fetches += 1
    if (keyServer.state === 'silent') return
    const jwks = Object.entries(keyServer.keys).map(([kid, key]) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }))
    response.writeHead(keyServer.state === 'up' ? 200 : 500, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: jwks }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const keyServer: KeyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server's address is never a string
    fetches: 0,
    keys,
    state: 'up',
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return keyServer
}
