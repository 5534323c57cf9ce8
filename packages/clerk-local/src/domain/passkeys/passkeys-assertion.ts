import type { PublicKeyCredentialRequestOptionsJSON } from '@clerk/shared/types'
import { ApiError } from '../../http/api-error.ts'
import type { User } from '../../store/rows/user.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { asked, verificationExpired, verificationMissing } from '../verification/codes.ts'
import { failed } from '../sign-ins/lockout.ts'
import { credentialIdOf } from './passkeys-credential.ts'
import { isProven } from '../users/passkeys-of-users.ts'
import { hostOf, requestOptions, verifyAssertion } from './passkeys.ts'
import { touchUser } from '../users/users.ts'

/** Asks the page's browser for a passkey of the user's; for any that it has, where nobody has said who they are. */
export function askPasskey(world: World, user: User | null, origin: string | undefined): Verification {
  const allow = (user?.passkeys ?? []).filter(isProven).map(({ credentialId }) => credentialId)
  return asked(world, 'passkey', { nonce: JSON.stringify(requestOptions(hostOf(origin), allow)) })
}

export interface Answered {
  /** Whose passkey it was. */
  readonly user: User
  readonly verification: Verification
}

/** Takes the browser's answer; `userId` is who it has to be, `null` for anybody. A challenge is spent with its answer. */
export function answerPasskey(world: World, asked: Verification | null, credential: string | undefined, origin: string | undefined, userId: string | null): Answered {
  if (asked?.strategy !== 'passkey' || asked.status !== 'unverified' || asked.nonce === undefined) throw verificationMissing()
  if (world.clock.now() > asked.expireAt) throw verificationExpired()
  const { challenge, rpId } = JSON.parse(asked.nonce) as PublicKeyCredentialRequestOptionsJSON // as it was made above
  const { user, passkey } = holderOf(world, credential, userId)
  const signCount = counted(world, user, () => verifyAssertion(credential, { ...passkey, ownerId: user.id }, { challenge, rpId, origin: origin ?? '' }))
  const lastUsedAt = world.clock.now()
  touchUser(world, user, { passkeys: user.passkeys.map((each) => (each.id === passkey.id ? { ...each, signCount, lastUsedAt } : each)) })
  const { nonce: _spent, ...verification } = asked
  return { user, verification: { ...verification, status: 'verified', attempts: 1 } }
}

function holderOf(world: World, credential: string | undefined, userId: string | null): { user: User; passkey: User['passkeys'][number] } {
  const id = credentialIdOf(credential)
  const [user] = world.store.users.by('passkey', id)
  const passkey = user?.passkeys.find((each) => each.credentialId === id && isProven(each))
  if (!user || !passkey || (userId !== null && userId !== user.id)) throw new ApiError(404, 'passkey_not_registered', 'not registered', {}, 'Passkey is not registered.')
  return { user, passkey }
}

function counted<T>(world: World, user: User, verify: () => T): T {
  try {
    return verify()
  } catch (error) {
    throw error instanceof ApiError ? failed(world, user, error) : error
  }
}
