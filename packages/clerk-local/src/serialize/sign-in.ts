import type { SignInFirstFactorJSON, SignInJSON, SignInSecondFactorJSON } from '@clerk/shared/types'
import { firstFactors, secondFactors, type Factor } from '../domain/sign-ins/sign-ins-factors.ts'
import type { SignIn } from '../store/rows/sign-in.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import { publicUserDataJson } from './public-user-data.ts'
import { verificationJson } from './verification.ts'
import { sent } from './wire.ts'

export function signInJson(world: World, signIn: SignIn): SignInJSON {
  const now = world.clock.now()
  const user = signIn.userId === null ? undefined : world.store.users.get(signIn.userId)
  const proven = signIn.status !== 'needs_identifier' && signIn.status !== 'needs_first_factor'
  return sent<SignInJSON>({
    object: 'sign_in',
    id: signIn.id,
    status: signIn.status,
    supported_identifiers: supportedIdentifiers(world),
    identifier: signIn.identifier,
    // Where identifiers are a secret, a name and a face would give them away.
    user_data: user && (proven || !world.settings.enumerationProtection) ? userDataJson(world, user) : null,
    supported_first_factors: firstFactors(world, signIn).map((factor) => factorJson(factor) as SignInFirstFactorJSON), // the strategies of first factors
    supported_second_factors: user && signIn.status === 'needs_second_factor' ? secondFactors(user).map((factor) => factorJson(factor) as SignInSecondFactorJSON) : null, // and of second ones
    first_factor_verification: verificationJson(signIn.firstFactor, now),
    second_factor_verification: verificationJson(signIn.secondFactor, now),
    created_session_id: signIn.createdSessionId,
    timezone: null,
    client_trust_state: 'known',
  })
}

function supportedIdentifiers({ settings }: World): SignInJSON['supported_identifiers'] {
  const { emailAddress, phoneNumber, username } = settings.attributes
  const all = [['email_address', emailAddress], ['phone_number', phoneNumber], ['username', username]] as const
  return all.filter(([, { enabled, signIn }]) => enabled && signIn).map(([name]) => name)
}

function userDataJson(world: World, user: User): SignInJSON['user_data'] {
  const { first_name, last_name, image_url, has_image } = publicUserDataJson(world, user)
  return { ...(first_name !== null && { first_name }), ...(last_name !== null && { last_name }), image_url, has_image }
}

function factorJson(factor: Factor) {
  const { strategy } = factor
  if ('emailAddressId' in factor) return { strategy, email_address_id: factor.emailAddressId, safe_identifier: factor.safeIdentifier, primary: factor.primary }
  if ('phoneNumberId' in factor)
    return { strategy, phone_number_id: factor.phoneNumberId, safe_identifier: factor.safeIdentifier, primary: factor.primary, ...(factor.default !== undefined && { default: factor.default }) }
  return { strategy }
}
