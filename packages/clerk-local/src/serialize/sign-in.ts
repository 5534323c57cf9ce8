import type { SignInJSON } from '@clerk/shared/types'
import type { SignIn } from '../store/rows/sign-in.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import { publicUserDataJson } from './public-user-data.ts'
import { verificationJson } from './verification.ts'
import { sent } from './wire.ts'

export function signInJson(world: World, signIn: SignIn): SignInJSON {
  const user = signIn.userId === null ? undefined : world.store.users.get(signIn.userId)
  return sent<SignInJSON>({
    object: 'sign_in',
    id: signIn.id,
    status: signIn.status,
    supported_identifiers: ['email_address', 'username'],
    identifier: signIn.identifier,
    user_data: user ? publicUserDataJson(world, user) : null,
    supported_first_factors: user ? firstFactors(user) : [],
    supported_second_factors: null,
    first_factor_verification: verificationJson(signIn.firstFactor),
    second_factor_verification: null,
    created_session_id: signIn.createdSessionId,
    client_trust_state: 'known',
    timezone: null,
  })
}

function firstFactors(user: User) {
  const codes = user.emails.filter(({ verified }) => verified).map(({ id, address }) => ({
    strategy: 'email_code' as const,
    email_address_id: id,
    safe_identifier: address.replace(/^(.).*(@.*)$/, '$1***$2'),
    primary: id === user.primaryEmailId,
  }))
  return [...(user.password === null ? [] : [{ strategy: 'password' as const }]), ...codes]
}
