import type { EnrollmentMode } from '../store/rows/organization.ts'

/** What Clerk's dashboard would configure. The environment that components read is derived from it. */
export interface Settings {
  readonly applicationName: string
  /** Where the app is, for links that are opened from an email and not from it. */
  readonly appOrigin: string
  /** Under which path of its own the app passes requests on to the stand-in; empty where browsers ask the stand-in itself. */
  readonly appProxyPath: string
  readonly supportEmail: string
  /** Origins beyond the instance's own that may ask it, for native apps and extensions. */
  readonly allowedOrigins: readonly string[]
  /** How long a session token lives, in seconds. Clerk's is 60. */
  readonly tokenLifetimeSeconds: number
  /** Instances made before April 2025 have version 1 until somebody upgrades them. */
  readonly sessionTokenVersion: 'v1' | 'v2'
  /** How long a session lives, however much it is used, in seconds. Clerk's is 7 days. */
  readonly sessionLifetimeSeconds: number
  /** After how many seconds without use a session ends; `null`, the default, for never. */
  readonly sessionInactivitySeconds: number | null
  readonly singleSession: boolean
  readonly signUpMode: 'public' | 'restricted' | 'waitlist'
  /** Sign-in offers to sign up whoever is not known, and the other way round. */
  readonly attributes: {
    readonly emailAddress: Attribute & { readonly strategies: readonly ('email_code' | 'email_link')[] }
    readonly phoneNumber: Attribute & { readonly secondFactor: boolean }
    readonly username: Attribute
    readonly password: { readonly enabled: boolean; readonly required: boolean }
    readonly firstName: { readonly enabled: boolean; readonly required: boolean }
    readonly lastName: { readonly enabled: boolean; readonly required: boolean }
  }
  /** Whether a link in an email works in the browser that asked for it only. */
  readonly emailLinks: { readonly sameClient: boolean }
  readonly password: PasswordRules
  readonly username: { readonly minLength: number; readonly maxLength: number }
  /** OAuth providers without their prefix, such as `google`; each is played by a local page. */
  readonly social: readonly string[]
  /** Providers of one's own, by a key such as `custom_acme`. */
  readonly customProviders: Readonly<Record<string, CustomProvider>>
  /** Whoever is to sign in for another application does so on a page of the stand-in, not of the app. */
  readonly accountPortal: boolean
  readonly passkeys: boolean
  /** What the form asks for first, of somebody who has both a password and an address for codes. */
  readonly preferredSignIn: 'password' | 'otp'
  readonly secondFactor: { readonly totp: boolean; readonly backupCodes: boolean; readonly required: boolean }
  readonly reverification: boolean
  readonly lockout: {
    readonly enabled: boolean
    /** Wrong passwords or codes until an account is locked. */
    readonly maxAttempts: number
    /** Seconds; `null` for a lock that only an administrator opens. */
    readonly durationSeconds: number | null
  }
  readonly allowlist: boolean
  readonly blocklist: boolean
  /** Refuses addresses such as `ada+work@example.com`. */
  readonly blockEmailSubaddresses: boolean
  readonly blockDisposableEmailDomains: boolean
  /** Takes `a.da@gmail.com` and `ada@gmail.com` for one address, as Gmail does. */
  readonly ignoreDotsForGmailAddresses: boolean
  readonly legalConsent: { readonly enabled: boolean; readonly termsUrl: string; readonly privacyUrl: string }
  readonly enumerationProtection: boolean
  readonly deleteSelf: boolean
  readonly organizations: {
    readonly enabled: boolean
    readonly forceSelection: boolean
    readonly slugs: boolean
    readonly userMayCreate: boolean
    readonly adminDelete: boolean
    /** Members of one organization; 0 for as many as one likes. */
    readonly maxMemberships: number
    readonly domains: { readonly enabled: boolean; readonly enrollmentModes: readonly EnrollmentMode[]; readonly defaultRole: string }
    /** The role of who makes an organization. */
    readonly creatorRole: string
    readonly defaultRole: string
  }
  /** By key, such as `org:agent`, each with the permissions that it has. */
  readonly roles: Readonly<Record<string, Role>>
  /** Names and descriptions of permissions by key; those of the roles need no entry. */
  readonly permissions: Readonly<Record<string, { readonly name: string; readonly description: string }>>
  /** By key, such as `role_set:partners`. Without an initial one, every role is in every organization. */
  readonly roleSets: Readonly<Record<string, RoleSet>>
  /** What is added to every session token; texts may hold Clerk's shortcodes, such as `{{user.id}}`. */
  readonly sessionClaims: Readonly<Record<string, unknown>>
  readonly apiKeys: { readonly user: boolean; readonly organization: boolean }
  /** The code in every email and text message. */
  readonly code: string
  /** Where the app has its pages, relative to its origin. */
  readonly paths: Readonly<Record<'home' | 'signIn' | 'signUp' | 'userProfile' | 'organizationProfile' | 'createOrganization' | 'waitlist', string>> & {
    /** Of `<OAuthConsent/>`; where it is empty the stand-in asks by a page of its own. */
    readonly oauthConsent: string
  }
}

