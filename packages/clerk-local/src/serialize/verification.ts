import type { VerificationJSON } from '@clerk/shared/types'
import type { Verification } from '../store/rows/verification.ts'
import { sent } from './wire.ts'

export function verificationJson(verification: Verification | null): VerificationJSON | null {
  if (!verification) return null
  const { status, strategy, attempts, expireAt } = verification
  return sent<VerificationJSON>({ object: 'verification', status, strategy, attempts, expire_at: expireAt, verified_at_client: null, error: null })
}
