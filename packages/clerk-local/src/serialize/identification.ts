import type { EmailAddressJSON, ExternalAccountJSON, IdentificationLinkJSON, PhoneNumberJSON, VerificationJSON } from '@clerk/shared/types'
import type { EmailAddress, ExternalAccount, Link, PhoneNumber } from '../store/rows/user.ts'
import type { Strategy, Verification } from '../store/rows/verification.ts'
import type { World } from '../world.ts'
import { verificationJson } from './verification.ts'
import { sent } from './wire.ts'

export function emailAddressJson(world: World, email: EmailAddress): EmailAddressJSON {
  const link = email.linkedTo[0]?.type
  return {
    object: 'email_address',
    id: email.id,
    email_address: email.address,
    verification: proofJson(world, email, link?.startsWith('oauth_') ? (`from_${link}` as Strategy) : 'email_code'), // Clerk's name for an address that came with an account
    linked_to: email.linkedTo.map(linkJson),
    matches_sso_connection: false,
  }
}

export function phoneNumberJson(world: World, phone: PhoneNumber): PhoneNumberJSON {
  return {
    object: 'phone_number',
    id: phone.id,
    phone_number: phone.number,
    reserved_for_second_factor: phone.reservedForSecondFactor,
    default_second_factor: phone.defaultSecondFactor,
    linked_to: phone.linkedTo.map(linkJson),
    verification: proofJson(world, phone, 'phone_code'),
  }
}

export function externalAccountJson(world: World, account: ExternalAccount): ExternalAccountJSON {
  return sent<ExternalAccountJSON>({
    object: 'external_account',
    id: account.id,
    provider: `oauth_${account.provider}` as ExternalAccountJSON['provider'], // with the prefix on the wire, which SDKs take off
    identification_id: account.identificationId,
    provider_user_id: account.providerUserId,
    approved_scopes: account.approvedScopes,
    email_address: account.emailAddress,
    first_name: account.firstName,
    last_name: account.lastName,
    image_url: `${world.url}/static/${account.provider}.svg`,
    username: account.username,
    phone_number: '',
    public_metadata: { ...account.publicMetadata },
    label: null,
    verification: verificationJson(account.verification, world.clock.now()),
  })
}

/** Verified once and for all, or as far as the proof that is open has come. */
function proofJson(world: World, { verified, verification }: { readonly verified: boolean; readonly verification: Verification | null }, strategy: Strategy): VerificationJSON | null {
  const open = verificationJson(verification, world.clock.now())
  if (open && !verified) return open
  return sent<VerificationJSON>({ object: 'verification', status: verified ? 'verified' : 'unverified', strategy: open?.strategy ?? strategy, attempts: open?.attempts ?? null, expire_at: open?.expire_at ?? null, verified_at_client: open?.verified_at_client ?? null, error: null })
}

const linkJson = ({ id, type }: Link): IdentificationLinkJSON => ({ object: 'identification_link', id, type })
