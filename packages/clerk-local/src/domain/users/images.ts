import { ApiError } from '../../http/api-error.ts'
import { UPLOAD_LIMIT, type Upload } from '../../http/upload.ts'
import type { World } from '../../world.ts'

/** How files of a kind begin, in hex: what a browser calls a file says nothing about what is in it. */
const KINDS: readonly { readonly type: string; readonly begins: RegExp }[] = [
  { type: 'image/png', begins: /^89504e470d0a1a0a/ },
  { type: 'image/jpeg', begins: /^ffd8ff/ },
  { type: 'image/gif', begins: /^47494638(?:37|39)61/ },
  { type: 'image/webp', begins: /^52494646.{8}57454250/ },
]

/** The media type of a picture by its first bytes; `undefined` for what is none. */
export function imageTypeOf(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 16).toString('hex')
  return KINDS.find(({ begins }) => begins.test(head))?.type
}

/** Keeps an uploaded picture and gives its id, which somebody has to be given at once. Refuses what is too large, and what is no picture by its first bytes. */
export function keepImage({ images }: World, { bytes }: Upload): string {
  if (bytes.length > UPLOAD_LIMIT) throw new ApiError(413, 'image_too_large', 'Image too large', {}, 'The image being uploaded is more than 10MB. Please choose a smaller one.')
  if (!imageTypeOf(bytes)) throw new ApiError(400, 'request_body_invalid', 'Unsupported image type', {}, 'Images of this type are not currently supported: upload a PNG, JPEG, GIF or WebP.')
  return images.keep(bytes)
}

/** The id of a picture that was uploaded before. Throws Clerk's refusal for one that is not there. */
export function knownImage({ images }: World, id: string): string {
  if (images.has(id)) return id
  throw new ApiError(404, 'image_not_found', 'Image not found')
}

/** Where a page loads a picture from: the stand-in itself. */
export const pictureUrl = ({ url, instance }: World, id: string): string => `${url}/i/${instance.name}/images/${id}`
