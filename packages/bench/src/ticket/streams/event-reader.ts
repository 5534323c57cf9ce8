import { request } from 'node:http'

export interface StreamedEvent {
  readonly type: string
  /** `null` where it has none. */
  readonly id: string | null
  readonly data: string
}

/** How a stream has ended: `status` is 0 where none came, and `problem` says what was wrong, if something was. */
export interface EndOfStream {
  readonly status: number
  readonly problem: string | null
}

/** Reads one stream to its end, as a browser's EventSource does, with the token in a header. Never rejects. */
export function readEvents(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal, onEvent: (event: StreamedEvent) => void): Promise<EndOfStream> {
  return new Promise((resolve) => {
    // Each on a connection of its own, which goes with it.
    const outgoing = request(url, { agent: false, signal, headers: { accept: 'text/event-stream', ...headers } })
    const fail = (error: Error) => resolve({ status: 0, problem: error.message })
    outgoing.once('error', fail).once('response', (response) => {
      const { statusCode: status = 0, headers: { 'content-type': type = '' } } = response
      const isStream = type.startsWith('text/event-stream')
      let text = ''
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => {
          text += chunk
          if (!isStream) return
          const frames = text.split('\n\n')
          text = frames.pop()! // what is left is not complete; a split has one part at least
          for (const frame of frames) {
            const event = eventOf(frame)
            if (event) onEvent(event)
          }
        })
        .once('error', fail)
        .once('end', () => resolve({ status, problem: isStream ? null : text.slice(0, 200) }))
    })
    outgoing.end()
  })
}

/** Without data it is none. */
function eventOf(frame: string): StreamedEvent | null {
  const fields = new Map(frame.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]))
  const data = fields.get('data')
  return data === undefined ? null : { type: fields.get('event') ?? 'message', id: fields.get('id') ?? null, data }
}
