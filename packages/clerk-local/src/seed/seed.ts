/** Who exists when the stand-in starts on an empty folder. */
export interface Seed {
  users: SeedUser[]
  organizations: SeedOrganization[]
  /** Roles beyond Clerk's own, by key, each with its permissions. */
  roles: Record<string, { name: string; permissions: string[] }>
}

export interface SeedUser {
  email: string
  password: string
  firstName?: string
  lastName?: string
  username?: string
  publicMetadata?: Record<string, unknown>
}

export interface SeedOrganization {
  name: string
  slug: string
  /** Role by the member's email. */
  members: Record<string, string>
}

const PASSWORD = 'throughline-dev'

const member = ['org:ticket:create', 'org:ticket:comment']
const agent = [...member, 'org:ticket:assign', 'org:ticket:status']
const admin = [...agent, 'org:ticket:delete', 'org:ticket:manage']

/** Two organizations and one person for each role. */
export const defaultSeed: Seed = {
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
