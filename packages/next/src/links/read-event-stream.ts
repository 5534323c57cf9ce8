import { ApiUnavailableError } from '../errors.ts'
import { createEventStreamParser, type EventStreamSink } from './event-stream-parser.ts'

/** tRPC's name for an event that holds an error. */
export const ERROR_EVENT = 'serialized-error'

/** tRPC's first event of every connection: it tells a client that its subscription has started. */
export const STARTED_EVENT = 'connected'

export interface StreamRequest {
  url: string
  headers: Record<string, string>
  fetch: typeof fetch
  signal: AbortSignal
  /** A connection without a byte for so long is taken for dead. */
  silenceMs: number
}

/** How a stream has ended; with neither error nor problem the server has ended it and said no more. */
export interface Ended {
  /** What the server has ended it with, still serialized: as an event of the stream, or as an answer instead of one. */
  readonly error?: string
  /** No stream came, it broke off, or it went silent. */
  readonly problem?: Error
  /** How long there was a stream, in milliseconds. */
  readonly livedMs: number
}

/** Reads one answer of the server to its end. Never rejects. */
export async function readEventStream({ url, headers, fetch, signal, silenceMs }: StreamRequest, sink: EventStreamSink): Promise<Ended> {
  const connection = new AbortController()
  const hangUp = () => connection.abort()
  signal.addEventListener('abort', hangUp)
  let silence: ReturnType<typeof setTimeout> | undefined
  let opened: number | undefined
  let error: string | undefined
  const parse = createEventStreamParser({
    ...sink,
    event: (event) => (event.type === ERROR_EVENT ? void (error = event.data) : sink.event(event)),
  })

  try {
    heard()
    const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: connection.signal })
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return { error: await errorIn(response), livedMs: 0 }
    opened = Date.now()
    const reader = response.body!.getReader() // only an answer to HEAD, or a 204, has none
    while (error === undefined) {
      const { done, value } = await reader.read()
      if (done) break
      heard()
      parse(value)
    }
    return error === undefined ? { livedMs: lived() } : { error, livedMs: 0 }
  } catch (cause) {
    const problem = cause instanceof ApiUnavailableError ? cause : new ApiUnavailableError('The API is down: the stream broke off.', { cause })
    return { problem, livedMs: lived() }
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', hangUp)
    hangUp()
  }

  function lived(): number {
    return opened === undefined ? 0 : Date.now() - opened
  }

  function heard(): void {
    clearTimeout(silence)
    silence = setTimeout(hangUp, silenceMs)
  }
}

/** What tRPC would have put into the stream. */
async function errorIn(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error?: unknown } // JSON, by its content type, and then an error of the API
  return JSON.stringify(error ?? null)
}
