import { checkPasswordRules } from '../domain/users/password-rules.ts'
import { newPhone } from '../domain/users/phone-numbers.ts'
import { HASHERS, isDigestOf } from '../domain/sign-ins/sign-ins-password-digest.ts'
import { lockFrom } from '../domain/sign-ins/lockout.ts'
import { fromBase32 } from '../domain/verification/totp.ts'
import { refuseLastIdentification } from '../domain/users/identifications.ts'
import { checkLength } from '../domain/users/lengths.ts'
import { checkUsername } from '../domain/users/usernames.ts'
import { knownImage } from '../domain/users/images.ts'
import { checkEmail, defined, newEmail } from '../domain/users/users.ts'
import { ApiError, fieldError } from '../http/api-error.ts'
import { list, record, text, type Call } from '../http/call.ts'
import { newId } from '../store/ids.ts'
import type { EmailAddress, PhoneNumber, User } from '../store/rows/user.ts'
import { flag, texts, whole } from './fields.ts'

/** What `createUser` and `updateUser` both take, checked; `own` is whose identifiers it may repeat. */
export function userFields(call: Call, own?: User): Partial<User> {
  const { world } = call
  const username = text(call, 'username')
  for (const field of ['first_name', 'last_name', 'external_id']) checkLength(field, text(call, field))
  if (username) checkUsername(world, username, own?.id)
  if (own?.username && emptied(call, 'username') === null) refuseLastIdentification(world, { ...own, username: null })
  const externalId = text(call, 'external_id')
  if (externalId && world.store.users.by('externalId', externalId).some(({ id }) => id !== own?.id))
    throw fieldError('form_identifier_exists', 'That external ID is taken. Please try another.', 'external_id')
  return defined({
    firstName: emptied(call, 'first_name'),
    lastName: emptied(call, 'last_name'),
    username: emptied(call, 'username')?.toLowerCase() ?? emptied(call, 'username'),
    externalId: emptied(call, 'external_id'),
    locale: emptied(call, 'locale'),
    imageId: imageOf(call),
    ...passwordOf(call),
    totp: totpOf(call),
    backupCodes: backupCodesOf(call),
    publicMetadata: record(call, 'public_metadata'),
    privateMetadata: record(call, 'private_metadata'),
    unsafeMetadata: record(call, 'unsafe_metadata'),
    createdAt: dateOf(call, 'created_at'),
    legalAcceptedAt: dateOf(call, 'legal_accepted_at'),
    deleteSelfEnabled: flag(call, 'delete_self_enabled'),
    createOrganizationEnabled: flag(call, 'create_organization_enabled'),
    createOrganizationsLimit: whole(call, 'create_organizations_limit', 0),
  })
}

/** What bars a new user from the start. Afterwards they are banned and locked by requests of their own. */
export function barring(call: Call): Partial<User> {
  const { clock, settings } = call.world
  const locked = flag(call, 'locked') === true
  if (locked && !settings.lockout.enabled) throw fieldError('form_param_unknown', 'locked is not a valid parameter for this request. The lockout of users is not enabled for this instance.', 'locked')
  return { banned: flag(call, 'banned') === true, ...(locked && lockFrom(call.world, clock.now())) }
}

/** A new user's addresses and numbers, proven unless they are to be reserved only; the first of each is the primary one. */
export function newIdentifications(call: Call): Pick<User, 'emails' | 'phones' | 'primaryEmailId' | 'primaryPhoneId'> {
  const [addresses, numbers] = [list(call.body['email_address']), list(call.body['phone_number'])]
  const [ofEmails, ofPhones] = [standingsOf(call, 'email_address', addresses.length), standingsOf(call, 'phone_number', numbers.length)]
  const emails = addresses.map((address, index): EmailAddress => {
    checkEmail(address)
    return { ...newEmail(call.world, address, true), ...ofEmails[index] }
  })
  const phones = numbers.map((number, index): PhoneNumber => ({ ...newPhone(call.world, number, true), ...ofPhones[index] }))
  return { emails, phones, primaryEmailId: emails[0]?.id ?? null, primaryPhoneId: phones[0]?.id ?? null }
}

const STANDINGS: Readonly<Record<string, Pick<EmailAddress, 'verified' | 'reserved'>>> = { verified: { verified: true, reserved: false }, reserved: { verified: false, reserved: true } }

/** What the request says of each, in their order, if it says anything. */
function standingsOf(call: Call, field: string, count: number): Pick<EmailAddress, 'verified' | 'reserved'>[] {
  const name = `${field}_identification_status`
  const statuses = list(call.body[name])
  if (statuses.length > 0 && statuses.length !== count) throw fieldError('form_param_value_invalid', `${name} has to say one for each ${field}.`, name)
  return statuses.map((status) => {
    const standing = Object.hasOwn(STANDINGS, status) ? STANDINGS[status] : undefined
    if (!standing) throw fieldError('form_param_value_invalid', `${name} has to be verified or reserved.`, name)
    return standing
  })
}

/** `undefined` where it was not sent, `null` where it was sent to be emptied. */
function emptied(call: Call, field: string): string | null | undefined {
  if (call.body[field] === null) return null
  const value = text(call, field)
  return value === undefined ? undefined : value || null
}

function passwordOf(call: Call): Partial<User> {
  const password = text(call, 'password')
  const digest = text(call, 'password_digest')
  const hasher = text(call, 'password_hasher')
  if (password !== undefined) {
    if (flag(call, 'skip_password_checks') !== true) checkPasswordRules(call.world, password)
    return { password, passwordDigest: null, passwordMustChange: false }
  }
  if (digest === undefined) return {}
  if (hasher === undefined || !HASHERS.includes(hasher)) throw fieldError('form_param_value_invalid', `password_hasher has to be one of ${HASHERS.join(', ')}.`, 'password_hasher')
  if (!isDigestOf(hasher, digest)) throw fieldError('form_password_digest_invalid_code', `password_digest has not the form of a digest of ${hasher}.`, 'password_digest')
  return { password: null, passwordDigest: { digest, hasher }, passwordMustChange: false }
}

/** A picture that was uploaded before. */
function imageOf(call: Call): string | undefined {
  const id = text(call, 'profile_image_id')
  return id === undefined ? undefined : knownImage(call.world, id)
}

function totpOf(call: Call): User['totp'] | undefined {
  const secret = text(call, 'totp_secret')
  if (secret === undefined) return undefined
  try {
    fromBase32(secret)
  } catch {
    throw new ApiError(422, 'invalid_totp_secret_code', 'invalid TOTP secret', { param_name: 'totp_secret' }, 'The TOTP secret is invalid, please provide a valid one base32 encoded')
  }
  const now = call.world.clock.now()
  return { id: newId('totp'), secret, verified: true, lastStep: null, createdAt: now, updatedAt: now }
}

function backupCodesOf(call: Call): User['backupCodes'] | undefined {
  const codes = texts(call, 'backup_codes')
  const now = call.world.clock.now()
  return codes && { id: newId('bck'), codes, createdAt: now, updatedAt: now }
}

/** An ISO date, as `Date` becomes JSON; milliseconds on the way in. */
function dateOf(call: Call, field: string): number | undefined {
  const value = text(call, field)
  if (value === undefined) return undefined
  const at = Date.parse(value)
  if (Number.isFinite(at)) return at
  throw fieldError('form_param_format_invalid', `${field} is not a date of RFC 3339.`, field)
}
