import type { SignUpJSON } from '@clerk/shared/types'
import { missingFields } from '../domain/sign-ups.ts'
import type { SignUp } from '../store/rows/sign-up.ts'
import { verificationJson } from './verification.ts'
import { sent, type Wire } from './wire.ts'

const DAY_MS = 86_400_000

export function signUpJson(signUp: SignUp): SignUpJSON {
  const verified = signUp.email?.status === 'verified'
  const complete = signUp.status === 'complete'
  return {
    object: 'sign_up',
    id: signUp.id,
    status: signUp.status,
    required_fields: ['email_address', 'password'],
    optional_fields: ['first_name', 'last_name'],
    missing_fields: complete ? [] : missingFields(signUp),
    unverified_fields: signUp.emailAddress && !verified ? ['email_address'] : [],
    username: null,
    first_name: signUp.firstName,
    last_name: signUp.lastName,
    email_address: signUp.emailAddress,
    phone_number: null,
    web3_wallet: null,
    external_account_strategy: null,
    external_account: null,
    has_password: complete || signUp.password !== null,
    unsafe_metadata: signUp.unsafeMetadata,
    created_session_id: signUp.createdSessionId,
    created_user_id: signUp.createdUserId,
    abandon_at: signUp.createdAt + DAY_MS,
    legal_accepted_at: null,
    locale: null,
    timezone: null,
    verifications: sent<SignUpJSON['verifications']>(verifications(signUp)),
  }
}

function verifications(signUp: SignUp): Wire<SignUpJSON['verifications']> {
  // A status of `unverified` before the code was asked for makes the form skip asking, hence null.
  const email = { object: 'verification', status: null, strategy: null, attempts: 0, expire_at: null, verified_at_client: null, error: null, ...verificationJson(signUp.email) }
  const next = signUp.email === null ? 'needs_prepare' : signUp.email.status === 'verified' ? '' : 'needs_attempt'
  return {
    email_address: signUp.emailAddress ? { ...email, next_action: next, supported_strategies: ['email_code'] } : null,
    phone_number: null,
    web3_wallet: null,
    external_account: null,
  }
}
