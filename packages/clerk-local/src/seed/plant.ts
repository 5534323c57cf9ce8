import { createHash } from 'node:crypto'
import { addDomain } from '../domain/organizations/organization-domains.ts'
import { invite } from '../domain/organizations/organization-invitations.ts'
import { addMember, createOrganization } from '../domain/organizations/organizations.ts'
import { createUser, defined, findUser } from '../domain/users/users.ts'
import { seededId } from '../store/ids.ts'
import type { Organization } from '../store/rows/organization.ts'
import type { Row, Table } from '../store/table.ts'
import type { World } from '../world.ts'
import type { Seed, SeedOrganization } from './seed.ts'
import { userFields } from './user-fields.ts'

/** Puts a seed into an empty store. Ids follow from emails and slugs, so that they are the same on every machine. */
export function plant(world: World, seed: Seed): void {
  const { users, organizations } = world.store
  for (const user of seed.users) {
    const name = user.email ?? user.emails?.[0]?.address ?? user.username ?? user.phones?.[0]?.number ?? ''
    createUser(world, { ...userFields(world, user), id: freeId(users, 'user', name.split('@')[0] || name, name) })
  }
  for (const wanted of seed.organizations) {
    const { name, slug, publicMetadata, privateMetadata, maxMemberships: maxAllowedMemberships, adminDelete: adminDeleteEnabled } = wanted
    const rest = defined({ publicMetadata, privateMetadata, maxAllowedMemberships, adminDeleteEnabled })
    settle(world, createOrganization(world, { name, slug, id: freeId(organizations, 'org', slug, slug), ...rest }), wanted)
  }
}

/** Members first: who is one cannot be invited. */
function settle(world: World, organization: Organization, { slug, members, invitations = [], domains = [] }: SeedOrganization): void {
  for (const [identifier, role] of Object.entries(members)) {
    const user = findUser(world, identifier)
    if (!user) throw new Error(`The seed makes ${identifier} a member of ${slug}, but lists no such user.`)
    addMember(world, organization, user.id, role)
  }
  for (const domain of domains) addDomain(world, organization, { ...domain, verified: domain.verified ?? true })
  if (invitations.length > 0) invite(world, organization, invitations.map(({ email: emailAddress, role = world.settings.organizations.defaultRole }) => ({ emailAddress, role })), undefined)
}

/** The readable id of the name, such as `user_ada000…`, or where another name led to the same one, a digest of it. */
function freeId(table: Pick<Table<Row>, 'has'>, prefix: string, label: string, name: string): string {
  const readable = seededId(prefix, label)
  return table.has(readable) ? seededId(prefix, createHash('sha256').update(name).digest('hex')) : readable
}
