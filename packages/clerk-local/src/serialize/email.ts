import type { EmailJSON } from '@clerk/backend'
import type { Message } from '../store/rows/message.ts'
import type { World } from '../world.ts'

/** An email of the outbox, as the Backend API shows it. */
export function emailJson({ store }: World, message: Message): EmailJSON {
  const owner = message.userId === null ? undefined : store.users.get(message.userId)
  return {
    object: 'email',
    id: message.id,
    slug: message.content ? null : message.slug,
    from_email_name: message.content?.fromName ?? 'noreply',
    to_email_address: message.to,
    email_address_id: owner?.emails.find(({ address }) => address === message.to)?.id ?? null,
    user_id: message.userId,
    subject: message.kind,
    body: message.content?.html ?? message.content?.text ?? [message.code, message.link].filter(Boolean).join(' '),
    body_plain: message.content?.text ?? null,
    status: 'accepted',
    data: null,
    delivered_by_clerk: true,
    suppression_reason: null,
  }
}
