import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { instance } from '@throughline/clerk-local'
import { afterEach, describe, expect, it } from 'vitest'
import { keyFetcher } from './fetch-keys.ts'

let stop = () => {}
afterEach(() => stop())

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server's address is never a string
}

const options = { publishableKey: instance.publishableKey, secretKey: instance.secretKey, authorizedParties: [] }
const fetchFrom = (apiUrl: string) => keyFetcher({ ...options, apiUrl })(new AbortController().signal)
const answering = (body: string, status = 200) => serve((_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body))

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' })
const good: JsonWebKey = { ...rsa(2048), kid: 'good', use: 'sig', alg: 'RS256' }

it('asks the Backend API where its address is given, with the secret key', async () => {
  const asked: unknown[] = []
  const url = await serve((request, response) => {
    asked.push(request.url, request.headers.authorization)
    response.end(JSON.stringify({ keys: [good] }))
  })
  expect([...(await fetchFrom(`${url}/`)).keys()]).toEqual(['good'])
  expect(asked).toEqual(['/v1/jwks', `Bearer ${instance.secretKey}`])
})

it('otherwise asks the issuer, and sends no secret', async () => {
  const asked: unknown[] = []
  const url = await serve((request, response) => {
    asked.push(request.url, request.headers.authorization)
    response.end(JSON.stringify({ keys: [good] }))
  })
  await keyFetcher({ ...options, issuers: [`${url}/__clerk`] })(new AbortController().signal)
  expect(asked).toEqual(['/__clerk/.well-known/jwks.json', undefined])
})

describe('takes nothing from', () => {
  it.each([
    ['a bad gateway', 502, '<html>Bad gateway</html>'],
    ['a failure', 500, '{}'],
    ['a full house', 429, '{"errors":[]}'],
    ['another success', 206, JSON.stringify({ keys: [good] })],
    ['the page of a captive network', 200, '<html>Sign in to the network</html>'],
    ['an empty set', 200, '{"keys":[]}'],
    ['null', 200, 'null'],
    ['an array', 200, '[]'],
    ['a set that is no list', 200, '{"keys":{"length":1}}'],
    ['a set of something else', 200, '{"keys":[null,1,"x",[]]}'],
    ['more than it reads', 200, JSON.stringify({ keys: [good], padding: 'x'.repeat(300_000) })],
  ])('%s', async (_, status, body) => {
    await expect(fetchFrom(await answering(body, status))).rejects.toThrow(/answer/)
  })

  it('a redirect, wherever it leads', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/elsewhere') response.end(JSON.stringify({ keys: [good] }))
      else response.writeHead(302, { location: '/elsewhere' }).end()
    })
    await expect(fetchFrom(url)).rejects.toThrow('fetch failed')
  })

  it('a server that sends without end', async () => {
    const url = await serve((_, response) => {
      const more = () => response.write(' '.repeat(64_000), (error) => void (error ?? more()))
      more()
    })
    await expect(fetchFrom(url)).rejects.toThrow('more than')
  })

  it('nobody, once the signal says so', async () => {
    const url = await serve(() => {})
    const controller = new AbortController()
    const fetched = keyFetcher({ ...options, apiUrl: url })(controller.signal)
    controller.abort(new Error('too late'))
    await expect(fetched).rejects.toThrow('too late')
  })
})

it('takes RSA keys for signatures, and leaves all others in the same set', async () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  const secret = { kty: 'oct', k: 'c2VjcmV0' }
  const keys = [
    null,
    { ...good, kid: 'weak', ...rsa(1024) },
    { ...good, kid: 'huge', n: Buffer.alloc(2_048, 0xff).toString('base64url') },
    { ...good, kid: 'exponent', e: 'AQ' },
    { ...good, kid: 'for encryption', use: 'enc' },
    { ...good, kid: 'for another algorithm', alg: 'RS512' },
    { ...good, kid: 'without modulus', n: undefined },
    { ...good, kid: 'odd modulus', n: 7 },
    { ...good, kid: 5 },
    { ...ec, kid: 'ec', use: 'sig' },
    { ...secret, kid: 'secret', alg: 'RS256' },
    good,
    { ...rsa(2048), kid: 'good' },
    { ...rsa(3072), kid: 'plain' },
    { ...good, kid: '__proto__' },
  ]
  const taken = await fetchFrom(await answering(JSON.stringify({ keys })))
  expect([...taken.keys()]).toEqual(['good', 'plain', '__proto__'])
  expect(taken.get('good')!.export({ format: 'jwk' }).n).toBe(good.n)
})
