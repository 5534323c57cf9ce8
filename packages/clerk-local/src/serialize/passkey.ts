import type { PasskeyJSON } from '@clerk/shared/types'
import type { Passkey } from '../store/rows/user.ts'
import { verificationJson } from './verification.ts'

export function passkeyJson({ id, name, verification, lastUsedAt, createdAt, updatedAt }: Passkey): PasskeyJSON {
  return { object: 'passkey', id, name, verification: verificationJson(verification), last_used_at: lastUsedAt, created_at: createdAt, updated_at: updatedAt }
}
