/** A message of the Language Server Protocol: a request or notification has a method, an answer a result or an error. */
export interface LspMessage {
  readonly id?: number | string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** A message on the wire: JSON after a header with its length in bytes. */
export function frame(message: LspMessage): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** Takes chunks of a stream, however they are cut, and hands on the messages in it. */
export function frameReader(onMessage: (message: LspMessage) => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0)
  return (chunk) => {
    pending = Buffer.concat([pending, chunk])
    for (;;) {
      const end = pending.indexOf('\r\n\r\n')
      const length = Number(/content-length: *(\d+)/i.exec(pending.toString('latin1', 0, Math.max(end, 0)))?.[1])
      if (end < 0 || pending.length < end + 4 + length) return
      const body = pending.toString('utf8', end + 4, end + 4 + length)
      pending = pending.subarray(end + 4 + length)
      onMessage(JSON.parse(body))
    }
  }
}
