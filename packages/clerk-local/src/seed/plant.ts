import { createHash } from 'node:crypto'
import { addMember, createOrganization } from '../domain/organizations.ts'
import { createUser, findUser } from '../domain/users.ts'
import { seededId } from '../store/ids.ts'
import type { Row, Table } from '../store/table.ts'
import type { World } from '../world.ts'
import type { Seed } from './seed.ts'

/** Puts a seed into an empty store. Ids follow from emails and slugs, so that they are the same on every machine. */
export function plant(world: World, seed: Seed): void {
  const { users, organizations } = world.store
  for (const { email, ...user } of seed.users)
    createUser(world, { ...user, email, id: freeId(users, 'user', email.split('@')[0] ?? email, email) })
  for (const { name, slug, members } of seed.organizations) {
    const organization = createOrganization(world, { name, slug, id: freeId(organizations, 'org', slug, slug) })
    for (const [email, role] of Object.entries(members)) {
      const user = findUser(world, email)
      if (!user) throw new Error(`The seed makes ${email} a member of ${slug}, but lists no such user.`)
      addMember(world, organization, user.id, role)
    }
  }
}

/** The readable id of the name, such as `user_ada000…`, or where another name led to the same one, a digest of it. */
function freeId(table: Pick<Table<Row>, 'has'>, prefix: string, label: string, name: string): string {
  const readable = seededId(prefix, label)
  return table.has(readable) ? seededId(prefix, createHash('sha256').update(name).digest('hex')) : readable
}
