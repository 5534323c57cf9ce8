import { defaultSeed, type Seed } from '@throughline/clerk-local'

export interface Organization {
  readonly id: string
  readonly slug: string
  /** Two digits, which everything of this organization carries; see `marks.ts`. */
  readonly number: string
  readonly people: readonly Person[]
}

export interface Person {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: 'org:admin' | 'org:agent' | 'org:member'
  readonly organization: Organization
}

export interface Population {
  readonly organizations: readonly Organization[]
  readonly people: readonly Person[]
  readonly seed: Seed
}

/** Who works at the desks: in each organization an administrator, up to three agents, and members. */
export function populate({ organizations: count, people: size }: { organizations: number; people: number }): Population {
  const organizations = Array.from({ length: count }, (_, index) => organizationOf(index + 1, Math.ceil((size - index) / count)))
  const people = organizations.flatMap((organization) => organization.people)
  const seed: Seed = {
    roles: defaultSeed.roles,
    users: people.map(({ email, name }) => {
      const [firstName = '', lastName = ''] = name.split(' ')
      return { email, firstName, lastName }
    }),
    organizations: organizations.map(({ slug, people: members }) => ({ name: slug, slug, members: Object.fromEntries(members.map(({ email, role }) => [email, role])) })),
  }
  return { organizations, people, seed }
}

/** What their token will say. */
export function may({ role }: Person, permission: string): boolean {
  return defaultSeed.roles[role]!.permissions.includes(permission) // the seed has all three
}

function organizationOf(number: number, size: number): Organization {
  const digits = String(number).padStart(2, '0')
  const people: Person[] = []
  const organization = { id: seededId('org', `org${digits}`), slug: `org${digits}`, number: digits, people }
  for (let index = 0; index < size; index++) {
    const handle = `${organization.slug}p${index}`
    people.push({ id: seededId('user', handle), email: `${handle}@example.com`, name: `Person${index} ${organization.slug}`, role: roleOf(index), organization })
  }
  return organization
}

function roleOf(index: number): Person['role'] {
  if (index === 0) return 'org:admin'
  return index <= 3 ? 'org:agent' : 'org:member'
}

/** As the stand-in makes the ids of a seed. */
const seededId = (prefix: string, name: string) => `${prefix}_${name.padEnd(27, '0')}`
