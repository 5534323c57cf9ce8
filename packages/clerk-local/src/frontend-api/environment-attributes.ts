import type { AttributeDataJSON, AttributesJSON } from '@clerk/shared/types'
import type { Attribute, Settings } from '../instance/settings.ts'

const off: AttributeDataJSON = {
  enabled: false,
  required: false,
  used_for_first_factor: false,
  first_factors: [],
  used_for_second_factor: false,
  second_factors: [],
  verifications: [],
  verify_at_sign_up: false,
}

/** Which fields users have, and which of them prove who somebody is. */
export function attributes({ attributes: fields, passkeys, secondFactor }: Settings): AttributesJSON {
  const { emailAddress, phoneNumber, username, password, firstName, lastName } = fields
  const phone = identifying(phoneNumber, ['phone_code'])
  return {
    email_address: identifying(emailAddress, [...emailAddress.strategies]),
    phone_number: phoneNumber.secondFactor && phoneNumber.enabled ? { ...phone, used_for_second_factor: true, second_factors: ['phone_code'] } : phone,
    username: identifying(username, []),
    password: { ...off, ...password },
    first_name: { ...off, ...firstName },
    last_name: { ...off, ...lastName },
    web3_wallet: off,
    passkey: { ...off, enabled: passkeys, used_for_first_factor: passkeys },
    authenticator_app: second(secondFactor.totp, 'totp'),
    backup_code: second(secondFactor.backupCodes, 'backup_code'),
  }
}

type Proofs = AttributeDataJSON['verifications']

function identifying({ enabled, required, signIn, verifyAtSignUp }: Attribute, proofs: Proofs): AttributeDataJSON {
  if (!enabled) return off
  return { ...off, enabled, required, used_for_first_factor: signIn, first_factors: signIn ? proofs : [], verifications: proofs, verify_at_sign_up: verifyAtSignUp }
}

const second = (enabled: boolean, proof: 'totp' | 'backup_code'): AttributeDataJSON =>
  enabled ? { ...off, enabled, used_for_second_factor: true, second_factors: [proof], verifications: [proof] } : off
