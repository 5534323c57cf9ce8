import { fieldError } from '../../http/api-error.ts'
import { UPLOAD_LIMIT, type Upload } from '../../http/upload.ts'
import { newId } from '../../store/ids.ts'
import type { World } from '../../world.ts'

/** How files of a kind begin, in hex: what a browser calls a file says nothing about what is in it. */
const KINDS: readonly { readonly type: string; readonly begins: RegExp }[] = [
  { type: 'image/png', begins: /^89504e470d0a1a0a/ },
  { type: 'image/jpeg', begins: /^ffd8ff/ },
  { type: 'image/gif', begins: /^47494638(?:37|39)61/ },
  { type: 'image/webp', begins: /^52494646.{8}57454250/ },
]

/** Keeps an uploaded picture and gives its id. Refuses what is too large, and what is no picture by its first bytes. */
export function keepImage(world: World, { bytes }: Upload): string {
  if (bytes.length > UPLOAD_LIMIT) throw fieldError('avatar_file_size_exceeded', 'File size exceeds the maximum limit of 10MB. Please choose a smaller file.', 'file')
  const head = bytes.subarray(0, 16).toString('hex')
  const kind = KINDS.find(({ begins }) => begins.test(head))
  if (!kind) throw fieldError('avatar_file_type_invalid', 'File type not supported. Please upload a JPG, PNG, GIF, or WEBP image.', 'file')
  return world.store.images.insert({ id: newId('img'), type: kind.type, content: bytes.toString('base64'), createdAt: world.clock.now() }).id
}

/** Forgets a picture that another one has replaced. */
export function dropImage(world: World, id: string | null): void {
  if (id !== null) world.store.images.remove(id)
}

/** Where a page loads a picture from: the stand-in itself. */
export const pictureUrl = ({ url, instance }: World, id: string): string => `${url}/i/${instance.name}/images/${id}`
