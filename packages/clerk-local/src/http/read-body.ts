import type { IncomingMessage } from 'node:http'
import { ApiError } from './api-error.ts'
import { ITEMS, type Body } from './call.ts'

const LIMIT = 1_000_000

/** Reads a JSON or form-encoded body; a field sent several times becomes an array. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) { // no encoding is set, so chunks are buffers
    size += chunk.length
    if (size > LIMIT) throw new ApiError(413, 'request_body_too_large', 'The request body is too large.')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString()
  if (text === '') return {}
  return request.headers['content-type']?.includes('json') ? jsonBody(text) : formBody(text)
}

function jsonBody(text: string): Body {
  try {
    const value: unknown = JSON.parse(text)
    if (Array.isArray(value)) return { [ITEMS]: value }
    if (typeof value === 'object' && value !== null) return value as Body // checked on this line
  } catch {
    // falls through to the same refusal
  }
  throw new ApiError(400, 'request_body_invalid', 'The request body is not JSON.')
}

function formBody(text: string): Body {
  const form = new URLSearchParams(text)
  const fields = [...new Set(form.keys())].map((key) => {
    const values = form.getAll(key)
    return [key, values.length > 1 ? values : values[0]]
  })
  return Object.fromEntries(fields)
}
