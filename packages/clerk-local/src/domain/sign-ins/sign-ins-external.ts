import type { Client } from '../../store/rows/client.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { ExternalAccount, User } from '../../store/rows/user.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { isSame, linkAccount } from '../users/external-accounts.ts'
import { refuseBarred } from './lockout.ts'
import { hasPassword } from './sign-ins-factors.ts'
import { passFirstFactor, refuseSignedIn } from './sign-ins.ts'

/**
 * Signs in by a provider's account whose owner it is. Where the address is not proven yet, a password may be that of
 * somebody who took the address before its owner came: a new one is asked for, and the account connected with that
 * (https://clerk.com/docs/guides/configure/auth-strategies/social-connections/account-linking).
 */
export function passByAccount(world: World, signIn: SignIn, client: Client, user: User, account: ExternalAccount, verification: Verification): void {
  refuseBarred(world, user)
  if (!world.settings.singleSession) refuseSignedIn(world, client, user)
  world.store.signIns.update(signIn, { userId: user.id })
  if (isDoubtful(user, account)) {
    world.store.signIns.update(signIn, { status: 'needs_new_password', firstFactor: verification, externalAccount: account })
  } else {
    linkAccount(world, user, account)
    passFirstFactor(world, signIn, client, verification)
  }
}

/** Connects the account by which a new password came to be asked for, now that it is set. */
export function linkAwaited(world: World, { firstFactor, externalAccount }: SignIn, user: User): void {
  if (externalAccount && firstFactor?.strategy === `oauth_${externalAccount.provider}`) linkAccount(world, user, externalAccount)
}

const isDoubtful = (user: User, account: ExternalAccount): boolean =>
  hasPassword(user) && !user.externalAccounts.some((each) => isSame(each, account)) && user.emails.some(({ address, verified }) => address === account.emailAddress && !verified)
