import { createHmac, randomBytes } from 'node:crypto'
import { newId } from '../../store/ids.ts'
import type { Totp } from '../../store/rows/user.ts'
import { sameSecret } from './same-secret.ts'

const STEP_MS = 30_000
const DIGITS = 6
/** Steps before and after the current one whose codes are taken: clocks differ, people type slowly (RFC 6238, 5.2). */
const WINDOW = 1

/** A secret for an authenticator app that has yet to be confirmed with a code; 160 bits, as RFC 4226 asks for. */
export function newTotp(now: number): Totp {
  return { id: newId('totp'), secret: base32(randomBytes(20)), verified: false, lastStep: null, createdAt: now, updatedAt: now }
}

/**
 * The secret after `code` was taken, or `null` where it is not one of the current codes. What comes back has to be kept:
 * it remembers the time step, so that neither this code nor an earlier one works again (RFC 6238, 5.2).
 */
export function takeTotp(totp: Totp, code: string, now: number): Totp | null {
  const current = Math.floor(now / STEP_MS)
  const secret = fromBase32(totp.secret)
  for (let step = current - WINDOW; step <= current + WINDOW; step++) {
    if (totp.lastStep !== null && step <= totp.lastStep) continue
    if (sameSecret(oneTimePassword(secret, step, DIGITS), code)) return { ...totp, verified: true, lastStep: step, updatedAt: now }
  }
  return null
}

/** What an authenticator app shows at `now`; for tests and for whoever has no telephone at hand. */
export const totpCode = (secret: string, now: number): string => oneTimePassword(fromBase32(secret), Math.floor(now / STEP_MS), DIGITS)

/** The address behind the QR code. Spelled as apps read it: `otpauth://totp/<issuer>:<account>?…`. */
export function totpUri(totp: Totp, issuer: string, account: string): string {
  const query = new URLSearchParams({ algorithm: 'SHA1', digits: String(DIGITS), issuer, period: String(STEP_MS / 1000), secret: totp.secret })
  // Apps take a plus sign for itself, hence no form encoding.
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${query.toString().replaceAll('+', '%20')}`
}

/** A password for one counter or time step (RFC 4226, 5.3, over SHA-1). */
export function oneTimePassword(secret: Buffer, counter: number, digits: number): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(counter))
  const mac = createHmac('sha1', secret).update(message).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648, without padding, as apps show it. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** The bytes of a text in base 32; spaces, case and padding do not matter. Throws a TypeError for anything else. */
export function fromBase32(text: string): Buffer {
  const letters = [...text.toUpperCase().replace(/[\s=]/g, '')]
  const bits = letters.map((letter) => {
    const value = BASE32.indexOf(letter)
    if (value < 0) throw new TypeError(`${letter} is no letter of base 32.`)
    return value.toString(2).padStart(5, '0')
  })
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)))
}
