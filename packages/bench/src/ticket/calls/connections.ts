import { Agent, request } from 'node:http'

export interface HttpCall {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What came back; `status` is 0 where nothing did, and `text` then says why. */
export interface HttpAnswer {
  readonly status: number
  readonly text: string
  readonly retryAfter: string | undefined
}

/** Longer than any answer of the API may take. */
const PATIENCE_MS = 10_000

/** Kept-alive connections to one API process, at most `max` of them: what finds none free waits for one. */
export class Connections {
  private readonly agent: Agent

  constructor(
    private readonly url: string,
    max = Infinity,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: max, maxFreeSockets: 1_000 })
  }

  /** Never rejects. */
  call({ method, path, headers, body }: HttpCall): Promise<HttpAnswer> {
    return new Promise((resolve) => {
      const outgoing = request(`${this.url}${path}`, { method, agent: this.agent, headers: { accept: 'application/json', ...headers, ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) } })
      const timer = setTimeout(() => outgoing.destroy(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS)
      const fail = (error: Error) => {
        clearTimeout(timer)
        resolve({ status: 0, text: (error as NodeJS.ErrnoException).code ?? error.message, retryAfter: undefined }) // Node's errors of connections have a code
      }
      outgoing.once('error', fail).once('response', (response) => {
        let text = ''
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => (text += chunk))
          .once('error', fail)
          .once('end', () => {
            clearTimeout(timer)
            resolve({ status: response.statusCode!, text, retryAfter: response.headers['retry-after'] }) // a response has a status
          })
      })
      outgoing.end(body)
    })
  }

  close(): void {
    this.agent.destroy()
  }
}
