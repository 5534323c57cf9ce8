import type { Message } from '../store/rows/message.ts'
import type { World } from '../world.ts'
import type { EventData } from './event-types.ts'

/** An email as Clerk announces it: `delivered_by_clerk: false` is what a server looks for that sends them itself. */
export function emailData(world: World, message: Message): EventData<'email.created'> {
  const address = ownerOf(world, message)?.emails.find((email) => email.address === message.to)
  const text = contentOf(message)
  return {
    object: 'email',
    id: message.id,
    slug: message.slug,
    from_email_name: 'noreply',
    to_email_address: message.to,
    email_address_id: address?.id ?? null,
    user_id: message.userId,
    subject: message.kind,
    body: `<p>${text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)}</p>`,
    body_plain: text,
    status: 'queued',
    data: dataOf(world, message),
    delivered_by_clerk: true,
  }
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

/** What a template of one's own would be filled with. */
function dataOf({ settings }: World, { code, link }: Message) {
  return { app: { name: settings.applicationName }, ...(code === '' ? {} : { otp_code: code }), ...(link === null ? {} : { action_url: link, magic_link: link }) }
}
