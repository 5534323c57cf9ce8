import { fieldError } from '../../http/api-error.ts'
import type { Metadata } from '../../store/rows/metadata.ts'
import type { SignUp } from '../../store/rows/sign-up.ts'
import type { World } from '../../world.ts'
import { checkPasswordRules } from '../users/password-rules.ts'
import { phoneNumberOf } from '../users/phone-format.ts'
import { refuseRestricted } from './restrictions.ts'
import { isEnabled, type Field } from './sign-up-requirements.ts'
import { notInvited } from './sign-ups-admission.ts'
import { checkLength } from '../users/lengths.ts'
import { checkUsername } from '../users/usernames.ts'
import { checkEmail, defined, findUser } from '../users/users.ts'

/** What a sign-up form sends; absent where it was not sent, empty where it was left empty. */
export interface SignUpFields {
  readonly email_address?: string | undefined
  readonly phone_number?: string | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly first_name?: string | undefined
  readonly last_name?: string | undefined
  readonly unsafeMetadata?: Metadata | undefined
  readonly legalAccepted?: boolean | undefined
  readonly locale?: string | undefined
}

/** Takes what the form sent; whatever may not be is refused before anything changes. */
export function fillSignUp(world: World, signUp: SignUp, fields: SignUpFields): void {
  for (const name of ['email_address', 'phone_number', 'username', 'password', 'first_name', 'last_name'] as const)
    if (fields[name] && !isEnabled(world, name)) throw unknown(name)
  for (const name of ['first_name', 'last_name'] as const) checkLength(name, fields[name])
  const emailAddress = fields.email_address?.trim().toLowerCase() || undefined
  const phoneNumber = fields.phone_number ? phoneNumberOf(fields.phone_number) : undefined
  if (emailAddress !== undefined && emailAddress !== signUp.emailAddress) checkNewEmail(world, signUp, emailAddress)
  if (phoneNumber !== undefined && phoneNumber !== signUp.phoneNumber) checkNewPhone(world, signUp, phoneNumber)
  if (fields.username) checkUsername(world, fields.username)
  if (fields.password) checkPasswordRules(world, fields.password)
  world.store.signUps.update(signUp, {
    ...(emailAddress !== undefined && emailAddress !== signUp.emailAddress && { emailAddress, email: null }),
    ...(phoneNumber !== undefined && phoneNumber !== signUp.phoneNumber && { phoneNumber, phone: null }),
    ...defined({
      username: fields.username?.toLowerCase() || undefined,
      password: fields.password || undefined,
      firstName: fields.first_name,
      lastName: fields.last_name,
      unsafeMetadata: fields.unsafeMetadata,
      locale: fields.locale || undefined,
      legalAcceptedAt: fields.legalAccepted === undefined ? undefined : fields.legalAccepted ? (signUp.legalAcceptedAt ?? world.clock.now()) : null,
    }),
  })
}

/** Where nobody may learn who has an account, a taken address is found out only by whoever proves that it is theirs. */
function checkNewEmail(world: World, { ticket }: SignUp, address: string): void {
  if (ticket !== null) throw notInvited()
  checkEmail(address)
  refuseRestricted(world, address)
  if (findUser(world, address) && !world.settings.enumerationProtection) throw fieldError('form_identifier_exists', 'That email address is taken. Please try another.', 'email_address')
}

function checkNewPhone(world: World, { ticket }: SignUp, number: string): void {
  if (ticket === null) refuseRestricted(world, number)
  if (findUser(world, number) && !world.settings.enumerationProtection) throw fieldError('form_identifier_exists', 'That phone number is taken. Please try another.', 'phone_number')
}

const unknown = (name: Field) => fieldError('form_param_unknown', `${name} is not a valid parameter for this request.`, name)
