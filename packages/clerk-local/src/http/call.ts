import type { IncomingMessage } from 'node:http'
import type { Client } from '../store/rows/client.ts'
import type { World } from '../world.ts'
import { fieldError } from './api-error.ts'
import { isDeep } from './depth.ts'

/** One request, as the routes see it. */
export interface Call {
  readonly world: World
  readonly request: IncomingMessage
  readonly method: string
  readonly url: URL
  readonly query: URLSearchParams
  readonly cookies: ReadonlyMap<string, string>
  /** Form fields or JSON, whichever was sent. */
  readonly body: Body
  readonly params: Readonly<Record<string, string>>
  /** The app's origin as far as the request tells it: `azp` of the tokens it gets. */
  readonly origin: string | undefined
  readonly devBrowser: string | undefined
  /** The browser that asks; a route that starts a sign-in makes one. */
  client: Client | undefined
}

export type Body = Readonly<Record<string, unknown>>

/** The field under which a body lies that is a JSON array, as the bulk routes of the Backend API take it. */
export const ITEMS = '[]'

/** The objects of a body that is a JSON array, each as a call of its own; refuses another body. */
export function each(call: Call): Call[] {
  const value = call.body[ITEMS]
  if (!Array.isArray(value) || !value.every(isBody)) throw fieldError('form_param_format_invalid', 'The body has to be an array of objects.', 'body')
  return value.map((body) => ({ ...call, body }))
}

const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field of the body as text; `undefined` where it was not sent. */
export function text(call: Call, field: string): string | undefined {
  const value = call.body[field]
  if (value === undefined || value === null) return undefined
  return plain(Array.isArray(value) ? value[0] : value, field)
}

/** A value as text. Half a character, as JSON can write it, fits into no address; an object is no text. */
function plain(value: unknown, field: string): string {
  if (typeof value === 'object' && value !== null) throw fieldError('form_param_format_invalid', `${field} is not a text.`, field)
  return String(value).replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** A field that the Frontend API sends as JSON in a form field and the Backend API as JSON proper. */
export function record(call: Call, field: string): Record<string, unknown> | undefined {
  const value = call.body[field]
  if (value === undefined || value === null || value === '') return undefined
  const parsed = typeof value === 'string' ? parsedJson(value) : value
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown> // checked on this line
  throw fieldError('form_param_format_invalid', `${field} is not a JSON object.`, field)
}

function parsedJson(value: string): unknown {
  try {
    const parsed: unknown = JSON.parse(value)
    return isDeep(parsed) ? undefined : parsed
  } catch {
    return undefined
  }
}

/** A field or query parameter that may be given several times. */
export function list(value: unknown): string[] {
  if (value === undefined || value === null) return []
  return (Array.isArray(value) ? value : [value]).map((each) => plain(each, 'The list'))
}
