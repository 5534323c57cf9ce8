import type { Settings } from '../../instance/settings.ts'

/** One setting as the form shows it; `path` is where it is in `Settings`. */
export interface SettingField {
  readonly path: string
  readonly label: string
  readonly kind: 'tick' | 'text' | 'number' | 'list' | 'json' | readonly string[]
  readonly hint?: string
}

export interface SettingGroup {
  readonly title: string
  readonly fields: readonly SettingField[]
}

const field = (path: string, label: string, kind: SettingField['kind'], hint?: string): SettingField => ({ path, label, kind, ...(hint !== undefined && { hint }) })

const attribute = (name: string, label: string): SettingField[] => [
  field(`attributes.${name}.enabled`, label, 'tick'),
  field(`attributes.${name}.required`, `${label} is required`, 'tick'),
  field(`attributes.${name}.signIn`, `${label} identifies at sign-in`, 'tick'),
  field(`attributes.${name}.verifyAtSignUp`, `${label} is proven at sign-up`, 'tick'),
]

/** What the dashboard would offer, in its order. Every setting has its place here, which a test sees to. */
export const settingGroups: readonly SettingGroup[] = [
  {
    title: 'Application',
    fields: [
      field('applicationName', 'Name', 'text'),
      field('signUpMode', 'Who may sign up', ['public', 'restricted', 'waitlist']),
      field('preferredSignIn', 'Asked for first at sign-in', ['password', 'otp']),
      field('singleSession', 'One session in a browser', 'tick'),
      field('tokenLifetimeSeconds', 'A session token lives', 'number', 'seconds'),
      field('sessionLifetimeSeconds', 'A session lives', 'number', 'seconds'),
      field('sessionInactivitySeconds', 'A session that nobody uses ends after', 'number', 'seconds, or nothing for never'),
      field('code', 'The code in every email and text', 'text'),
      field('appOrigin', 'Where the app is', 'text', 'for links from emails'),
      field('appProxyPath', 'Its path to the stand-in', 'text', 'or nothing where browsers ask the stand-in itself'),
      field('paths', 'Where the app has its pages', 'json'),
      field('supportEmail', 'Address for help', 'text'),
      field('allowedOrigins', 'Further origins', 'list', 'of native apps and extensions'),
    ],
  },
  { title: 'Email address', fields: [...attribute('emailAddress', 'Email address'), field('attributes.emailAddress.strategies', 'Proven by', 'list', 'email_code, email_link'), field('emailLinks.sameClient', 'Links open in the same browser only', 'tick')] },
  { title: 'Phone number', fields: [...attribute('phoneNumber', 'Phone number'), field('attributes.phoneNumber.secondFactor', 'Codes by text as a second factor', 'tick')] },
  { title: 'Username', fields: [...attribute('username', 'Username'), field('username.minLength', 'At least', 'number', 'characters'), field('username.maxLength', 'At most', 'number', 'characters')] },
  {
    title: 'Name and password',
    fields: [
      field('attributes.firstName.enabled', 'First name', 'tick'),
      field('attributes.firstName.required', 'First name is required', 'tick'),
      field('attributes.lastName.enabled', 'Last name', 'tick'),
      field('attributes.lastName.required', 'Last name is required', 'tick'),
      field('attributes.password.enabled', 'Password', 'tick'),
      field('attributes.password.required', 'Password is required', 'tick'),
      field('password.minLength', 'At least', 'number', 'characters'),
      field('password.maxLength', 'At most', 'number', 'characters'),
      field('password.requireNumber', 'A digit in it', 'tick'),
      field('password.requireSpecialCharacter', 'A special character in it', 'tick'),
      field('password.requireUppercase', 'A capital letter in it', 'tick'),
      field('password.requireLowercase', 'A small letter in it', 'tick'),
    ],
  },
  {
    title: 'Other ways in',
    fields: [
      field('social', 'Providers', 'list', 'such as google, github; each is played by a local page'),
      field('customProviders', 'Providers of one’s own', 'json', 'by key such as custom_acme, each with its name, and authorizeUrl, tokenUrl, userInfoUrl, clientId, clientSecret and scopes where it is real'),
      field('accountPortal', 'Sign in for other applications on a page of the stand-in', 'tick'),
      field('passkeys', 'Passkeys', 'tick'),
      field('secondFactor.totp', 'Authenticator app as a second factor', 'tick'),
      field('secondFactor.backupCodes', 'Backup codes', 'tick'),
      field('secondFactor.required', 'A second factor is required', 'tick'),
    ],
  },
  {
    title: 'Protection',
    fields: [
      field('reverification', 'Prove oneself again before what is sensitive', 'tick'),
      field('lockout.enabled', 'Lock an account after wrong attempts', 'tick'),
      field('lockout.maxAttempts', 'Attempts', 'number'),
      field('lockout.durationSeconds', 'Locked for', 'number', 'seconds; empty until an administrator opens it'),
      field('allowlist', 'Only identifiers on the allowlist', 'tick'),
      field('blocklist', 'Nobody on the blocklist', 'tick'),
      field('blockEmailSubaddresses', 'No addresses such as ada+work@example.com', 'tick'),
      field('blockDisposableEmailDomains', 'No throw-away addresses', 'tick'),
      field('ignoreDotsForGmailAddresses', 'Dots in Gmail addresses do not count', 'tick'),
      field('enumerationProtection', 'Do not tell who has an account', 'tick'),
      field('deleteSelf', 'Users may delete themselves', 'tick'),
      field('legalConsent.enabled', 'Consent to terms at sign-up', 'tick'),
      field('legalConsent.termsUrl', 'Terms', 'text', 'address'),
      field('legalConsent.privacyUrl', 'Privacy policy', 'text', 'address'),
    ],
  },
  {
    title: 'Organizations',
    fields: [
      field('organizations.enabled', 'Organizations', 'tick'),
      field('organizations.forceSelection', 'Everybody has to choose one', 'tick'),
      field('organizations.slugs', 'Slugs', 'tick'),
      field('organizations.userMayCreate', 'New users may create one', 'tick'),
      field('organizations.adminDelete', 'Administrators may delete theirs', 'tick'),
      field('organizations.maxMemberships', 'Members at most', 'number', '0 for as many as one likes'),
      field('organizations.creatorRole', 'Role of who creates one', 'text'),
      field('organizations.defaultRole', 'Role of who joins', 'text'),
      field('organizations.domains.enabled', 'Domains', 'tick'),
      field('organizations.domains.enrollmentModes', 'Enrolment', 'list', 'manual_invitation, automatic_invitation, automatic_suggestion'),
      field('organizations.domains.defaultRole', 'Role of who joins by domain', 'text'),
      field('roles', 'Roles', 'json', 'by key, each with its name and permissions'),
      field('roleSets', 'Role sets', 'json', 'by key, each with the roles in it'),
      field('permissions', 'Permissions', 'json', 'names and descriptions by key'),
    ],
  },
  {
    title: 'Tokens',
    fields: [
      field('sessionTokenVersion', 'Version of the session token', ['v2', 'v1']),
      field('sessionClaims', 'Claims in every session token', 'json', 'may hold shortcodes such as {{user.id}}'),
      field('apiKeys.user', 'API keys of users', 'tick'),
      field('apiKeys.organization', 'API keys of organizations', 'tick'),
    ],
  },
]

/** The value of a setting by its path. */
export function settingAt(settings: Settings, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], settings) // each step leads to an object or to nothing
}
