import { emailJson } from '../serialize/email.ts'
import type { Message } from '../store/rows/message.ts'
import type { World } from '../world.ts'
import type { EventData } from './event-types.ts'

/** An email with what a template of one's own would be filled with, for a server that sends emails itself. */
export function emailData(world: World, message: Message): EventData<'email.created'> {
  const text = contentOf(message)
  const written = { body: `<p>${text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)}</p>`, body_plain: text }
  return { ...emailJson(world, message), ...(message.content ? {} : written), data: dataOf(world, message) }
}

export function smsData(world: World, message: Message): EventData<'sms.created'> {
  const phone = ownerOf(world, message)?.phones.find(({ number }) => number === message.to)
  return {
    object: 'sms_message',
    id: message.id,
    slug: message.slug,
    from_phone_number: '+15555550199',
    to_phone_number: message.to,
    phone_number_id: phone?.id ?? null,
    ...(message.userId === null ? {} : { user_id: message.userId }),
    message: contentOf(message),
    status: 'queued',
    data: dataOf(world, message),
    delivered_by_clerk: true,
  }
}

const ownerOf = ({ store }: World, { userId }: Message) => (userId === null ? undefined : store.users.get(userId))

const contentOf = ({ kind, code, link }: Message) => [kind, code || link].filter(Boolean).join(': ')

function dataOf({ settings }: World, { code, link }: Message) {
  return { app: { name: settings.applicationName }, ...(code === '' ? {} : { otp_code: code }), ...(link === null ? {} : { action_url: link, magic_link: link }) }
}
