import { expect, it } from 'vitest'
import { base32, fromBase32, newTotp, oneTimePassword, takeTotp, totpCode, totpUri } from './totp.ts'

const NOW = Date.UTC(2026, 0, 1, 12, 0, 10)
const STEP = 30_000

it.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('agrees with RFC 6238, appendix B, at second %i', (second, code) => {
  expect(oneTimePassword(Buffer.from('12345678901234567890'), Math.floor(second / 30), 8)).toBe(code)
})

it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('spells “%s” in base 32 as RFC 4648, section 10, does without padding', (text, spelled) => {
  expect(base32(Buffer.from(text))).toBe(spelled)
  expect(fromBase32(` ${spelled.toLowerCase()}==`).toString()).toBe(text)
})

it('takes the code of this half minute and of those beside it, and no other', () => {
  const totp = newTotp(NOW)
  const taken = [-2, -1, 0, 1, 2].map((step) => takeTotp(totp, totpCode(totp.secret, NOW + step * STEP), NOW) !== null)
  expect(taken).toEqual([false, true, true, true, false])
})

it('takes no code twice, and none from before one that was taken', () => {
  const totp = newTotp(NOW)
  const after = takeTotp(totp, totpCode(totp.secret, NOW), NOW)
  expect(after).toMatchObject({ verified: true, id: totp.id })
  if (!after) return
  expect(takeTotp(after, totpCode(totp.secret, NOW), NOW)).toBeNull()
  expect(takeTotp(after, totpCode(totp.secret, NOW - STEP), NOW)).toBeNull()
  expect(takeTotp(after, totpCode(totp.secret, NOW + STEP), NOW + STEP)).not.toBeNull()
})

it.each(['', '12345', 'abcdef', '0000000', '１２３４５６'])('refuses “%s”, which is no code', (code) => {
  expect(takeTotp(newTotp(NOW), code, NOW)).toBeNull()
})

it('gives authenticator apps an address with issuer, account and secret', () => {
  const totp = newTotp(NOW)
  const uri = new URL(totpUri(totp, 'My App', 'ada+1@example.com'))
  expect(uri.href).toContain('otpauth://totp/My%20App:ada%2B1%40example.com?')
  expect(Object.fromEntries(uri.searchParams)).toEqual({ algorithm: 'SHA1', digits: '6', issuer: 'My App', period: '30', secret: totp.secret })
})
