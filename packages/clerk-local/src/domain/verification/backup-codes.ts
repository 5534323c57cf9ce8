import { randomBytes } from 'node:crypto'
import { newId } from '../../store/ids.ts'
import type { BackupCodes } from '../../store/rows/user.ts'

const COUNT = 10
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789' // 32 of them, so that no letter is likelier; none that is read for another

/** Ten codes of eight letters, each good for one sign-in in place of the second factor. */
export function newBackupCodes(now: number): BackupCodes {
  const codes = Array.from({ length: COUNT }, () => [...randomBytes(8)].map((byte) => LETTERS[byte % LETTERS.length]).join(''))
  return { id: newId('bck'), codes, createdAt: now, updatedAt: now }
}

/** What is left once `code` was used, or `null` where it is none of them. */
export function takeBackupCode(backup: BackupCodes, code: string, now: number): BackupCodes | null {
  const used = code.trim().toLowerCase()
  if (!backup.codes.includes(used)) return null
  return { ...backup, codes: backup.codes.filter((each) => each !== used), updatedAt: now }
}
