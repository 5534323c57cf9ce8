import type { VerificationJSON } from '@clerk/shared/types'
import type { Verification } from '../store/entities.ts'

export function verificationJson(verification: Verification | null): VerificationJSON | null {
  if (!verification) return null
  const { status, strategy, attempts, expireAt } = verification
  const json = { object: 'verification', status, strategy, attempts, expire_at: expireAt, verified_at_client: null, error: null }
  return json as unknown as VerificationJSON // Clerk answers null where its type says otherwise
}
