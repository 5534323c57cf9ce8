import { randomBytes } from 'node:crypto'
import { newId } from '../../store/ids.ts'
import type { BackupCodes } from '../../store/rows/user.ts'
import { bcrypt } from './password-hashers.ts'
import { sameSecret } from './same-secret.ts'

const COUNT = 10
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789' // 32 of them, so that no letter is likelier; none that is read for another

/** Ten codes of eight letters, each good for one sign-in in place of the second factor. */
export function newBackupCodes(now: number): BackupCodes {
  const codes = Array.from({ length: COUNT }, () => [...randomBytes(8)].map((byte) => LETTERS[byte % LETTERS.length]).join(''))
  return { id: newId('bck'), codes, createdAt: now, updatedAt: now }
}

/** The one of the codes that somebody typed, as it is kept: plain, in whatever case, or a server's bcrypt digest. `null` where it is none. */
export async function findBackupCode({ codes }: BackupCodes, typed: string): Promise<string | null> {
  const code = typed.trim()
  const [plain] = codes.filter((each) => !isDigest(each) && sameSecret(each.toLowerCase(), code.toLowerCase()))
  if (plain !== undefined) return plain
  for (const digest of codes.filter(isDigest)) if (await bcrypt(digest, code).catch(() => false)) return digest
  return null
}

/** What is left once one was used. */
export const withoutBackupCode = (backup: BackupCodes, used: string, now: number): BackupCodes => ({ ...backup, codes: backup.codes.filter((each) => each !== used), updatedAt: now })

const isDigest = (code: string): boolean => /^\$2[abxy]?\$\d\d\$/.test(code)
