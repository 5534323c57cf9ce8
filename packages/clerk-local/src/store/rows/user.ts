import type { Metadata } from './metadata.ts'
import type { Verification } from './verification.ts'

/** Something a user has proven along the way to another identification: an email address that came with a Google account. */
export interface Link {
  readonly type: string
  readonly id: string
}

export interface EmailAddress {
  readonly id: string
  /** Lower case. */
  readonly address: string
  readonly verified: boolean
  /** Its user's without a proof: a server said so, or the instance asks for none. */
  readonly reserved: boolean
  /** The proof that was asked for, while it is open, or as it was given. */
  readonly verification: Verification | null
  readonly linkedTo: readonly Link[]
  readonly createdAt: number
}

export interface PhoneNumber {
  readonly id: string
  /** E.164, such as `+15555550100`. */
  readonly number: string
  readonly verified: boolean
  readonly reserved: boolean
  readonly verification: Verification | null
  readonly reservedForSecondFactor: boolean
  readonly defaultSecondFactor: boolean
  readonly linkedTo: readonly Link[]
  readonly createdAt: number
}

export interface ExternalAccount {
  readonly id: string
  readonly identificationId: string
  /** Without the prefix: `google`. */
  readonly provider: string
  readonly providerUserId: string
  readonly emailAddress: string
  readonly firstName: string
  readonly lastName: string
  readonly username: string | null
  readonly approvedScopes: string
  readonly publicMetadata: Metadata
  readonly verification: Verification | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** Whether the provider has ever said whose it is. */
export const isConnected = ({ providerUserId }: ExternalAccount): boolean => providerUserId !== ''

export interface Passkey {
  readonly id: string
  readonly name: string
  /** Base64url, as the browser knows it. */
  readonly credentialId: string
  /** SPKI PEM. */
  readonly publicKey: string
  readonly signCount: number
  readonly verification: Verification | null
  readonly lastUsedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Totp {
  readonly id: string
  /** Base32, as authenticator apps take it. */
  readonly secret: string
  readonly verified: boolean
  /** The last time step whose code was taken: no code works twice. */
  readonly lastStep: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface BackupCodes {
  readonly id: string
  /** Those that are still unused. */
  readonly codes: readonly string[]
  readonly createdAt: number
  readonly updatedAt: number
}

export interface User {
  readonly id: string
  readonly externalId: string | null
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly emails: readonly EmailAddress[]
  readonly primaryEmailId: string | null
  readonly phones: readonly PhoneNumber[]
  readonly primaryPhoneId: string | null
  readonly externalAccounts: readonly ExternalAccount[]
  readonly passkeys: readonly Passkey[]
  readonly totp: Totp | null
  readonly backupCodes: BackupCodes | null
  /** Plain text: a stand-in's passwords are printed on its own page and protect nothing. */
  readonly password: string | null
  /** A hash that was imported instead of a password. */
  readonly passwordDigest: { readonly digest: string; readonly hasher: string } | null
  /** When it was set last, by whomever; stays when it is taken away. */
  readonly passwordUpdatedAt: number | null
  /** Set by an administrator: the next sign-in has to choose a new password. */
  readonly passwordMustChange: boolean
  /** The key of an uploaded picture. */
  readonly imageId: string | null
  readonly publicMetadata: Metadata
  readonly privateMetadata: Metadata
  readonly unsafeMetadata: Metadata
  readonly banned: boolean
  /** Locked by an administrator or by too many wrong passwords; `lockedUntil` says which. */
  readonly locked: boolean
  /** `null` for a lock that only an administrator opens. */
  readonly lockedUntil: number | null
  readonly failedAttempts: number
  readonly legalAcceptedAt: number | null
  readonly locale: string | null
  readonly deleteSelfEnabled: boolean
  readonly createOrganizationEnabled: boolean
  readonly createOrganizationsLimit: number | null
  readonly mfaEnabledAt: number | null
  readonly mfaDisabledAt: number | null
  readonly lastSignInAt: number | null
  readonly lastActiveAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}
