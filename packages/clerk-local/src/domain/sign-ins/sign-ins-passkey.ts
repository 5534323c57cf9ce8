import type { Client } from '../../store/rows/client.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { World } from '../../world.ts'
import { refuseBarred } from './lockout.ts'
import { answerPasskey, askPasskey } from '../passkeys/passkeys-assertion.ts'
import { invalidStrategy } from './sign-ins-errors.ts'
import { factorFor, firstFactors } from './sign-ins-factors.ts'
import { ownerOf, passFirstFactor, refuseSignedIn, requireStatus } from './sign-ins.ts'

/** Asks for a passkey of whoever signs in or, before they have said who they are, of anybody. */
export function preparePasskey(world: World, signIn: SignIn, origin: string | undefined): void {
  requireStatus(signIn, 'needs_identifier', 'needs_first_factor')
  if (!world.settings.passkeys) throw invalidStrategy()
  if (signIn.userId !== null) factorFor(firstFactors(world, signIn), 'passkey', undefined)
  const firstFactor = askPasskey(world, signIn.userId === null ? null : ownerOf(world, signIn), origin)
  world.store.signIns.update(signIn, { status: 'needs_first_factor', firstFactor })
}

export function attemptPasskey(world: World, signIn: SignIn, client: Client, credential: string | undefined, origin: string | undefined): void {
  requireStatus(signIn, 'needs_first_factor')
  const { user, verification } = answerPasskey(world, signIn.firstFactor, credential, origin, signIn.userId)
  refuseBarred(world, user)
  if (!world.settings.singleSession) refuseSignedIn(world, client, user)
  world.store.signIns.update(signIn, { userId: user.id })
  passFirstFactor(world, signIn, client, verification)
}
