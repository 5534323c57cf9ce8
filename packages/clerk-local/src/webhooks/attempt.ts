import type { IncomingMessage, RequestOptions } from 'node:http'
import type { LookupFunction } from 'node:net'
import type { WebhookAttempt } from '../store/rows/webhook.ts'

/** How much of an answer is kept, and how much is read at most. */
const KEPT_CHARACTERS = 1_000
const READ_BYTES = 64_000

export interface Posting {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** Posts a body once and says how it went; any status from 200 to 299 is a delivery, and no redirect is followed. */
export async function attempt({ url, headers, body, timeoutMs, signal }: Posting): Promise<WebhookAttempt> {
  const at = Date.now()
  const started = performance.now()
  const result = (rest: Pick<WebhookAttempt, 'status' | 'error' | 'response'>): WebhookAttempt => ({ at, durationMs: Math.round(performance.now() - started), ...rest })
  try {
    const { status, text } = await post(url, { headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), connection: 'close' }, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) }, body)
    return result({ status, error: status >= 200 && status < 300 ? null : `It answered ${status}.`, response: text.slice(0, KEPT_CHARACTERS) })
  } catch (error) {
    return result({ status: null, error: reason(error, timeoutMs), response: '' })
  }
}

async function post(url: string, options: RequestOptions, body: string): Promise<{ status: number; text: string }> {
  const { request } = url.startsWith('https:') ? await import('node:https') : await import('node:http')
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', lookup: lookupFor(url), ...options }, (answer) => {
      read(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), reject)
    })
    sending.once('error', reject)
    sending.end(body)
  })
}

async function read(answer: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of answer.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > READ_BYTES) break // what else it has to say is nobody's concern
  }
  return text
}

/** Names under `.localhost` are this machine by RFC 6761, and yet not every resolver knows; none is asked. */
function lookupFor(url: string): LookupFunction | undefined {
  if (!new URL(url).hostname.endsWith('.localhost')) return undefined
  return (_name, { all }, found) => (all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4))
}

function reason(error: unknown, timeoutMs: number): string {
  const { name, code, message, cause } = error as Partial<NodeJS.ErrnoException> // whatever a socket fails with is an error of Node's
  if ((cause as Partial<Error> | undefined)?.name === 'TimeoutError') return `It did not answer within ${timeoutMs / 1000} seconds.` // the reason of the signal that broke it off
  if (name === 'AbortError') return 'The stand-in stopped.'
  if (code === 'ECONNREFUSED') return 'Nothing listens there.'
  return message || code || 'It could not be reached.' // several addresses that all refuse have no message
}
