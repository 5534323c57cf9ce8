import type { SignUpJSON } from '@clerk/shared/types'
import { missingFields, optionalFields, requiredFields, unverifiedFields } from '../domain/sign-ups/sign-up-requirements.ts'
import { abandonAt } from '../domain/sign-ups/sign-ups.ts'
import type { SignUp } from '../store/rows/sign-up.ts'
import type { Verification } from '../store/rows/verification.ts'
import type { World } from '../world.ts'
import { verificationJson } from './verification.ts'
import { sent, type Wire } from './wire.ts'

export function signUpJson(world: World, signUp: SignUp): SignUpJSON {
  const complete = signUp.status === 'complete'
  const abandoned = !complete && world.clock.now() > abandonAt(signUp)
  return sent<SignUpJSON>({
    object: 'sign_up',
    id: signUp.id,
    status: abandoned ? 'abandoned' : signUp.status,
    required_fields: requiredFields(world),
    optional_fields: optionalFields(world),
    missing_fields: complete ? [] : missingFields(world, signUp),
    unverified_fields: complete ? [] : unverifiedFields(world, signUp),
    username: signUp.username,
    first_name: signUp.firstName,
    last_name: signUp.lastName,
    email_address: signUp.emailAddress,
    phone_number: signUp.phoneNumber,
    web3_wallet: null,
    external_account_strategy: signUp.external?.strategy ?? null,
    external_account: signUp.externalAccount && { provider: `oauth_${signUp.externalAccount.provider}`, email_address: signUp.externalAccount.emailAddress },
    has_password: complete || signUp.password !== null,
    unsafe_metadata: signUp.unsafeMetadata,
    created_session_id: signUp.createdSessionId,
    created_user_id: signUp.createdUserId,
    abandon_at: abandonAt(signUp),
    legal_accepted_at: signUp.legalAcceptedAt,
    locale: signUp.locale,
    timezone: null,
    verifications: verifications(world, signUp),
  })
}

function verifications(world: World, signUp: SignUp): Wire<SignUpJSON['verifications']> {
  const { emailAddress } = world.settings.attributes
  return {
    email_address: signUp.emailAddress === null ? null : { ...proof(world, signUp.email), supported_strategies: [...emailAddress.strategies] },
    phone_number: signUp.phoneNumber === null ? null : { ...proof(world, signUp.phone), supported_strategies: ['phone_code'] },
    web3_wallet: null,
    external_account: verificationJson(signUp.external, world.clock.now()),
  }
}

/** A status of `unverified` before a proof was asked for makes the form skip asking, hence null. */
function proof(world: World, verification: Verification | null) {
  const nothing = { object: 'verification' as const, status: null, strategy: null, attempts: 0, expire_at: null, verified_at_client: null, error: null }
  const next = verification === null ? 'needs_prepare' : verification.status === 'verified' ? '' : 'needs_attempt'
  return { ...nothing, ...verificationJson(verification, world.clock.now()), next_action: next }
}
