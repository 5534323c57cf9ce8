import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { WebhookEvent } from '@clerk/backend/webhooks'
import { BadRequestException } from '@nestjs/common'

/** One message of Clerk's, verified. */
export interface ClerkMessage {
  /** The same each time the message is sent again: whoever applies it twice is to apply it once. */
  readonly id: string
  readonly event: WebhookEvent
}

const ID_HEADER = 'svix-id'
const SIGNED_HEADERS = [ID_HEADER, 'svix-timestamp', 'svix-signature'] as const

/**
 * Verifies a message over the bytes that arrived: who sent it, when (five minutes around now), and that nothing in it was
 * changed since.
 *
 * @throws {BadRequestException} it is not a message of this instance
 * @see https://clerk.com/docs/guides/development/webhooks/overview
 */
export async function verifiedMessage(headers: IncomingHttpHeaders, body: Buffer, signingSecret: string): Promise<ClerkMessage> {
  // The SDK reads text, and so would not see a mark in front of it, or which bytes were no text.
  if (!isUtf8(body) || (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf)) throw refused()
  const { verifyWebhook } = await import('@clerk/backend/webhooks') // here, because it takes a tenth of a start
  const signed = new Headers()
  for (const name of SIGNED_HEADERS) signed.set(name, String(headers[name] ?? ''))
  try {
    const request = new Request('http://webhooks.invalid', { method: 'POST', headers: signed, body })
    return { id: String(headers[ID_HEADER]).trim(), event: await verifyWebhook(request, { signingSecret }) }
  } catch (cause) {
    throw refused(cause)
  }
}

const refused = (cause?: unknown) => new BadRequestException('This is not a message that Clerk has signed for this server.', { cause })
