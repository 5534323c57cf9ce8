import { notFound } from '../../http/api-error.ts'
import type { ExternalAccount, User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { refuseLastIdentification } from './identifications.ts'
import { findUser, touchUser } from './users.ts'

/** Whose a provider's account is: theirs to whom it is connected, or else theirs who have its address. */
export function ownerOf(world: World, { provider, providerUserId, emailAddress }: ExternalAccount): User | undefined {
  return world.store.users.by('externalAccount', `${provider}:${providerUserId}`)[0] ?? findUser(world, emailAddress)
}

/** Connects it to its owner, with their address, which is proven by that. Nothing changes where both know each other. */
export function linkAccount(world: World, user: User, account: ExternalAccount): void {
  if (user.externalAccounts.some((each) => isSame(each, account))) return
  const link = { type: `oauth_${account.provider}`, id: account.identificationId }
  touchUser(world, user, {
    externalAccounts: [...user.externalAccounts, account],
    emails: user.emails.map((each) => (each.address === account.emailAddress ? { ...each, verified: true, linkedTo: [...each.linkedTo, link] } : each)),
  })
}

export const isSame = (one: ExternalAccount, other: ExternalAccount): boolean => one.provider === other.provider && one.providerUserId === other.providerUserId

/** By its own id or that of its identification, as SDKs name it by either. */
export function accountOf(user: User, id: string): ExternalAccount {
  const account = user.externalAccounts.find((each) => each.id === id || each.identificationId === id)
  if (!account) throw notFound('External account')
  return account
}

/** Disconnects it; its address stays, without the link. */
export function removeAccount(world: World, user: User, { id, identificationId }: ExternalAccount): void {
  const externalAccounts = user.externalAccounts.filter((each) => each.id !== id)
  const hasPassword = user.password !== null || user.passwordDigest !== null
  if (externalAccounts.length === 0 && !hasPassword) refuseLastIdentification(world, user)
  touchUser(world, user, { externalAccounts, emails: user.emails.map((email) => ({ ...email, linkedTo: email.linkedTo.filter((link) => link.id !== identificationId) })) })
}
