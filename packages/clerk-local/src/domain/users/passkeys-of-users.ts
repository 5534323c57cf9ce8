import type { PublicKeyCredentialCreationOptionsJSON } from '@clerk/shared/types'
import { ApiError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { Passkey, User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { asked, verificationExpired, verificationMissing } from '../verification/codes.ts'
import { creationOptions, hostOf, verifyRegistration } from '../passkeys/passkeys.ts'
import { primaryEmail, touchUser } from './users.ts'

/** Begins a passkey: what the browser needs to make it is in its verification's nonce. One that was begun and left is forgotten. */
export function beginPasskey(world: World, user: User, origin: string | undefined): Passkey {
  if (!world.settings.passkeys) throw new ApiError(403, 'resource_forbidden', 'forbidden', {}, 'Passkeys are not enabled for this instance.')
  const kept = user.passkeys.filter(isProven)
  const name = primaryEmail(user) ?? user.username ?? user.id
  const options = creationOptions({ id: hostOf(origin), name: world.settings.applicationName }, { id: user.id, name }, kept.map(({ credentialId }) => credentialId))
  const now = world.clock.now()
  const passkey: Passkey = {
    id: newId('idn'),
    name: 'Passkey',
    credentialId: '',
    publicKey: '',
    signCount: 0,
    verification: asked(world, 'passkey', { nonce: JSON.stringify(options) }),
    lastUsedAt: null,
    createdAt: now,
    updatedAt: now,
  }
  touchUser(world, user, { passkeys: [...kept, passkey] })
  return passkey
}

/** Takes what the browser made; one that somebody has already is refused. */
export function confirmPasskey(world: World, user: User, id: string, credential: string | undefined, origin = ''): Passkey {
  const { verification } = passkeyOf(user, id)
  if (verification?.nonce === undefined || verification.status !== 'unverified') throw verificationMissing()
  if (world.clock.now() > verification.expireAt) throw verificationExpired()
  const { challenge, rp } = JSON.parse(verification.nonce) as PublicKeyCredentialCreationOptionsJSON // as it was made above
  const made = verifyRegistration(credential, { challenge, rpId: rp.id ?? '', origin })
  if (world.store.users.count('passkey', made.credentialId) > 0) throw new ApiError(422, 'passkey_already_exists', 'A passkey is already registered with this device.')
  const { nonce: _spent, ...spent } = verification
  return changePasskey(world, user, id, { ...made, verification: { ...spent, status: 'verified', attempts: 1 } })
}

export function renamePasskey(world: World, user: User, id: string, name: string): Passkey {
  passkeyOf(user, id)
  return changePasskey(world, user, id, { name })
}

export function removePasskey(world: World, user: User, id: string): void {
  passkeyOf(user, id)
  touchUser(world, user, { passkeys: user.passkeys.filter((passkey) => passkey.id !== id) })
}

/** Made and checked; only these sign in. */
export const isProven = ({ verification }: Passkey): boolean => verification?.status === 'verified'

function passkeyOf({ passkeys }: User, id: string): Passkey {
  const passkey = passkeys.find((each) => each.id === id)
  if (!passkey) throw notFound('Passkey')
  return passkey
}

function changePasskey(world: World, user: User, id: string, change: Partial<Passkey>): Passkey {
  const updatedAt = world.clock.now()
  touchUser(world, user, { passkeys: user.passkeys.map((each) => (each.id === id ? { ...each, ...change, updatedAt } : each)) })
  return passkeyOf(user, id)
}
