import type { PublicKeyCredentialRequestOptionsJSON } from '@clerk/shared/types'
import { ApiError } from '../http/api-error.ts'
import type { Client } from '../store/rows/client.ts'
import type { SignIn } from '../store/rows/sign-in.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import { asked, verificationExpired, verificationMissing } from './codes.ts'
import { failed } from './lockout.ts'
import { requestOptions, verifyAssertion } from './passkeys.ts'
import { credentialIdOf } from './passkeys-credential.ts'
import { invalidStrategy } from './sign-ins-errors.ts'
import { factorFor, firstFactors } from './sign-ins-factors.ts'
import { ownerOf, passFirstFactor, refuseSignedIn } from './sign-ins.ts'
import { touchUser } from './users.ts'

/** Asks the browser for a passkey: one of the user's or, where nobody has said who they are, any that it has for this host. */
export function preparePasskey(world: World, signIn: SignIn, origin: string | undefined): void {
  if (!world.settings.passkeys) throw invalidStrategy()
  if (signIn.userId !== null) factorFor(firstFactors(world, signIn), 'passkey', undefined)
  const own = signIn.userId === null ? [] : ownerOf(world, signIn).passkeys.map(({ credentialId }) => credentialId)
  const options = requestOptions(new URL(origin ?? '').hostname, own)
  world.store.signIns.update(signIn, { status: 'needs_first_factor', firstFactor: asked(world, 'passkey', { nonce: JSON.stringify(options) }) })
}

export function attemptPasskey(world: World, signIn: SignIn, client: Client, credential: string | undefined, origin = ''): void {
  const { firstFactor } = signIn
  if (firstFactor?.strategy !== 'passkey' || firstFactor.status !== 'unverified' || firstFactor.nonce === undefined) throw verificationMissing()
  if (world.clock.now() > firstFactor.expireAt) throw verificationExpired()
  const { challenge, rpId } = JSON.parse(firstFactor.nonce) as PublicKeyCredentialRequestOptionsJSON // as it was made above
  const { user, passkey } = keyHolder(world, signIn, credential)
  if (!world.settings.singleSession) refuseSignedIn(world, client, user)
  const signCount = counted(world, user, () => verifyAssertion(credential, { ...passkey, ownerId: user.id }, { challenge, rpId, origin }))
  const now = world.clock.now()
  touchUser(world, user, { passkeys: user.passkeys.map((each) => (each.id === passkey.id ? { ...each, signCount, lastUsedAt: now } : each)) })
  world.store.signIns.update(signIn, { userId: user.id })
  // The challenge is spent with its answer.
  passFirstFactor(world, signIn, client, { ...firstFactor, status: 'verified', attempts: 1, nonce: undefined })
}

function keyHolder(world: World, signIn: SignIn, credential: string | undefined): { user: User; passkey: User['passkeys'][number] } {
  const id = credentialIdOf(credential)
  const [user] = world.store.users.by('passkey', id)
  const passkey = user?.passkeys.find((each) => each.credentialId === id && each.verification?.status === 'verified')
  const another = signIn.userId !== null && signIn.userId !== user?.id
  if (!user || !passkey || another) throw new ApiError(404, 'passkey_not_registered', 'not registered', {}, 'Passkey is not registered.')
  return { user, passkey }
}

function counted<T>(world: World, user: User, verify: () => T): T {
  try {
    return verify()
  } catch (error) {
    throw error instanceof ApiError ? failed(world, user, error) : error
  }
}
