import type { Role, SettingsChange } from '../instance/settings.ts'
import type { EnrollmentMode } from '../store/rows/organization.ts'
import type { EndpointOptions } from '../webhooks/endpoints.ts'

/** Who exists when the stand-in starts on an empty folder, and how it is set up each time it starts. */
export interface Seed {
  users: readonly SeedUser[]
  organizations: readonly SeedOrganization[]
  /** In place of Clerk's own, by key, each with its permissions; none keeps Clerk's own. */
  roles: Readonly<Record<string, Role>>
  /** Names and descriptions of permissions by key; those of the roles need no entry. */
  permissions?: Readonly<Record<string, { readonly name: string; readonly description: string }>>
  settings?: SettingsChange
  webhooks?: readonly EndpointOptions[]
}

type Metadata = Readonly<Record<string, unknown>>

/** Somebody with at least one of email address, phone number and username. */
export interface SeedUser {
  /** The primary address, verified; `emails` for more and others. */
  email?: string
  emails?: readonly SeedEmail[]
  phones?: readonly SeedPhone[]
  username?: string
  /** Nobody checks it against the rules for passwords. */
  password?: string
  firstName?: string
  lastName?: string
  externalId?: string
  publicMetadata?: Metadata
  privateMetadata?: Metadata
  unsafeMetadata?: Metadata
  banned?: boolean
  /** Until an administrator opens it. */
  locked?: boolean
  /** Base32, for an authenticator app that is set up already. */
  totpSecret?: string
  backupCodes?: readonly string[]
  /** May make organizations, or this many; what the settings say by default. */
  createOrganizations?: boolean | number
  /** May delete their account; what the settings say by default. */
  deleteSelf?: boolean
}

export interface SeedEmail {
  readonly address: string
  /** True by default. */
  readonly verified?: boolean | undefined
  /** The first verified one by default. */
  readonly primary?: boolean | undefined
}

export interface SeedPhone {
  /** E.164, such as `+15555550100`. */
  readonly number: string
  /** True by default. */
  readonly verified?: boolean | undefined
  /** The first verified one by default. */
  readonly primary?: boolean | undefined
  /** Gets codes as a second factor. */
  readonly secondFactor?: boolean | undefined
}

export interface SeedOrganization {
  name: string
  slug: string
  /** Role by the member's email address, phone number or username. */
  members: Readonly<Record<string, string>>
  publicMetadata?: Metadata
  privateMetadata?: Metadata
  /** 0 for as many as one likes; what the settings say by default. */
  maxMemberships?: number
  adminDelete?: boolean
  /** Their emails are in the outbox from the start. */
  invitations?: readonly { readonly email: string; readonly role?: string | undefined }[]
  domains?: readonly { readonly name: string; readonly enrollmentMode?: EnrollmentMode | undefined; readonly verified?: boolean | undefined }[]
}

const PASSWORD = 'throughline-dev'

const member = ['org:ticket:create', 'org:ticket:comment']
const agent = [...member, 'org:ticket:assign', 'org:ticket:status']
const admin = [...agent, 'org:ticket:delete', 'org:ticket:manage']

/** Two organizations and one person for each role. */
export const defaultSeed: Omit<Seed, 'users'> & { readonly users: readonly (SeedUser & { readonly email: string; readonly password: string })[] } = {
  users: [
    { email: 'ada@example.com', password: PASSWORD, firstName: 'Ada', lastName: 'Lovelace' },
    { email: 'alan@example.com', password: PASSWORD, firstName: 'Alan', lastName: 'Turing' },
    { email: 'grace@example.com', password: PASSWORD, firstName: 'Grace', lastName: 'Hopper' },
    { email: 'linus@example.com', password: PASSWORD, firstName: 'Linus', lastName: 'Torvalds' },
  ],
  organizations: [
    {
      name: 'Acme',
      slug: 'acme',
      members: { 'ada@example.com': 'org:admin', 'alan@example.com': 'org:agent', 'grace@example.com': 'org:member' },
    },
    { name: 'Globex', slug: 'globex', members: { 'linus@example.com': 'org:admin' } },
  ],
  roles: {
    'org:admin': { name: 'Admin', permissions: admin },
    'org:agent': { name: 'Agent', permissions: agent },
    'org:member': { name: 'Member', permissions: member },
  },
}
