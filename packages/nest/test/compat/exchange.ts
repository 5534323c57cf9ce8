import { request } from 'node:http'
import superjson from 'superjson'
import { orderedLines } from './ordered-lines.ts'
import type { CompatServer, Flavour } from './servers.ts'

/** A request, written once for all transformers. */
export interface CompatCase {
  readonly name: string
  /** GET, or POST where there is a body. */
  readonly method?: string
  /** What follows `/trpc/`, as it goes over the wire. */
  readonly path: string
  /** Appended to the path as it is. */
  readonly query?: string
  /** Of a single call; encoded as the client's transformer does. */
  readonly input?: unknown
  /** Of a batch. */
  readonly inputs?: Record<number, unknown>
  /** The body's text, as it is. */
  readonly body?: string
  /** A body of `input` or `inputs`, as JSON. */
  readonly post?: boolean
  readonly headers?: Record<string, string>
  /** Where a case makes sense with one router only. */
  readonly only?: Flavour
}

/** What is compared: all of an answer but how it was cut into pieces on its way. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: string
  /** What `onError` was told. */
  readonly reports: readonly string[]
}

/** The connection ended before the answer did. */
const BROKEN = { status: 0, headers: {}, body: '' }

const FRAMING = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'date'])

/** Sends a case and waits for the end of its answer. */
export async function exchange(server: CompatServer, flavour: Flavour, sent: CompatCase): Promise<Answer> {
  server.reports.length = 0
  const answer = await send(server.port, flavour, sent)
  return { ...answer, reports: [...server.reports].toSorted() }
}

function send(port: number, flavour: Flavour, sent: CompatCase): Promise<Omit<Answer, 'reports'>> {
  const encoded = sent.inputs ? mapValues(sent.inputs, (input) => wire(flavour, input)) : 'input' in sent ? wire(flavour, sent.input) : undefined
  const text = encoded === undefined ? undefined : JSON.stringify(encoded)
  const body = sent.body ?? (sent.post ? (text ?? '') : undefined)
  const query = [sent.query, !sent.post && text !== undefined && `input=${encodeURIComponent(text)}`].filter(Boolean).join('&')
  const headers = { host: 'api.test', 'x-request-id': 'request-1', ...(body !== undefined && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }), ...sent.headers }
  if (headers['content-type'] === '') delete (headers as Record<string, string>)['content-type'] // a case's way to send none
  const method = sent.method ?? (body === undefined ? 'GET' : 'POST')
  return new Promise((resolve) => {
    const outgoing = request({ port, agent: false, method, path: `/trpc/${sent.path}${query && `?${query}`}`, headers }, (response) => {
      let received = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (received += chunk))
      response.on('error', () => resolve(BROKEN)).on('end', () => {
        const kept = Object.entries(response.headers).filter(([name]) => !FRAMING.has(name)) as [string, string | string[]][] // none of them is undefined
        resolve({ status: response.statusCode!, headers: Object.fromEntries(kept.map(timed)), body: normalised(received, sent) })
      })
    })
    outgoing.on('error', () => resolve(BROKEN)).end(body)
  })
}

const wire = (flavour: Flavour, input: unknown): unknown => (flavour === 'superjson' ? superjson.serialize(input) : typeof input === 'bigint' ? Number(input) : input)

const mapValues = (record: Record<number, unknown>, map: (value: unknown) => unknown) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))

// Times differ; their form does not.
function timed([name, value]: [string, string | string[]]): [string, string | string[]] {
  const wellFormed = name === 'server-timing' && /^(\S+;dur=[\d.]+(, )?)*$/.test(String(value))
  return [name, wellFormed ? 'timed' : value]
}

function normalised(body: string, { headers }: CompatCase): string {
  // How many pings fit into a pause is a matter of timers.
  const pinged = body.replaceAll(/(event: ping\ndata: \n\n\n)+/g, 'event: ping\ndata: \n\n\n')
  if (!`${headers?.['trpc-accept']}${headers?.['accept']}`.includes('jsonl')) return pinged
  const hasPings = pinged.split('\n').some((line) => line.startsWith(' '))
  return orderedLines(pinged) + (hasPings ? '\n(with pings)' : '')
}
