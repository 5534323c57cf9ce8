import type { EmailAddressJSON, UserJSON, VerificationJSON } from '@clerk/shared/types'
import { attemptsRemaining, isLocked, lockoutExpiresInSeconds } from '../domain/lockout.ts'
import { membershipsOf } from '../domain/organizations.ts'
import { isProven } from '../domain/passkeys-of-users.ts'
import { hasSecondFactor } from '../domain/session-tasks.ts'
import { hasPassword } from '../domain/sign-ins-factors.ts'
import type { EmailAddress, User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import { membershipJson } from './organization.ts'
import { passkeyJson } from './passkey.ts'
import { avatarUrl, labelOf } from './public-user-data.ts'
import { sent } from './wire.ts'

/** The user as the Frontend API shows them to themselves. */
export function userJson(world: World, user: User): UserJSON {
  return {
    ...publicUserJson(world, user),
    organization_memberships: membershipsOf(world, user.id).map((membership) => membershipJson(world, membership)),
  }
}

/** The user as the Backend API shows them: with private metadata and what an administrator may know. */
export function backendUserJson(world: World, user: User) {
  return {
    ...publicUserJson(world, user),
    private_metadata: user.privateMetadata,
    banned: user.banned,
    locked: isLocked(world, user),
    lockout_expires_in_seconds: lockoutExpiresInSeconds(world, user),
    verification_attempts_remaining: attemptsRemaining(world, user),
    saml_accounts: [],
    last_active_at: user.lastSignInAt,
    mfa_enabled_at: user.mfaEnabledAt,
    mfa_disabled_at: user.mfaDisabledAt,
    locale: null,
  }
}

function publicUserJson(world: World, user: User): Omit<UserJSON, 'organization_memberships'> {
  return {
    object: 'user',
    id: user.id,
    external_id: user.externalId,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: avatarUrl(world, labelOf(user)),
    has_image: false,
    profile_image_id: '',
    email_addresses: user.emails.map(emailAddressJson),
    primary_email_address_id: user.primaryEmailId,
    phone_numbers: [],
    primary_phone_number_id: null,
    web3_wallets: [],
    primary_web3_wallet_id: null,
    external_accounts: [],
    enterprise_accounts: [],
    passkeys: user.passkeys.filter(isProven).map(passkeyJson),
    password_enabled: hasPassword(user),
    totp_enabled: user.totp?.verified ?? false,
    backup_code_enabled: (user.backupCodes?.codes.length ?? 0) > 0,
    two_factor_enabled: hasSecondFactor(user),
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    last_sign_in_at: user.lastSignInAt,
    create_organization_enabled: user.createOrganizationEnabled,
    create_organizations_limit: user.createOrganizationsLimit,
    delete_self_enabled: user.deleteSelfEnabled,
    legal_accepted_at: null,
    timezone: null,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  }
}

export function emailAddressJson(email: EmailAddress): EmailAddressJSON {
  const verification = sent<VerificationJSON>({ object: 'verification', status: email.verified ? 'verified' : 'unverified', strategy: 'email_code', attempts: email.verification?.attempts ?? null, expire_at: email.verification?.expireAt ?? null, verified_at_client: null, error: null })
  return {
    object: 'email_address',
    id: email.id,
    email_address: email.address,
    verification,
    linked_to: email.linkedTo.map(({ id, type }) => ({ object: 'identification_link', id, type })),
    matches_sso_connection: false,
  }
}
