export interface StreamedEvent {
  readonly event: string
  readonly id: string | null
  /** Parsed. */
  readonly data: unknown
}

export interface OpenStream {
  /** The next event that is not a ping; `null` at the end of the stream. */
  next(): Promise<StreamedEvent | null>
  /** Hangs up. */
  close(): void
}

/** Opens a subscription as a browser's EventSource does, with the token in a header. */
export async function openStream(url: string, headers: Record<string, string>): Promise<OpenStream> {
  const hangUp = new AbortController()
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: hangUp.signal })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''

  async function next(): Promise<StreamedEvent | null> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end !== -1) {
        const lines = text.slice(0, end).split('\n')
        text = text.slice(end + 2)
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1).trim()
        const [event, data] = [field('event') ?? 'message', field('data')]
        if (data !== undefined && event !== 'ping') return { event, id: field('id') ?? null, data: data === '' ? '' : JSON.parse(data) }
        continue
      }
      const { done, value } = await reader.read()
      if (done) return null
      text += value
    }
  }

  return { next, close: () => hangUp.abort() }
}
