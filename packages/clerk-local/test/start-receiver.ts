import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that answers 200 and remembers what it was asked. */
export async function startReceiver(): Promise<{ url: string; requests: Request[]; close(): Promise<void> }> {
  const requests: Request[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer) // no encoding was set
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
    requests.push(new Request(`http://app.localhost${request.url}`, { method: 'POST', headers, body: Buffer.concat(chunks) }))
    response.end()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/api/webhooks`, // a TCP server's address is never a string
    requests,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}
