import { createHmac } from 'node:crypto'
import { instance } from '@throughline/clerk-local'

let count = 0

export interface MessageOptions {
  /** `svix-id`; another one each time by default. */
  readonly id?: string
  /** When Clerk says that it happened, in milliseconds. */
  readonly at?: number
  /** How far its signature is from now, in seconds. */
  readonly skew?: number
}

/** Sends a message as Clerk would, signed with the stand-in's secret; the status of the answer. */
export async function sendMessage(url: string, type: string, data: object, { id = `msg_${count++}`, at = Date.now(), skew = 0 }: MessageOptions = {}): Promise<number> {
  return send(url, signedMessage(type, data, { id, at, skew }))
}

export interface SignedMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function signedMessage(type: string, data: object, { at = Date.now(), ...options }: MessageOptions = {}): SignedMessage {
  return signedBody(JSON.stringify({ type, object: 'event', data, timestamp: at, instance_id: 'ins_test' }), options)
}

/** A message of any text. */
export function signedBody(body: string, { id = `msg_${count++}`, skew = 0 }: Omit<MessageOptions, 'at'> = {}): SignedMessage {
  const seconds = String(Math.floor(Date.now() / 1_000) + skew)
  const key = Buffer.from(instance.webhookSecret.replace('whsec_', ''), 'base64')
  const signature = `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  return { headers: { 'svix-id': id, 'svix-timestamp': seconds, 'svix-signature': signature }, body }
}

export async function send(url: string, { headers, body }: SignedMessage): Promise<number> {
  const response = await fetch(`${url}/webhooks/clerk`, { method: 'POST', headers, body })
  await response.body?.cancel()
  return response.status
}
