import { expect, it } from 'vitest'
import { findBackupCode, newBackupCodes, withoutBackupCode } from './backup-codes.ts'

it('makes ten different codes that a person can type', () => {
  const { codes } = newBackupCodes(0)
  expect(new Set(codes).size).toBe(10)
  expect(codes.every((code) => /^[a-z2-9]{8}$/.test(code))).toBe(true)
})

it('finds each code once, however it was typed', async () => {
  const backup = newBackupCodes(0)
  const [first = '', second = ''] = backup.codes
  expect(await findBackupCode(backup, ` ${first.toUpperCase()} `)).toBe(first)
  const left = withoutBackupCode(backup, first, 5)
  expect(left).toMatchObject({ codes: backup.codes.slice(1), updatedAt: 5 })
  expect(await findBackupCode(left, first)).toBeNull()
  expect(await findBackupCode(left, second)).toBe(second)
})

it('knows a code by the bcrypt digest that a server brought along', async () => {
  const digest = '$2a$04$a0Tfa0DqbFLjWVLfZFPxXOm2fEpr4gkMJLLUaPfT5ogrYs5F3UJdC' // of abcd1234
  const backup = { ...newBackupCodes(0), codes: ['plain-one', digest] }
  expect(await findBackupCode(backup, 'abcd1234')).toBe(digest)
  expect(await findBackupCode(backup, 'PLAIN-ONE')).toBe('plain-one')
  for (const none of [digest, 'abcd1235', '']) expect(await findBackupCode(backup, none)).toBeNull()
})

it('finds nothing that is not among them', async () => {
  expect(await findBackupCode(newBackupCodes(0), '')).toBeNull()
  expect(await findBackupCode({ ...newBackupCodes(0), codes: [] }, 'abcdefgh')).toBeNull()
  expect(await findBackupCode({ ...newBackupCodes(0), codes: [''] }, '')).toBeNull()
})
