import { ApiError } from '../../http/api-error.ts'
import type { Client } from '../../store/rows/client.ts'
import type { SignUp } from '../../store/rows/sign-up.ts'
import type { World } from '../../world.ts'
import { refuseRestricted } from './restrictions.ts'
import { refuseUninvited } from './sign-ups-admission.ts'

/**
 * Signs up somebody who tried to sign in without an account: the browser's sign-in has proven who they are, by a provider
 * or by a code, and is used up with that.
 */
export function transferSignIn(world: World, signUp: SignUp, client: Client): void {
  const signIn = client.signInId === null ? undefined : world.store.signIns.get(client.signInId)
  const { firstFactor, externalAccount, identifier } = signIn ?? {}
  if (firstFactor?.status !== 'transferable') throw new ApiError(422, 'account_transfer_invalid', 'Account transfer is invalid', {}, 'There is no sign-in in this browser that could be transferred.')
  refuseUninvited(world, signUp.ticket)
  const verified = { ...firstFactor, status: 'verified', error: null } as const
  if (externalAccount) {
    const { emailAddress, firstName, lastName } = externalAccount
    refuseRestricted(world, emailAddress)
    world.store.signUps.update(signUp, { externalAccount, external: verified, emailAddress, email: verified, firstName: firstName || null, lastName: lastName || null })
  } else if (identifier?.includes('@')) {
    refuseRestricted(world, identifier)
    world.store.signUps.update(signUp, { emailAddress: identifier, email: verified })
  } else if (identifier) {
    refuseRestricted(world, identifier)
    world.store.signUps.update(signUp, { phoneNumber: identifier, phone: verified })
  }
  world.store.clients.update(client, { signInId: null })
}
