import { expect, it } from 'vitest'
import { newBackupCodes, takeBackupCode } from './backup-codes.ts'

it('makes ten different codes that a person can type', () => {
  const { codes } = newBackupCodes(0)
  expect(new Set(codes).size).toBe(10)
  expect(codes.every((code) => /^[a-z2-9]{8}$/.test(code))).toBe(true)
})

it('takes each code once, however it was typed', () => {
  const backup = newBackupCodes(0)
  const [first = '', second = ''] = backup.codes
  const left = takeBackupCode(backup, ` ${first.toUpperCase()} `, 5)
  expect(left).toMatchObject({ codes: backup.codes.slice(1), updatedAt: 5 })
  if (!left) return
  expect(takeBackupCode(left, first, 6)).toBeNull()
  expect(takeBackupCode(left, second, 6)?.codes).toHaveLength(8)
})

it('takes nothing that is not among them', () => {
  expect(takeBackupCode(newBackupCodes(0), '', 1)).toBeNull()
  expect(takeBackupCode({ ...newBackupCodes(0), codes: [] }, 'abcdefgh', 1)).toBeNull()
})
