/** One event of a stream. */
export interface StreamEvent {
  /** `message` where the server named none. */
  readonly type: string
  readonly data: string
  /** The event's own id; absent where it brought none. */
  readonly id?: string
}

export interface EventStreamSink {
  event(event: StreamEvent): void
  /** How long the server wants clients to wait before they connect again, in milliseconds. */
  retry(milliseconds: number): void
}

/**
 * Reads `text/event-stream` from chunks that end anywhere: in a character, in a line, between CR and LF. What a stream
 * leaves unfinished when it ends is not an event.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createEventStreamParser(sink: EventStreamSink): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder() // drops a byte order mark in front
  let line = ''
  let afterCr = false
  let type = ''
  let data: string[] = []
  let id: string | undefined

  function take(text: string): void {
    if (text === '') return dispatch()
    const colon = text.indexOf(':')
    const name = colon === -1 ? text : text.slice(0, colon)
    const value = colon === -1 ? '' : text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (name === 'event') type = value
    else if (name === 'data') data.push(value)
    else if (name === 'id' && !value.includes('\0')) id = value
    else if (name === 'retry' && /^\d+$/.test(value)) sink.retry(Number(value))
  }

  function dispatch(): void {
    const lines = data
    const event = { type: type || 'message', data: lines.join('\n'), ...(id !== undefined && { id }) }
    type = ''
    data = []
    // Without data it is no event, and its id is for the next one.
    if (lines.length === 0) return
    id = undefined
    sink.event(event)
  }

  return (chunk) => {
    let text = decoder.decode(chunk, { stream: true })
    if (text === '') return
    if (afterCr && text.startsWith('\n')) text = text.slice(1)
    afterCr = text.endsWith('\r')
    const lines = (line + text).split(/\r\n|\r|\n/)
    line = lines.pop() ?? ''
    for (const each of lines) take(each)
  }
}
