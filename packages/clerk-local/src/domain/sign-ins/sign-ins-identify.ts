import { fieldError } from '../../http/api-error.ts'
import type { Client } from '../../store/rows/client.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { World } from '../../world.ts'
import { isListed, notAllowed } from '../sign-ups/restrictions.ts'
import { mayNotMiss, missingAccount } from './sign-ins-errors.ts'
import { refuseSignedIn } from './sign-ins.ts'
import { findUser } from '../users/users.ts'

type Kind = 'emailAddress' | 'phoneNumber' | 'username'

/**
 * Takes what the person typed: an email address, a number or a username, of those that the instance signs in by. Throws
 * `form_identifier_not_found` where nobody has it, unless that is a secret or they may sign up with it.
 */
export function identify(world: World, signIn: SignIn, client: Client, typed: string, signUpIfMissing = false): void {
  const identifier = spelled(typed)
  const kind = kindOf(identifier)
  if (!identifies(world, kind)) throw fieldError('form_param_format_invalid', 'Identifier is invalid.', 'identifier')
  const { settings, store } = world
  const user = findUser(world, identifier)
  if (settings.blocklist && !settings.allowlist && isListed(world, 'blocklist', identifier)) throw notAllowed([identifier])
  if (signUpIfMissing && kind === 'username') throw mayNotMiss('a username cannot be verified.')
  if (signUpIfMissing && settings.signUpMode !== 'public') throw mayNotMiss('sign-ups are restricted.')
  if (!user && !signUpIfMissing && !settings.enumerationProtection) throw missingAccount()
  if (user && !settings.singleSession) refuseSignedIn(world, client, user)
  store.signIns.update(signIn, { identifier, userId: user?.id ?? null, signUpIfMissing, status: 'needs_first_factor', firstFactor: null, secondFactor: null })
}

/** As it is kept: lower case, and a number without what makes it readable. */
function spelled(typed: string): string {
  const lower = typed.trim().toLowerCase()
  return lower.startsWith('+') ? `+${lower.replace(/\D/g, '')}` : lower
}

const kindOf = (identifier: string): Kind => (identifier.includes('@') ? 'emailAddress' : identifier.startsWith('+') ? 'phoneNumber' : 'username')

function identifies({ settings }: World, kind: Kind): boolean {
  const { enabled, signIn } = settings.attributes[kind]
  return enabled && signIn
}
