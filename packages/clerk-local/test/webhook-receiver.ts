import { verifyWebhook, type WebhookEvent } from '@clerk/backend/webhooks'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What arrived, as the SDK's `verifyWebhook` gives it. */
export interface Received {
  readonly id: string
  readonly path: string
  readonly event: WebhookEvent
  /** With what `verifyWebhook` leaves out. */
  readonly body: Record<string, unknown>
}

/** An app's webhook route: verifies with the SDK, and answers 400 to what it does not accept. */
export class WebhookReceiver {
  readonly received: Received[] = []
  /** What it answers next, one after the other; 200 once they are used up. */
  readonly statuses: number[] = []
  readonly #server

  constructor(private readonly signingSecret: string) {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer) // no encoding was set
      const body = Buffer.concat(chunks).toString()
      const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      try {
        const event = await verifyWebhook(new Request('http://app.localhost', { method: 'POST', headers, body }), { signingSecret: this.signingSecret })
        this.received.push({ id: headers.get('svix-id') ?? '', path: request.url ?? '', event, body: JSON.parse(body) as Received['body'] })
        response.writeHead(this.statuses.shift() ?? 200).end('noted')
      } catch (error) {
        response.writeHead(400).end(String(error))
      }
    })
  }

  /** Its address, once it listens on a free port. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => void this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}` // a TCP server's address is never a string
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => void this.#server.close(resolve))
  }

  get types(): string[] {
    return this.received.map(({ event }) => event.type)
  }
}
