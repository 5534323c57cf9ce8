import { ApiError } from './api-error.ts'
import type { Body, Call } from './call.ts'

/** What a form's file field holds in a body, or a body that is nothing but a file. */
export interface Upload {
  readonly bytes: Buffer
}

/** Bytes; what Clerk takes for a picture. */
export const UPLOAD_LIMIT = 10_000_000

/** The field under which a body lies that is a file as a whole. */
const FILE = 'file'

/** Reads a form with files in it, by the parser that Node has. */
export async function multipartBody(content: Buffer, type: string): Promise<Body> {
  const form = await parsed(content, type)
  const fields = await Promise.all([...form.entries()].map(async ([name, value]) => [name, typeof value === 'string' ? value : { bytes: Buffer.from(await value.arrayBuffer()) } satisfies Upload] as const))
  return Object.fromEntries(fields)
}

async function parsed(content: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(content), { headers: { 'content-type': type } }).formData()
  } catch {
    throw new ApiError(400, 'request_body_invalid', 'The request body is not the form that it says it is.')
  }
}

/** A picture that clerk-js had as text: a data URL, or the base64 of one. */
export function rawBody(content: Buffer): Body {
  const text = content.toString('latin1')
  const base64 = /^data:[^,]*;base64,/.test(text) ? text.slice(text.indexOf(',') + 1) : text
  const isText = /^[A-Za-z0-9+/=\s]+$/.test(base64)
  return { [FILE]: { bytes: isText ? Buffer.from(base64, 'base64') : content } satisfies Upload }
}

/** The file of a request; refuses one without. */
export function uploadOf({ body }: Call): Upload {
  const file = body[FILE]
  if (typeof file === 'object' && file !== null && 'bytes' in file && Buffer.isBuffer(file.bytes)) return { bytes: file.bytes }
  throw new ApiError(400, 'form_param_missing', 'Image file missing', {}, 'There was no image file present in the request')
}
