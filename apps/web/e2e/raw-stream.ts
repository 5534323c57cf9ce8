import { request } from 'node:http'
import { createGunzip } from 'node:zlib'

/** A stream of events read off the wire, by a client that accepts gzip. */
export interface RawStream {
  /** What has arrived so far. */
  readonly text: () => string
  /** When it has ended, on the monotonic clock; `null` while it is open. */
  readonly endedAt: () => number | null
  readonly openedAt: number
  close(): void
}

export function openRawStream(url: string, token: string): Promise<RawStream> {
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream', 'accept-encoding': 'gzip, deflate, br' }
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { headers }, (response) => {
      const body = response.headers['content-encoding'] === 'gzip' ? response.pipe(createGunzip()) : response
      const openedAt = performance.now()
      let text = ''
      let endedAt: number | null = null
      const end = () => void (endedAt ??= performance.now())
      body.on('data', (data: Buffer) => void (text += data.toString()))
      body.on('end', end).on('error', end).on('close', end)
      resolve({ text: () => text, endedAt: () => endedAt, openedAt, close: () => void outgoing.destroy() })
    })
    outgoing.on('error', reject).end()
  })
}
