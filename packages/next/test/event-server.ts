import type { ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { ErrorData, ErrorShape } from '@throughline/contract'
import superjson from 'superjson'
import { startServer, type RunningServer } from './start-api.ts'

/** One connection of a client, in the test's hands. */
export interface Connection {
  readonly token: string | null
  readonly lastEventId: string | null
  readonly path: string
  /** Starts the stream where it has not begun, and writes as it is given. */
  write(text: string): void
  /** An event as tRPC writes it. */
  send(data: unknown, id?: string): void
  /** Ends the stream as the server does at a token's expiry. */
  end(): void
  /** As a wire that is cut. */
  cut(): void
  answer(status: number, body: string, contentType?: string): void
  /** An error of the API, instead of a stream. */
  refuse(data: Partial<ErrorData>): void
  /** Settles when the client has gone. */
  readonly closed: Promise<unknown>
}

export interface EventServer extends RunningServer {
  /** The next connection, in order of arrival. */
  next(): Promise<Connection>
}

/** The shape in which tRPC serializes an error. */
export function serializedError(data: Partial<ErrorData>): string {
  const shape: ErrorShape = { message: 'refused', code: -32_600, data: { code: 'BAD_REQUEST', httpStatus: 400, requestId: 'r', ...data } }
  return JSON.stringify(superjson.serialize(shape))
}

export async function startEventServer(): Promise<EventServer> {
  const arrived: Connection[] = []
  const waiting: ((connection: Connection) => void)[] = []
  const server = await startServer((request, response) => {
    const { token, lastEventId, path } = server.requests.at(-1)! // recorded just before
    const connection = { token, lastEventId, path, ...controls(response) }
    const waiter = waiting.shift()
    if (waiter) waiter(connection)
    else arrived.push(connection)
  })
  return {
    ...server,
    next: () => {
      const first = arrived.shift()
      return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve))
    },
  }
}

function controls(response: ServerResponse) {
  const write = (text: string) => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(text)
  }
  const answer = (status: number, body: string, contentType = 'text/plain') => void response.writeHead(status, { 'content-type': contentType }).end(body)
  return {
    write,
    answer,
    send: (data: unknown, id?: string) => write(`data: ${JSON.stringify({ json: data })}\n${id === undefined ? '' : `id: ${id}\n`}\n`),
    end: () => void response.end(),
    cut: () => void response.socket?.resetAndDestroy(),
    refuse: (data: Partial<ErrorData>) => answer(data.httpStatus ?? 400, `{"error":${serializedError(data)}}`, 'application/json'),
    closed: once(response, 'close'),
  }
}
