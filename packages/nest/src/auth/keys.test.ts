import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClerkLocal } from '@throughline/clerk-local'
import { expect, it } from 'vitest'
import { resolveOptions } from '../options.ts'
import { SdkTokenVerifier } from './sdk-token-verifier.ts'
import { KeysUnavailableError, TokenRejectedError } from './token-verifier.ts'

/** Verifies a good token against a key server that answers like this. */
async function verifyWith(status: number, body: string, header: Record<string, unknown> = {}): Promise<unknown> {
  const clerk = await createClerkLocal()
  const server = createServer((_, response) => response.writeHead(status, { 'content-type': 'text/html' }).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address is never a string
  const { publishableKey, secretKey } = clerk
  const verifier = new SdkTokenVerifier(
    resolveOptions({ contract: {} }, { allowedOrigins: [], clerk: { publishableKey, secretKey, apiUrl: `http://127.0.0.1:${port}`, authorizedParties: ['http://localhost:3000'] } }),
  )
  try {
    return await verifier.verify(await clerk.token('ada@example.com', { header })).catch((error: unknown) => error)
  } finally {
    server.closeAllConnections()
    server.close()
    await clerk.close()
  }
}

it.each([
  [502, '<html>Bad gateway</html>'],
  [500, '{}'],
  [429, '{"errors":[]}'],
  [200, '<html>Sign in to the network</html>'],
  [200, '{"keys":[]}'],
])('a key server that answers %i %s is a key that cannot be had, not a bad token', async (status, body) => {
  expect(await verifyWith(status, body)).toBeInstanceOf(KeysUnavailableError)
}, 20_000)

it.each(['unknown', '__proto__', 'constructor', ''])('a token of a key that the server does not know, %j, is a bad token', async (kid) => {
  const body = JSON.stringify({ keys: [{ kid: 'another', kty: 'RSA', n: 'AQAB', e: 'AQAB' }] })
  expect(await verifyWith(200, body, { kid })).toBeInstanceOf(TokenRejectedError)
})
