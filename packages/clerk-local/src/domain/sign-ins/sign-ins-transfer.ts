import type { Client } from '../../store/rows/client.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { World } from '../../world.ts'
import { primaryEmail } from '../users/users.ts'
import { ownerOf } from '../users/external-accounts.ts'
import { nothingToTransfer } from './sign-ins-errors.ts'
import { passByAccount } from './sign-ins-external.ts'

/**
 * Signs in somebody who tried to sign up through a provider with an account that they have: the browser's sign-up has
 * proven who they are, and is used up with that.
 */
export function transferSignUp(world: World, signIn: SignIn, client: Client): void {
  const signUp = client.signUpId === null ? undefined : world.store.signUps.get(client.signUpId)
  const { external, externalAccount } = signUp ?? {}
  const user = externalAccount && ownerOf(world, externalAccount)
  if (external?.status !== 'transferable' || !user) throw nothingToTransfer()
  world.store.signIns.update(signIn, { identifier: primaryEmail(user) })
  passByAccount(world, signIn, client, user, externalAccount, { ...external, status: 'verified', redirectUrl: null, error: null })
  world.store.clients.update(client, { signUpId: null })
}
