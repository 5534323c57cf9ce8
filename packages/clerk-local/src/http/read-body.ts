import type { IncomingMessage } from 'node:http'
import { ApiError } from './api-error.ts'
import { ITEMS, type Body } from './call.ts'
import { isDeep } from './depth.ts'
import { multipartBody, rawBody, UPLOAD_LIMIT } from './upload.ts'

const LIMIT = 1_000_000
/** What a form adds to its file. */
const FORM_ROOM = 100_000

/** Reads a JSON, form-encoded or multipart body; a field sent several times becomes an array. A bare file is the field `file`. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const type = request.headers['content-type'] ?? ''
  const isUpload = /^(multipart\/form-data|application\/octet-stream)\b/i.test(type)
  const limit = isUpload ? UPLOAD_LIMIT * 1.4 + FORM_ROOM : LIMIT // a picture may come as base64
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) { // no encoding is set, so chunks are buffers
    size += chunk.length
    if (size > limit) throw new ApiError(413, 'request_body_too_large', 'The request body is too large.')
    chunks.push(chunk)
  }
  const content = Buffer.concat(chunks)
  if (content.length === 0) return {}
  if (isUpload) return type.startsWith('multipart') ? multipartBody(content, type) : rawBody(content)
  return type.includes('json') ? jsonBody(content.toString()) : formBody(content.toString())
}

function jsonBody(text: string): Body {
  try {
    const value: unknown = JSON.parse(text)
    if (isDeep(value)) throw new RangeError('Nested too deeply.')
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
