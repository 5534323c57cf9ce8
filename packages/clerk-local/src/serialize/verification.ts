import type { VerificationJSON } from '@clerk/shared/types'
import type { Verification } from '../store/rows/verification.ts'
import { sent } from './wire.ts'

/** How far a proof has come. Given `now`, one that nobody has given in time has expired. */
export function verificationJson(verification: Verification | null, now = 0): VerificationJSON | null {
  if (!verification) return null
  const { strategy, attempts, expireAt, redirectUrl, verifiedAtClient = null, error } = verification
  return sent<VerificationJSON>({
    object: 'verification',
    status: verification.status === 'unverified' && now > expireAt ? 'expired' : verification.status,
    strategy,
    attempts,
    expire_at: expireAt,
    verified_at_client: verifiedAtClient,
    // Elsewhere the nonce is the secret in a link.
    ...(strategy === 'passkey' && verification.nonce !== undefined && { nonce: verification.nonce }),
    ...(redirectUrl && { external_verification_redirect_url: redirectUrl }),
    error: error ? { code: error.code, message: error.message, long_message: error.longMessage ?? error.message, meta: { ...error.meta } } : null,
  })
}
