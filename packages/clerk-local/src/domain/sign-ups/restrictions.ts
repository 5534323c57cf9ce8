import { ApiError, fieldError } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { ListedIdentifier } from '../../store/rows/invitation.ts'
import type { World } from '../../world.ts'

/** Hosts of throw-away inboxes. Clerk asks a service; a stand-in needs a few that everybody knows. */
const DISPOSABLE: readonly string[] = ['mailinator.com', 'guerrillamail.com', '10minutemail.com', 'yopmail.com', 'temp-mail.org', 'trashmail.com', 'sharklasers.com']

/**
 * Refuses an email address or a phone number that may not sign up here: one that the allowlist, where it is switched on,
 * does not hold, and one that the blocklist holds; `*@domain` stands for all of a domain. With both switched on the
 * allowlist decides alone. Whoever comes with an invitation is let in by it and not asked here.
 */
export function refuseRestricted(world: World, identifier: string): void {
  const { allowlist, blocklist } = world.settings
  if (identifier.includes('@')) refuseAddress(world, identifier)
  const allowed = allowlist ? isListed(world, 'allowlist', identifier) : !(blocklist && isListed(world, 'blocklist', identifier))
  if (!allowed) throw notAllowed([identifier])
}

/** Clerk's refusal of people who may not use the application. */
export const notAllowed = (identifiers: readonly string[]): ApiError =>
  new ApiError(403, 'not_allowed_access', 'Access not allowed.', { identifiers }, `${identifiers.join(', ')} is not allowed to access this application.`)

function refuseAddress({ settings }: World, address: string): void {
  const [name = '', host = ''] = address.toLowerCase().split('@')
  if (settings.blockEmailSubaddresses && /[+=#]/.test(name)) throw fieldError('form_email_address_blocked', 'Email addresses with a subaddress are not allowed.', 'email_address')
  if (settings.blockDisposableEmailDomains && DISPOSABLE.includes(host)) throw fieldError('form_email_address_blocked', 'Email addresses of disposable domains are not allowed.', 'email_address')
}

/** Whether a list holds the identifier, or all of its domain. */
export function isListed({ store, settings }: World, list: 'allowlist' | 'blocklist', identifier: string): boolean {
  const lower = identifier.toLowerCase()
  const [name = '', host] = lower.split('@')
  const gmail = settings.ignoreDotsForGmailAddresses && host === 'gmail.com'
  const keys = [lower, ...(host === undefined ? [] : [`*@${host}`]), ...(gmail ? [`${name.replaceAll('.', '')}@${host}`] : [])]
  return keys.some((key) => store[list].count('identifier', key) > 0)
}

/** Puts an identifier on a list. Throws where it is on it, or is nothing that could be. */
export function listIdentifier(world: World, list: 'allowlist' | 'blocklist', identifier: string, invitationId: string | null = null): ListedIdentifier {
  const lower = identifier.trim().toLowerCase()
  const type = typeOf(lower)
  if (!type) throw fieldError('form_param_format_invalid', 'The identifier has to be an email address, *@domain, a phone number or a web3 wallet.', 'identifier')
  const prefix = list === 'allowlist' ? 'alid' : 'blid'
  const table = world.store[list]
  if (table.count('identifier', lower) > 0) throw new ApiError(400, 'duplicate_record', 'duplicate record', { param_name: 'identifier' }, `the identifier ${lower} already exists`)
  const now = world.clock.now()
  return table.insert({ id: newId(prefix), identifier: lower, type, invitationId, createdAt: now, updatedAt: now })
}

function typeOf(identifier: string): ListedIdentifier['type'] | null {
  if (/^([^\s@*]+|\*)@[^\s@]+\.[^\s@]+$/.test(identifier)) return 'email_address'
  if (/^\+[1-9]\d{6,14}$/.test(identifier)) return 'phone_number'
  return /^0x[0-9a-f]{40}$/.test(identifier) ? 'web3_wallet' : null
}
