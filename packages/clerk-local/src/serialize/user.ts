import type { UserJSON } from '@clerk/shared/types'
import { attemptsRemaining, isLocked, lockoutExpiresInSeconds } from '../domain/sign-ins/lockout.ts'
import { membershipsOf } from '../domain/organizations/organizations.ts'
import { isProven } from '../domain/users/passkeys-of-users.ts'
import { hasSecondFactor } from '../domain/users/second-factors.ts'
import { hasPassword } from '../domain/sign-ins/sign-ins-factors.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import { membershipJson } from './organization.ts'
import { passkeyJson } from './passkey.ts'
import { emailAddressJson, externalAccountJson, phoneNumberJson } from './identification.ts'
import { pictureJson } from './public-user-data.ts'

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
    last_active_at: user.lastActiveAt,
    password_last_updated_at: user.passwordUpdatedAt,
    mfa_enabled_at: user.mfaEnabledAt,
    mfa_disabled_at: user.mfaDisabledAt,
    locale: user.locale,
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
    ...pictureJson(world, user),
    profile_image_id: user.imageId ?? '',
    email_addresses: user.emails.map((email) => emailAddressJson(world, email)),
    primary_email_address_id: user.primaryEmailId,
    phone_numbers: user.phones.map((phone) => phoneNumberJson(world, phone)),
    primary_phone_number_id: user.primaryPhoneId,
    web3_wallets: [],
    primary_web3_wallet_id: null,
    external_accounts: user.externalAccounts.map((account) => externalAccountJson(world, account)),
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
    legal_accepted_at: user.legalAcceptedAt,
    timezone: null,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  }
}
