import { createHash } from 'node:crypto'
import { titleOf } from '../../instance/providers.ts'
import { newId } from '../../store/ids.ts'
import type { ExternalAccount } from '../../store/rows/user.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'

/** What somebody did on the provider's page. */
export type Consent = { readonly profile: Profile } | { readonly error: 'access_denied' | 'server_error' }

export interface Profile {
  readonly emailAddress: string
  readonly firstName: string
  readonly lastName: string
}

/** The same person has the same account at a provider, today and tomorrow. */
export function accountBy(world: World, provider: string, { emailAddress, firstName, lastName }: Profile, open: Verification): ExternalAccount {
  const now = world.clock.now()
  const address = emailAddress.trim().toLowerCase()
  return {
    id: newId('eac'),
    identificationId: newId('idn'),
    provider,
    providerUserId: createHash('sha256').update(`${provider}:${address}`).digest('hex').slice(0, 21),
    emailAddress: address,
    firstName,
    lastName,
    username: null,
    approvedScopes: 'email profile openid',
    publicMetadata: {},
    verification: { ...open, status: 'verified', redirectUrl: null },
    createdAt: now,
    updatedAt: now,
  }
}

/** A way that ended at the provider, as Clerk words it. */
export function refused(open: Verification, provider: string, error: 'access_denied' | 'server_error'): Verification {
  const name = titleOf(provider)
  const said =
    error === 'access_denied'
      ? { code: 'oauth_access_denied', message: `You did not grant access to your ${name} account` }
      : { code: 'oauth_callback_invalid', message: `${name} could not be reached. Please try again.` }
  return { ...open, status: 'failed', redirectUrl: null, error: said }
}