/** A provider of one's own. Without addresses a local page plays it; with them it has to be on this machine. */
export interface CustomProvider {
  /** On its button. */
  readonly name: string
  readonly authorizeUrl?: string | undefined
  readonly tokenUrl?: string | undefined
  /** Answers `sub`, `email`, `given_name` and `family_name` of OpenID Connect. */
  readonly userInfoUrl?: string | undefined
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  /** Separated by spaces; `openid profile email` by default. */
  readonly scopes?: string | undefined
}

export interface Attribute {
  readonly enabled: boolean
  readonly required: boolean
  /** Identifies its owner in the sign-in form. */
  readonly signIn: boolean
  readonly verifyAtSignUp: boolean
}

export interface PasswordRules {
  readonly minLength: number
  readonly maxLength: number
  readonly requireSpecialCharacter: boolean
  readonly requireNumber: boolean
  readonly requireUppercase: boolean
  readonly requireLowercase: boolean
}

export interface Role {
  readonly name: string
  readonly description?: string
  readonly permissions: readonly string[]
  /** Those of Clerk's own, such as `org:sys_memberships:manage`; absent where the role has what one of its kind has at first. */
  readonly systemPermissions?: readonly string[]
}

/** Which roles there are in some organizations. */
export interface RoleSet {
  readonly name: string
  readonly description: string | null
  readonly roles: readonly string[]
  readonly defaultRole: string
  readonly creatorRole: string
  readonly type: 'initial' | 'custom'
}

/** Any part of the settings, down to single values; lists and records are given whole. */
export type SettingsChange = Deep<Settings>
type Whole = readonly unknown[] | string | number | boolean | null
type Deep<T> = { readonly [K in keyof T]?: T[K] extends Whole ? T[K] : string extends keyof T[K] ? T[K] : Deep<T[K]> }

export const defaultSettings: Settings = {
  applicationName: 'Throughline',
  appOrigin: 'http://localhost:3000',
  appProxyPath: '/__clerk',
  supportEmail: '',
  allowedOrigins: [],
  tokenLifetimeSeconds: 60,
  sessionTokenVersion: 'v2',
  sessionLifetimeSeconds: 7 * 86_400,
  sessionInactivitySeconds: null,
  singleSession: true,
  signUpMode: 'public',
  attributes: {
    emailAddress: { enabled: true, required: true, signIn: true, verifyAtSignUp: true, strategies: ['email_code'] },
    phoneNumber: { enabled: false, required: false, signIn: false, verifyAtSignUp: true, secondFactor: false },
    username: { enabled: false, required: false, signIn: false, verifyAtSignUp: false },
    password: { enabled: true, required: true },
    firstName: { enabled: true, required: false },
    lastName: { enabled: true, required: false },
  },
  emailLinks: { sameClient: false },
  password: { minLength: 8, maxLength: 72, requireSpecialCharacter: false, requireNumber: false, requireUppercase: false, requireLowercase: false },
  username: { minLength: 4, maxLength: 64 },
  social: [],
  customProviders: {},
  accountPortal: false,
  passkeys: false,
  preferredSignIn: 'password',
  secondFactor: { totp: false, backupCodes: false, required: false },
  reverification: false,
  lockout: { enabled: true, maxAttempts: 100, durationSeconds: 3600 },
  allowlist: false,
  blocklist: false,
  blockEmailSubaddresses: false,
  blockDisposableEmailDomains: false,
  ignoreDotsForGmailAddresses: false,
  legalConsent: { enabled: false, termsUrl: '', privacyUrl: '' },
  enumerationProtection: false,
  deleteSelf: true,
  organizations: {
    enabled: true,
    forceSelection: false,
    slugs: true,
    userMayCreate: false,
    adminDelete: true,
    maxMemberships: 100,
    domains: { enabled: false, enrollmentModes: [], defaultRole: 'org:member' },
    creatorRole: 'org:admin',
    defaultRole: 'org:member',
  },
  roles: {
    'org:admin': { name: 'Admin', permissions: [] },
    'org:member': { name: 'Member', permissions: [] },
  },
  permissions: {},
  roleSets: {},
  sessionClaims: {},
  apiKeys: { user: false, organization: false },
  code: '424242',
  paths: { home: '/', signIn: '/sign-in', signUp: '/sign-up', userProfile: '/user', organizationProfile: '/organization', createOrganization: '/create-organization', waitlist: '/waitlist', oauthConsent: '' },
}

const WHOLE: readonly string[] = ['roles', 'permissions', 'roleSets', 'sessionClaims', 'customProviders']

/** `settings` with `change` in it; either may be a part of them. */
export function changed<T extends Settings | SettingsChange>(settings: T, change: SettingsChange): T {
  return merged(settings, change)
}

function merged<T extends object>(old: T, change: object): T {
  const entries = Object.entries(change).map(([name, value]) => {
    const before: unknown = old[name as keyof T] // any other name has nothing before
    return [name, isPlain(value) && isPlain(before) && !WHOLE.includes(name) ? merged(before, value) : value]
  })
  return { ...old, ...Object.fromEntries(entries.filter(([, value]) => value !== undefined)) }
}

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)
