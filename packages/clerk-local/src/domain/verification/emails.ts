import { ApiError, fieldError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { Message } from '../../store/rows/message.ts'
import type { World } from '../../world.ts'
import { checkEmail, primaryEmail, userById } from '../users/users.ts'

/** An email that a server sends through Clerk, in its own words. */
export interface NewEmail {
  /** An address, or the id of a user whose primary one is taken. */
  readonly to: { readonly address?: string | undefined; readonly userId?: string | undefined }
  readonly fromName: string
  readonly subject: string
  readonly html: string | null
  readonly text: string | null
  readonly idempotencyKey: string | null
}

/** Clerk's limit for both bodies together. */
const MAX_BYTES = 50_000

/** Puts it into the outbox. With a key that was used before it is the same email again, or refused where it says something else. */
export function sendEmail(world: World, email: NewEmail): Message {
  const { subject, html, text, idempotencyKey } = email
  const { address, userId } = addressee(world, email)
  if (subject.trim() === '' || subject.length > 998) throw fieldError('form_param_value_invalid', 'subject must have 1 to 998 characters.', 'subject')
  if (html === null && text === null) throw fieldError('form_param_missing', 'html or text must be included.', 'html')
  if (Buffer.byteLength(`${html ?? ''}${text ?? ''}`) > MAX_BYTES) throw fieldError('form_param_value_invalid', `html and text together are at most ${MAX_BYTES} bytes.`, 'html')
  const [sent] = idempotencyKey === null ? [] : world.store.messages.by('idempotency', idempotencyKey)
  if (sent) {
    const same = sent.to === address && sent.kind === subject && sent.content?.html === html && sent.content.text === text
    if (!same) throw new ApiError(409, 'idempotency_key_reused', 'This idempotency key was used for another email.')
    return sent
  }
  return world.store.messages.insert({
    id: newId('ema'),
    channel: 'email',
    to: address,
    kind: subject,
    slug: 'custom',
    code: '',
    link: null,
    userId,
    at: world.clock.now(),
    content: { fromName: email.fromName, html, text, idempotencyKey },
  })
}

function addressee(world: World, { to }: NewEmail): { address: string; userId: string | null } {
  if ((to.address === undefined) === (to.userId === undefined)) throw fieldError('form_param_value_invalid', 'to must be an address or a user_id.', 'to')
  if (to.userId === undefined) {
    checkEmail(to.address ?? '')
    return { address: (to.address ?? '').toLowerCase(), userId: null }
  }
  const address = primaryEmail(userById(world, to.userId))
  if (address === null) throw fieldError('form_param_value_invalid', `User ${to.userId} has no email address.`, 'to')
  return { address, userId: to.userId }
}

export function emailById({ store }: World, id: string): Message {
  const message = store.messages.get(id)
  if (message?.channel !== 'email') throw notFound(`Email ${id}`)
  return message
}
